package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.ObserverErrors;
import dev.observatory.machine.chart.Edge;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The timed edges of one machine that are waiting. Used by the thread that executes the transition.
 *
 * <p>The scheduler is code of the application. What it throws when a timer is started is thrown on, since the timer is lost then; when
 * one is cancelled, the failure is reported, since a timer that expires after it was cancelled has no effect.
 */
final class TransitionTimers {
    private record Wait(Timer timer, Runnable cancel) {}

    private final Map<Integer, Wait> waiting = new HashMap<>();

    // The time of the last trigger, which counts only if there was one: any number is a valid time.
    private long lastTrigger;
    private boolean triggered;

    private static void nothing() {}

    /** Returns a duration in nanoseconds; the greatest number of them, about 292 years, if it is longer. */
    static long nanosOf(Duration time) {
        try {
            return time.toNanos();
        } catch (ArithmeticException overflow) {
            return time.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    void start(Engine engine, Edge edge) {
        start(engine, edge, edge.nanos());
    }

    private void start(Engine engine, Edge edge, long nanos) {
        MachineScheduler scheduler = scheduler(engine);
        Timer timer = new Timer(engine, edge, scheduler.nanoTime() + nanos); // may overflow: times are only subtracted
        timer.starter = Thread.currentThread();
        Runnable cancel = scheduler.schedule(timer, nanos);
        timer.starter = null;
        // A scheduler that returns null cannot cancel, which is harmless.
        waiting.put(edge.index, new Wait(timer, cancel == null ? TransitionTimers::nothing : cancel));
    }

    /**
     * Starts timers with given remaining times, all or none. Those that are overdue expire one after the other, the most overdue first,
     * whatever the threads of the scheduler.
     */
    void startAll(Engine engine, Map<Edge, Long> remaining) {
        List<Map.Entry<Edge, Long>> order = new ArrayList<>(remaining.entrySet());
        order.sort(Comparator.comparingLong((Map.Entry<Edge, Long> each) -> each.getValue())
                .thenComparingInt(each -> each.getKey().index));
        List<Timer> overdue = new ArrayList<>();
        try {
            for (Map.Entry<Edge, Long> each : order) {
                Edge edge = each.getKey();
                if (each.getValue() > 0) {
                    start(engine, edge, each.getValue());
                } else {
                    Timer timer = new Timer(engine, edge, scheduler(engine).nanoTime());
                    overdue.add(timer);
                    waiting.put(edge.index, new Wait(timer, TransitionTimers::nothing));
                }
            }
            if (!overdue.isEmpty()) {
                scheduler(engine).schedule(() -> expireAll(overdue), 0);
            }
        } catch (Throwable refused) {
            cancelAll(engine);
            throw refused;
        }
    }

    /** Runs timers in order. The failure of one, which it has reported, does not keep the others from running. */
    private static void expireAll(List<Timer> overdue) {
        Throwable first = null;
        for (Timer timer : overdue) {
            try {
                timer.run();
            } catch (Throwable failure) {
                first = first == null ? failure : first;
            }
        }
        if (first != null) {
            TransitionExecutor.<RuntimeException>rethrow(first);
        }
    }

    void cancel(Engine engine, Edge edge) {
        Wait wait = waiting.remove(edge.index);
        if (wait != null) {
            cancel(engine, wait);
        }
    }

    void cancelAll(Engine engine) {
        List<Wait> all = List.copyOf(waiting.values());
        waiting.clear();
        all.forEach(wait -> cancel(engine, wait));
    }

    private static void cancel(Engine engine, Wait wait) {
        try {
            wait.cancel().run();
        } catch (Throwable failure) {
            report(engine, wait.timer().edge, failure);
        }
    }

    private static void report(Engine engine, Edge edge, Throwable failure) {
        ObserverErrors.report("machine " + engine.name(), engine.chart.triggers[edge.trigger], failure);
    }

    /** Restarts all idle times. Called when a trigger is fired. */
    void triggered(Engine engine) {
        lastTrigger = scheduler(engine).nanoTime();
        triggered = true;
    }

    /** Removes a timer that has expired; returns false if it was cancelled, or had to be restarted because the machine was not idle. */
    boolean takeIfDue(Engine engine, Timer timer) {
        Wait wait = waiting.get(timer.edge.index);
        if (wait == null || wait.timer() != timer) {
            return false;
        }
        waiting.remove(timer.edge.index);
        if (timer.edge.afterNanos >= 0 || timer.hasRunAtOnce) {
            return true;
        }
        long left = left(timer, scheduler(engine).nanoTime());
        if (left > 0) {
            start(engine, timer.edge, left);
            return false;
        }
        return true;
    }

    /**
     * Begins the next idle time of an edge that has fired by itself, if its source is still active: whether it was taken or refused, the
     * machine may be idle again. A failure is reported, since the transition itself did not fail.
     */
    void restartIdle(Engine engine, Timer timer) {
        Edge edge = timer.edge;
        boolean isActive =
                !engine.isOver() && engine.chart.active(engine.leaves()).get(edge.source);
        if (!isActive || waiting.containsKey(edge.index)) {
            return;
        }
        if (timer.hasRunAtOnce) {
            report(
                    engine,
                    edge,
                    new IllegalStateException("Idle time [" + Duration.ofNanos(edge.idleNanos)
                            + "] is not measured again: the scheduler has run the timer inside schedule(task, nanos),"
                            + " so it would never end; a scheduler must wait for the delay"));
            return;
        }
        try {
            start(engine, edge);
        } catch (Throwable failure) {
            report(engine, edge, failure);
        }
    }

    /** Returns the remaining nanoseconds of each waiting edge. */
    Map<Integer, Long> remaining(Engine engine) {
        Map<Integer, Long> remaining = new HashMap<>();
        for (Map.Entry<Integer, Wait> each : waiting.entrySet()) {
            remaining.put(
                    each.getKey(),
                    Math.max(0, left(each.getValue().timer(), scheduler(engine).nanoTime())));
        }
        return remaining;
    }

    private long left(Timer timer, long now) {
        long left = timer.due - now;
        return triggered && timer.edge.afterNanos < 0 ? Math.max(left, lastTrigger - now + timer.edge.idleNanos) : left;
    }

    static MachineScheduler scheduler(Engine engine) {
        @Nullable MachineScheduler scheduler = engine.options.scheduler();
        return requireNonNull(scheduler);
    }

    /** One waiting edge. Refers to its machine weakly: a machine that is no longer used needs no timers. */
    static final class Timer implements Runnable {
        final Edge edge;

        /** The time at which it expires. */
        private final long due;

        private final WeakReference<Engine> engine;

        // The thread that is scheduling this timer. Other threads may read any value but themselves.
        private @Nullable Thread starter;

        // Whether the scheduler has run it inside schedule. Written and read by the thread that executes the
        // transition.
        private boolean hasRunAtOnce;

        private Timer(Engine engine, Edge edge, long due) {
            this.engine = new WeakReference<>(engine);
            this.edge = edge;
            this.due = due;
        }

        /** Reports a failure as well as throwing it: executors keep it in a future that is never read. */
        private void expire(Engine present) {
            try {
                present.expire(this);
            } catch (Throwable failure) {
                report(present, edge, failure);
                throw failure;
            }
        }

        @Override
        public void run() {
            if (starter == Thread.currentThread()) {
                hasRunAtOnce = true;
            }
            Engine present = engine.get();
            if (present != null) {
                expire(present);
            }
        }
    }
}
