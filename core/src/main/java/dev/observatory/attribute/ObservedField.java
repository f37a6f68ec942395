package dev.observatory.attribute;

import dev.observatory.runtime.MemberTags;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * An observable field.
 *
 * @param owner the class that declares it
 * @param type its declared type
 * @param reflected null if reflection refuses the class, because the type of any of its fields is missing
 * @param changesOnly whether assignments of the same value are not emitted
 * @param duringConstruction whether assignments by constructors are emitted
 * @param hidesValues whether outputs must not show its values although reflection cannot find that out
 */
record ObservedField(
        Class<?> owner,
        String name,
        Class<?> type,
        boolean isStatic,
        @Nullable Field reflected,
        boolean changesOnly,
        boolean duringConstruction,
        boolean hidesValues) {
    private static final String TAG = "ObservableAttr";

    static ObservedField of(Field field, @Nullable ObservableAttr tag) {
        return new ObservedField(
                field.getDeclaringClass(),
                field.getName(),
                field.getType(),
                Modifier.isStatic(field.getModifiers()),
                field,
                tag != null && tag.changesOnly(),
                tag != null && tag.duringConstruction(),
                false);
    }

    /**
     * Describes a field of a class that reflection refuses.
     *
     * @throws LinkageError if the type of the field itself is missing
     * @throws TypeNotPresentException if the type of the field itself is missing
     */
    static ObservedField of(Class<?> owner, MemberTags field) {
        Class<?> type = MethodType.fromMethodDescriptorString("()" + field.fieldDescriptor(), owner.getClassLoader())
                .returnType();
        return new ObservedField(
                owner,
                field.member(),
                type,
                field.isStatic(),
                null,
                field.flag(TAG, "changesOnly"),
                field.flag(TAG, "duringConstruction"),
                field.has("Redacted"));
    }

    /** Returns whether a woven member is a field. */
    static boolean isField(MemberTags member) {
        return !member.fieldDescriptor().isEmpty();
    }

    String label() {
        return owner.getName() + "." + name;
    }
}
