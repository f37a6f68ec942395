package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scheduler for tests whose time only advances explicitly.
 *
 * <pre>{@code
 * ManualScheduler clock = new ManualScheduler();
 * clock.schedule(() -> System.out.println("a minute later"), 60_000_000_000L);
 * clock.advance(Duration.ofSeconds(60));
 * }</pre>
 *
 * <p>{@link #advance} runs the tasks that become due on the caller's thread, in the order of their due times, those of the same time
 * in the order of scheduling; {@link #nanoTime()} returns the due time of the running task. Safe for use by multiple threads; no lock
 * is held while a task runs.
 */
public final class ManualScheduler implements MachineScheduler {
    private final Instant start;
    // Both guarded by the list.
    private final List<Task> waiting = new ArrayList<>();
    private long now;

    /** Compared by identity: the same task may be scheduled several times. */
    private static final class Task {
        private final Runnable run;
        private final long due;

        private Task(Runnable run, long due) {
            this.run = run;
            this.due = due;
        }
    }

    /** Creates a scheduler whose time is zero, and whose wall clock starts at the epoch of 1970. */
    public ManualScheduler() {
        this(Instant.EPOCH);
    }

    /**
     * Creates a scheduler whose time is zero, for example to test what becomes of the timers of a snapshot that is restored later.
     *
     * @param start the instant of its wall clock at this time
     * @throws NullPointerException if {@code start} is null
     */
    public ManualScheduler(Instant start) {
        this.start = requireNonNull(start, "start");
    }

    @Override
    public Runnable schedule(Runnable task, long nanos) {
        requireNonNull(task, "task");
        synchronized (waiting) {
            Task scheduled = new Task(task, later(now, Math.max(0, nanos)));
            waiting.add(scheduled);
            return () -> cancel(scheduled);
        }
    }

    private void cancel(Task scheduled) {
        synchronized (waiting) {
            waiting.removeIf(each -> each == scheduled);
        }
    }

    @Override
    public long nanoTime() {
        synchronized (waiting) {
            return now;
        }
    }

    /**
     * Returns a clock that advances with this scheduler.
     *
     * @return the clock
     */
    @Override
    public InstantSource wallClock() {
        return () -> start.plusNanos(nanoTime());
    }

    /**
     * Advances the time and runs the tasks that become due, including those that are scheduled meanwhile.
     *
     * @param time the duration
     * @throws IllegalArgumentException if the time is negative
     * @throws NullPointerException if {@code time} is null
     */
    public void advance(Duration time) {
        if (requireNonNull(time, "time").isNegative()) {
            throw new IllegalArgumentException("time [" + time + "] must not be negative; time does not run backwards");
        }
        long end = later(nanoTime(), TransitionTimers.nanosOf(time));
        for (Task next = takeUntil(end); next != null; next = takeUntil(end)) {
            next.run.run();
        }
    }

    /** Returns the sum of two positive times; the greatest if there is none. */
    private static long later(long time, long nanos) {
        return time > Long.MAX_VALUE - nanos ? Long.MAX_VALUE : time + nanos;
    }

    private @Nullable Task takeUntil(long end) {
        synchronized (waiting) {
            Task next = waiting.stream()
                    .filter(task -> task.due <= end)
                    .min(Comparator.comparingLong(task -> task.due))
                    .orElse(null);
            if (next == null) {
                now = Math.max(now, end);
            } else {
                waiting.removeIf(each -> each == next);
                now = Math.max(now, next.due);
            }
            return next;
        }
    }

    /**
     * Returns how many tasks are waiting.
     *
     * @return the number of tasks that have neither run nor been cancelled
     */
    public int waiting() {
        synchronized (waiting) {
            return waiting.size();
        }
    }
}
