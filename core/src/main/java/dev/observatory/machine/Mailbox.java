package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Triggers that wait for an executor, which gets at most one task of a machine at a time. Each trigger is executed, or fails if the
 * executor refuses the task that would have executed it, whatever it throws.
 */
final class Mailbox {
    private static final int TURN = 64;

    // Both guarded by the deque, which is never locked while transitions run.
    private final Deque<QueuedTrigger> waiting = new ArrayDeque<>();
    private boolean scheduled;

    /**
     * Adds a trigger.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the executor refuses; the trigger has not been added then
     */
    @SuppressWarnings("ReferenceEquality") // this instance, not an equal one
    void post(Engine engine, QueuedTrigger fired) {
        synchronized (waiting) {
            waiting.add(fired);
            if (scheduled) {
                return;
            }
            scheduled = true;
        }
        try {
            schedule(engine);
        } catch (Throwable refused) {
            List<QueuedTrigger> others = drain();
            others.removeIf(each -> each == fired);
            others.forEach(other -> other.fail(engine, refused));
            throw refused;
        }
    }

    private void schedule(Engine engine) {
        Executor executor = requireNonNull(engine.options.executor());
        executor.execute(() -> turn(engine));
    }

    private void turn(Engine engine) {
        for (int i = 0; i < TURN; i++) {
            QueuedTrigger next;
            synchronized (waiting) {
                next = waiting.poll();
                if (next == null) {
                    scheduled = false;
                    return;
                }
            }
            engine.process(next);
        }
        try {
            schedule(engine);
        } catch (Throwable refused) {
            drain().forEach(fired -> fired.fail(engine, refused));
        }
    }

    /** Removes the triggers for which no task has been scheduled: its own, and those that other threads have added meanwhile. */
    private List<QueuedTrigger> drain() {
        synchronized (waiting) {
            List<QueuedTrigger> lost = new ArrayList<>(waiting);
            waiting.clear();
            scheduled = false;
            return lost;
        }
    }
}
