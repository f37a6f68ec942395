package dev.observatory.runtime;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Notifies one process-wide listener of each new connection, so that test support can close those that a test leaves open.
 *
 * <p>Safe from any thread.
 *
 * @hidden
 */
public final class NewConnections {
    private static volatile @Nullable Consumer<AutoCloseable> listener;

    private NewConnections() {}

    /**
     * Sets the listener, in place of the previous one.
     *
     * @param newListener called with each connection after it was made, on the thread that made it; must not throw. Null for
     *     no listener
     */
    public static void setListener(@Nullable Consumer<AutoCloseable> newListener) {
        listener = newListener;
    }

    /**
     * Notifies the listener, if there is one, of a new connection.
     *
     * @param connection the connection that was made; a {@code Subscription}
     */
    public static void notifyListener(AutoCloseable connection) {
        Consumer<AutoCloseable> present = listener;
        if (present != null) {
            present.accept(connection);
        }
    }
}
