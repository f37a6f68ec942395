package dev.observatory.attribute;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.Hook1;

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

    /**
     * Emits after each assignment to any observable field, after the attribute's own observers.
     *
     * <p>Not for what observers of any attribute assign while they are told of an assignment, on the same thread: that reaches the
     * observers of its own attribute or object only. Assignments in classes that were loaded before the class that declares the
     * field are seen once {@link #of} was asked for that attribute.
     *
     * @return the connect side
     */
    public static Hook1<Assignment<?>> any() {
        return GlobalAttributes.assigned();
    }
}
