package dev.observatory.hook;

/**
 * The connection of one observer to one hook, to be closed when the observer no longer wants to hear.
 *
 * <p>Closing is idempotent, safe from any thread and safe from inside the observer itself. Once {@code close} has
 * returned, no emission calls the observer whose turn had not yet come.
 */
public interface Subscription extends AutoCloseable {

    /** Disconnects the observer; does nothing when it is disconnected already. */
    @Override
    void close();

    /**
     * Tells whether the observer is still connected.
     *
     * @return {@code false} once this subscription was closed or its observer was disconnected
     */
    boolean isOpen();
}
