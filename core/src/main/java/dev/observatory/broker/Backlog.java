package dev.observatory.broker;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

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
        Throwable failures = null;
        for (Object message = messages.poll(); message != null; message = messages.poll()) {
            count++;
            try {
                broadcast.accept(message);
            } catch (Throwable failed) {
                failures = Failures.join(failures, failed);
                if (failed instanceof VirtualMachineError) {
                    break;
                }
            }
        }
        Failures.rethrow(failures);
        return count;
    }
}
