package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The timed edges of one machine that wait for their time. Belongs to whoever runs the machine's transition. */
final class TransitionTimers {
    private record Set(TransitionTimer alarm, Runnable cancel) {}

    private final Map<Integer, Set> waiting = new HashMap<>();
    private long lastTrigger;

    void start(Engine engine, Edge edge) {
        start(engine, edge, edge.nanos());
    }

    void start(Engine engine, Edge edge, long nanos) {
        MachineScheduler scheduler = scheduler(engine);
        TransitionTimer alarm = new TransitionTimer(engine, edge, scheduler.nanoTime() + nanos);
        waiting.put(edge.index, new Set(alarm, scheduler.schedule(alarm, nanos)));
    }

    void cancel(Edge edge) {
        Set set = waiting.remove(edge.index);
        if (set != null) {
            set.cancel().run();
        }
    }

    void cancelAll() {
        waiting.values().forEach(set -> set.cancel().run());
        waiting.clear();
    }

    /** A trigger has come: idle times begin anew. */
    void triggered(Engine engine) {
        lastTrigger = scheduler(engine).nanoTime();
    }

    /** Whether it is time for an alarm's edge; if it is not yet, waits on. */
    boolean isTime(Engine engine, TransitionTimer alarm) {
        Set set = waiting.get(alarm.edge.index);
        if (set == null || set.alarm() != alarm) {
            return false;
        }
        waiting.remove(alarm.edge.index);
        long left = left(alarm, scheduler(engine).nanoTime());
        if (alarm.edge.afterNanos < 0 && left > 0) {
            start(engine, alarm.edge, left);
            return false;
        }
        return true;
    }

    /** How many nanoseconds each timed edge that waits still has. */
    Map<Integer, Long> remaining(Engine engine) {
        Map<Integer, Long> remaining = new HashMap<>();
        for (Map.Entry<Integer, Set> each : waiting.entrySet()) {
            remaining.put(
                    each.getKey(),
                    Math.max(0, left(each.getValue().alarm(), scheduler(engine).nanoTime())));
        }
        return remaining;
    }

    private long left(TransitionTimer alarm, long now) {
        if (alarm.edge.afterNanos >= 0) {
            return alarm.due - now;
        }
        long idleSince = Math.max(lastTrigger, alarm.due - alarm.edge.idleNanos);
        return idleSince + alarm.edge.idleNanos - now;
    }

    private static MachineScheduler scheduler(Engine engine) {
        @Nullable MachineScheduler scheduler = engine.options.scheduler();
        return requireNonNull(scheduler);
    }
}
