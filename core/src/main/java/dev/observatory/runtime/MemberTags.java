package dev.observatory.runtime;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The annotations of a woven member, as the agent has read them from the class file. Used where reflection refuses: it inspects all
 * members of a class at once, and fails if a type in any signature is missing, be it of a member that has nothing to do with the library.
 *
 * @param member a method's name and descriptor, or a field's name
 * @param tags the attributes that are present in the class file, by simple name of the annotation; and under {@code Member} whether it
 *     is {@code static}, and the {@code descriptor} of a field
 * @hidden
 */
public record MemberTags(String member, Map<String, Map<String, Object>> tags) {
    private static final String MEMBER = "Member";

    /**
     * Returns whether the member has an annotation.
     *
     * @param tag the simple name of the annotation
     * @return whether it is present
     */
    public boolean has(String tag) {
        return tags.containsKey(tag);
    }

    /**
     * Returns a text.
     *
     * @param tag the simple name of the annotation
     * @param attribute the name of the attribute
     * @return its value; empty if it is absent
     */
    public String text(String tag, String attribute) {
        return value(tag, attribute) instanceof String text ? text : "";
    }

    /**
     * Returns a flag.
     *
     * @param tag the simple name of the annotation
     * @param attribute the name of the attribute
     * @return its value; false if it is absent
     */
    public boolean flag(String tag, String attribute) {
        return value(tag, attribute) instanceof Boolean flag && flag;
    }

    /**
     * Returns the elements of an array.
     *
     * @param tag the simple name of the annotation
     * @param attribute the name of the attribute
     * @return its elements, nested annotations as maps; empty if it is absent
     */
    public List<?> list(String tag, String attribute) {
        return value(tag, attribute) instanceof List<?> list ? list : List.of();
    }

    /**
     * Returns whether the member is static.
     *
     * @return false for members of objects
     */
    public boolean isStatic() {
        return flag(MEMBER, "static");
    }

    /**
     * Returns the descriptor of a field.
     *
     * @return empty for a method
     */
    public String fieldDescriptor() {
        return text(MEMBER, "descriptor");
    }

    private @Nullable Object value(String tag, String attribute) {
        Map<String, Object> values = tags.get(tag);
        return values == null ? null : values.get(attribute);
    }
}
