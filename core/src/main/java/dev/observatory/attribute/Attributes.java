package dev.observatory.attribute;

import static java.util.Objects.requireNonNull;

/**
 * Where observers find observable fields.
 *
 * <pre>{@code
 * Attribute<Integer> reading = Attributes.of(Probe.class, "reading");
 * reading.assigned().connect(change -> System.out.println(change.oldValue() + " -> " + change.newValue()));
 * }</pre>
 */
public final class Attributes {
    private Attributes() {}

    /**
     * The attribute of a tagged field.
     *
     * @param owner the class that declares the field, or a class that inherits it
     * @param field the field's name
     * @param <T> the type of the field, boxed; not checked
     * @return the attribute; always the same one for a field
     * @throws IllegalArgumentException if there is no such attribute; the message lists those that there are
     * @throws NullPointerException if an argument is null
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public static <T> Attribute<T> of(Class<?> owner, String field) {
        return (Attribute<T>) AttributeLookup.find(requireNonNull(owner, "owner"), requireNonNull(field, "field"));
    }
}
