package dev.observatory.runtime;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells who makes connections, for those that close what tests leave open. Not for applications: names and meanings may change.
 */
public final class NewConnections {
    private static volatile @Nullable Consumer<AutoCloseable> listener;

    private NewConnections() {}

    /**
     * Sets who is told.
     *
     * @param told given each connection that is made, on the thread that makes it; must not throw. Null for nobody
     */
    public static void tell(@Nullable Consumer<AutoCloseable> told) {
        listener = told;
    }

    /**
     * Reports a connection.
     *
     * @param connection what was made; a {@code Subscription}
     */
    public static void made(AutoCloseable connection) {
        Consumer<AutoCloseable> told = listener;
        if (told != null) {
            told.accept(connection);
        }
    }
}
