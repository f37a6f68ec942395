package dev.observatory.graph;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Where an asynchronous computation stands.
 *
 * @param status how far it is
 * @param value the result if it is ready, else that of the last one that was; null if there was none
 * @param failure what it threw if it failed, else null
 * @param <T> the type of the result
 */
public record AsyncResult<T extends @Nullable Object>(
        AsyncStatus status, @Nullable T value, @Nullable Throwable failure) {

    /**
     * Checks the components.
     *
     * @param status how far it is
     * @param value the result or the last one
     * @param failure what it threw
     * @throws NullPointerException if {@code status} is null
     */
    public AsyncResult {
        requireNonNull(status, "status");
    }
}
