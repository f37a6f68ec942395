package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.ObserverErrors;
import dev.observatory.machine.chart.Edge;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The timed edges of one machine that are waiting. Used by the thread that executes the transition. */
final class TransitionTimers {
    private record Wait(Timer timer, Runnable cancel) {}

    private final Map<Integer, Wait> waiting = new HashMap<>();

    // The time of the last trigger, which counts only if there was one: any number is a valid time.
    private long lastTrigger;
    private boolean triggered;

    void start(Engine engine, Edge edge) {
        start(engine, edge, edge.nanos());
    }

    void start(Engine engine, Edge edge, long nanos) {
        MachineScheduler scheduler = scheduler(engine);
        Timer timer = new Timer(engine, edge, scheduler.nanoTime() + nanos); // may overflow: times are only subtracted
        waiting.put(edge.index, new Wait(timer, scheduler.schedule(timer, nanos)));
    }

    void cancel(Edge edge) {
        Wait wait = waiting.remove(edge.index);
        if (wait != null) {
            wait.cancel().run();
        }
    }

    /** Forgets everything, also the last trigger, which restored timers know nothing of. */
    void cancelAll() {
        List<Wait> all = List.copyOf(waiting.values());
        waiting.clear();
        triggered = false;
        all.forEach(wait -> wait.cancel().run());
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
        long left = left(timer, scheduler(engine).nanoTime());
        if (timer.edge.afterNanos < 0 && left > 0) {
            start(engine, timer.edge, left);
            return false;
        }
        return true;
    }

    /**
     * Begins the next idle time of an edge that has fired by itself, if its source is still active: whether it was taken or refused, the
     * machine may be idle again. A failure is reported, since the transition itself did not fail.
     */
    void restartIdle(Engine engine, Edge edge) {
        boolean isActive =
                !engine.isOver() && engine.chart.active(engine.leaves()).get(edge.source);
        if (isActive && !waiting.containsKey(edge.index)) {
            try {
                start(engine, edge);
            } catch (Throwable failure) {
                ObserverErrors.report("machine " + engine.name(), engine.chart.triggers[edge.trigger], failure);
            }
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
        if (timer.edge.afterNanos >= 0) {
            return timer.due - now;
        }
        long left = timer.due - now;
        return triggered ? Math.max(left, lastTrigger - now + timer.edge.idleNanos) : left;
    }

    private static MachineScheduler scheduler(Engine engine) {
        @Nullable MachineScheduler scheduler = engine.options.scheduler();
        return requireNonNull(scheduler);
    }

    /** One waiting edge. Refers to its machine weakly: a machine that is no longer used needs no timers. */
    static final class Timer implements Runnable {
        final Edge edge;

        /** The time at which it expires. */
        private final long due;

        private final WeakReference<Engine> engine;

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
                ObserverErrors.report("machine " + present.name(), present.chart.triggers[edge.trigger], failure);
                throw failure;
            }
        }

        @Override
        public void run() {
            Engine present = engine.get();
            if (present != null) {
                expire(present);
            }
        }
    }
}
