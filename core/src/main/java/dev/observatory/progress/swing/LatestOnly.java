package dev.observatory.progress.swing;

import java.awt.EventQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands values to the event dispatch thread. Values that are replaced before their turn are dropped, so that the queue never holds
 * more than one event, however fast they arrive.
 */
final class LatestOnly<T> {
    private final AtomicReference<@Nullable T> next = new AtomicReference<>();
    private final Consumer<? super T> receiver;

    LatestOnly(Consumer<? super T> receiver) {
        this.receiver = receiver;
    }

    void put(T value) {
        if (next.getAndSet(value) == null) {
            EventQueue.invokeLater(this::handOver);
        }
    }

    private void handOver() {
        T value = next.getAndSet(null);
        if (value != null) {
            receiver.accept(value);
        }
    }
}
