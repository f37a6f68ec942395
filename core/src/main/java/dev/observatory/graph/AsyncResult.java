package dev.observatory.graph;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The state of an asynchronous computation.
 *
 * @param status the status
 * @param value the result if the computation is ready, otherwise the result of the last one that was; null if there was
 *     none
 * @param failure the exception thrown if the computation failed, otherwise null
 * @param <T> the type of the result
 */
public record AsyncResult<T extends @Nullable Object>(
        AsyncStatus status, @Nullable T value, @Nullable Throwable failure) {

    /**
     * Creates a state.
     *
     * @param status the status
     * @param value the result, or the last one
     * @param failure the exception thrown
     * @throws NullPointerException if {@code status} is null
     */
    public AsyncResult {
        requireNonNull(status, "status");
    }
}
