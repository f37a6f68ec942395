package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Triggers that wait for an executor, which gets at most one task of a machine at a time. Each trigger is executed, or fails if the
 * executor refuses the task that would have executed it, whatever it throws; or if it discards the task silently, which is noticed when
 * the next trigger is added after the task was collected as garbage.
 */
final class Mailbox {
    private static final int TURN = 64;

    // All guarded by the deque, which is never locked while transitions run or the executor is called.
    private final Deque<QueuedTrigger> waiting = new ArrayDeque<>();
    private boolean scheduled;
    private @Nullable WeakReference<Turn> task;

    /** The task that an executor runs. Only the executor refers to it until it runs. */
    private final class Turn implements Runnable {
        private final Engine engine;

        Turn(Engine engine) {
            this.engine = engine;
        }

        @Override
        public void run() {
            turn(engine);
        }
    }

    /**
     * Adds a trigger.
     *
     * @throws RejectedExecutionException if the executor refuses; the trigger has not been added then
     */
    @SuppressWarnings("ReferenceEquality") // this instance, not an equal one
    void post(Engine engine, QueuedTrigger fired) {
        List<QueuedTrigger> discarded = List.of();
        synchronized (waiting) {
            if (scheduled && task != null && task.get() == null) {
                discarded = drain();
            }
            waiting.add(fired);
            if (scheduled) {
                return;
            }
            scheduled = true;
        }
        if (!discarded.isEmpty()) {
            String message = "The executor of machine [" + engine.name()
                    + "] has discarded its task; use an executor that rejects tasks instead";
            failAll(discarded, engine, new RejectedExecutionException(message));
        }
        try {
            schedule(engine);
        } catch (Throwable refused) {
            List<QueuedTrigger> others = drain();
            others.removeIf(each -> each == fired);
            failAll(others, engine, refused);
            throw refused;
        }
    }

    private static void failAll(List<QueuedTrigger> lost, Engine engine, Throwable failure) {
        lost.forEach(each -> each.fail(engine, failure));
    }

    private void schedule(Engine engine) {
        Executor executor = requireNonNull(engine.options.executor());
        if (executor instanceof ExecutorService service && service.isShutdown()) { // It may discard tasks silently.
            throw new RejectedExecutionException("The executor of machine [" + engine.name() + "] has been shut down");
        }
        Turn turn = new Turn(engine);
        synchronized (waiting) {
            task = new WeakReference<>(turn);
        }
        executor.execute(turn);
    }

    private void turn(Engine engine) {
        synchronized (waiting) {
            task = null; // It runs, so it was not discarded.
        }
        for (int i = 0; i < TURN; i++) {
            QueuedTrigger next;
            synchronized (waiting) {
                next = waiting.poll();
                if (next == null) {
                    scheduled = false;
                    return;
                }
            }
            try {
                engine.process(next);
            } catch (Throwable failure) {
                next.fail(engine, failure);
            }
        }
        try {
            schedule(engine);
        } catch (Throwable refused) {
            failAll(drain(), engine, refused);
        }
    }

    /** Removes the triggers for which no task has been scheduled: its own, and those that other threads have added meanwhile. */
    private List<QueuedTrigger> drain() {
        synchronized (waiting) {
            List<QueuedTrigger> lost = new ArrayList<>(waiting);
            waiting.clear();
            scheduled = false;
            task = null;
            return lost;
        }
    }
}
