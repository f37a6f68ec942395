package dev.observatory.hook;

/**
 * The connection of one observer to one hook, which is closed to disconnect the observer.
 *
 * <p>Closing is idempotent, safe from any thread and safe from inside the observer itself. Once {@code close} has
 * returned, no emission that has not yet reached the observer calls it. That includes an emission that waits for an executor or
 * for the end of a debounce time or a throttle interval, also if the observer is connected once and this emission is the one that
 * it is for; one that a pause has kept; and one whose filter, demand listener or executor has closed this subscription.
 *
 * <p>Closing does not wait for other threads. A call that is in progress there continues, and an emission that has passed all
 * options and is about to call the observer calls it.
 */
public interface Subscription extends AutoCloseable {

    /**
     * Disconnects the observer. If it is already disconnected, this only drops an emission that still waits to call it.
     */
    @Override
    void close();

    /**
     * Returns whether the observer is still connected.
     *
     * @return false once this subscription was closed or its observer was disconnected
     */
    boolean isOpen();
}
