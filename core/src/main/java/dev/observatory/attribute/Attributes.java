package dev.observatory.attribute;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.Hook1;

/**
 * The entry point to observable fields.
 *
 * <pre>{@code
 * Attribute<Integer> reading = Attributes.of(Probe.class, "reading");
 * reading.assigned().connect(change -> System.out.println(change.oldValue() + " -> " + change.newValue()));
 * }</pre>
 */
public final class Attributes {
    private Attributes() {}

    /**
     * Returns the attribute of a tagged field. A subclass that a framework has generated stands for the class that it was generated
     * from.
     *
     * @param owner the class that declares the field, or a class that inherits it
     * @param field the name of the field
     * @param <T> the type of the field, boxed; not checked
     * @return the attribute; always the same instance for a field
     * @throws IllegalArgumentException if there is no such attribute; the message lists the existing ones
     * @throws NullPointerException if an argument is null
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public static <T> Attribute<T> of(Class<?> owner, String field) {
        return (Attribute<T>) AttributeLookup.find(requireNonNull(owner, "owner"), requireNonNull(field, "field"));
    }

    /**
     * Returns the hook that emits after each assignment to any observable field, on the assigning thread, after the
     * attribute's own observers. Exceptions of observers go to {@link dev.observatory.hook.ObserverErrors}; other
     * observers still run.
     *
     * <p>Assignments that observers of attributes make while they are notified, on the same thread, are emitted only to
     * the observers of their own attribute or target. Assignments in classes that were loaded before the class that
     * declares the field are observed once {@link #of} has been called for that attribute.
     *
     * @return the hook
     */
    public static Hook1<Assignment<?>> any() {
        return GlobalAttributes.assigned();
    }
}
