package dev.observatory.persistence;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** Thrown if a snapshot cannot be stored, loaded or removed. */
public class PersistenceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what failed, and what to do
     * @param cause the failure of the storage; null if there is none
     * @throws NullPointerException if {@code message} is null
     */
    public PersistenceException(String message, @Nullable Throwable cause) {
        super(requireNonNull(message, "message"), cause);
    }
}
