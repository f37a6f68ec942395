package dev.observatory.attribute;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * One assignment to an observed field, emitted after the store.
 *
 * <p>The old value is read immediately before the store. If several threads write the same field at once, each
 * assignment has its own new value, but two of them may have the same old value.
 *
 * @param attribute the field
 * @param target the object whose field was assigned; null for a static field
 * @param oldValue the value before the assignment, boxed if primitive
 * @param newValue the assigned value, boxed if primitive
 * @param <T> the type of the field, boxed
 */
public record Assignment<T>(
        Attribute<T> attribute,
        @Nullable Object target,
        @Nullable T oldValue,
        @Nullable T newValue) {

    /**
     * Creates an assignment.
     *
     * @param attribute the field
     * @param target the object whose field was assigned
     * @param oldValue the value before the assignment
     * @param newValue the assigned value
     * @throws NullPointerException if {@code attribute} is null
     */
    public Assignment {
        requireNonNull(attribute, "attribute");
    }

    /**
     * Returns the name of the field.
     *
     * @return the same as {@link Attribute#name()}
     */
    public String name() {
        return attribute.name();
    }
}
