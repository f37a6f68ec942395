package dev.observatory.hook;

/**
 * The connection of one observer to one hook, which is closed to disconnect the observer.
 *
 * <p>Closing is idempotent, safe from any thread and safe from inside the observer itself. Once {@code close} has
 * returned, no emission that has not yet reached the observer calls it.
 */
public interface Subscription extends AutoCloseable {

    /** Disconnects the observer. Has no effect if it is already disconnected. */
    @Override
    void close();

    /**
     * Returns whether the observer is still connected.
     *
     * @return false once this subscription was closed or its observer was disconnected
     */
    boolean isOpen();
}
