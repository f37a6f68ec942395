package dev.observatory.graph;

import org.jspecify.annotations.Nullable;

/**
 * A node has another value.
 *
 * @param oldValue what observers were told last; null if there was no value
 * @param newValue what it is now
 * @param <T> the type of the values
 */
public record ValueChange<T extends @Nullable Object>(
        @Nullable T oldValue, T newValue) {}
