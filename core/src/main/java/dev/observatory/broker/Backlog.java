package dev.observatory.broker;

import dev.observatory.hook.EventHookException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The messages queued at one broker. */
final class Backlog {
    private final Queue<Object> messages = new ConcurrentLinkedQueue<>();

    void add(Object message) {
        messages.add(message);
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    /** Broadcasts until the queue is empty, then throws the collected failures; a fatal error leaves the rest queued. */
    int drain(Consumer<Object> broadcast) {
        int count = 0;
        EventHookException failures = null;
        try {
            for (Object message = messages.poll(); message != null; message = messages.poll()) {
                count++;
                failures = failuresOf(broadcast, message, failures);
            }
        } catch (VirtualMachineError fatal) {
            throw Failures.fatal(fatal, failures);
        }
        if (failures != null) {
            throw failures;
        }
        return count;
    }

    private static @Nullable EventHookException failuresOf(
            Consumer<Object> broadcast, Object message, @Nullable EventHookException earlier) {
        try {
            broadcast.accept(message);
            return earlier;
        } catch (EventHookException failed) {
            return Failures.join(earlier, failed);
        }
    }
}
