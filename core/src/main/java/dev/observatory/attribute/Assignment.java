package dev.observatory.attribute;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * One assignment to an observed field, told after the store.
 *
 * <p>The old value was read just before the store. Where several threads write one field at once, each assignment tells
 * its own new value, but two may tell the same old one.
 *
 * @param attribute the field
 * @param target the object whose field it is; null for a static field
 * @param oldValue what the field held before, a primitive boxed
 * @param newValue what was assigned, a primitive boxed
 * @param <T> the type of the field, boxed
 */
public record Assignment<T>(
        Attribute<T> attribute,
        @Nullable Object target,
        @Nullable T oldValue,
        @Nullable T newValue) {

    /**
     * Checks the components.
     *
     * @param attribute the field
     * @param target the object whose field it is
     * @param oldValue what the field held before
     * @param newValue what was assigned
     * @throws NullPointerException if {@code attribute} is null
     */
    public Assignment {
        requireNonNull(attribute, "attribute");
    }

    /**
     * The field's name.
     *
     * @return as {@link Attribute#name()}
     */
    public String name() {
        return attribute.name();
    }
}
