package dev.observatory.graph;

import org.jspecify.annotations.Nullable;

/**
 * A change of the value of a node.
 *
 * @param oldValue the value that observers received last; null if there was none
 * @param newValue the new value
 * @param <T> the type of the values
 */
public record ValueChange<T extends @Nullable Object>(
        @Nullable T oldValue, T newValue) {}
