package dev.observatory.hook;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The connection of an observer with options. They apply to an emission in this order: weak owner, filter, throttle, once,
 * debounce, executor.
 *
 * <p>Failures on an executor or a timer are isolated, because the emitter has returned by then. A closed connection may
 * remain in its hook for a while and therefore retains only its name and its counters.
 */
final class ConfiguredConnection<L> extends Connection<L> {
    private final @Nullable String name;
    private final int priority;
    private final @Nullable LongAdder calls;
    private final @Nullable LongAdder failures;
    private final AtomicLong nextNanos = new AtomicLong(System.nanoTime());

    /** Null once this connection is closed; must be read exactly once per emission. */
    private volatile @Nullable ConnectionOptions options;

    /** Whether a connection that its own emission closed was closed again before that emission called the observer. */
    private volatile boolean cancelled;

    // Guarded by this connection, which no other code can lock. A timer's task holds only its number: a cancelled task
    // may
    // stay in the timer for a long time and must not retain anything.
    private @Nullable Debounced<L> held;
    private @Nullable ScheduledFuture<?> timer;
    private long lastTurn;

    ConfiguredConnection(Hook<L> hook, L observer, ConnectionOptions options) {
        super(hook, observer, false);
        this.options = options;
        this.name = options.name;
        this.priority = options.priority;
        this.calls = options.withStatistics ? new LongAdder() : null;
        this.failures = options.withStatistics ? new LongAdder() : null;
    }

    /** A held emission with its observer and options, because a connection with {@code once} is closed by then. */
    private record Debounced<L>(L observer, Emission<L> emission, ConnectionOptions options) {}

    @Override
    int priority() {
        return priority;
    }

    @Override
    String nameOf(L connected) {
        return name == null ? super.nameOf(connected) : name;
    }

    @Override
    void deliver(L to, Emission<L> emission) {
        ConnectionOptions chosen = options;
        if (chosen == null) {
            return;
        }
        if (chosen.owner != null && chosen.owner.get() == null) {
            close();
            return;
        }
        if (chosen.filter != null && !emission.matches(chosen.filter)) {
            return;
        }
        if (chosen.throttle != null && !tryStartInterval(chosen.throttle)) {
            return;
        }
        if (chosen.once && !closeNow()) {
            return;
        }
        if (chosen.debounce != null && chosen.debounceTimer != null) {
            RuntimeException rejected =
                    debounce(new Debounced<>(to, emission, chosen), chosen.debounce, chosen.debounceTimer);
            if (rejected != null) {
                report(to, rejected); // With no lock held: observers of the errors run now.
            }
        } else {
            handOff(to, emission, chosen);
        }
    }

    /** Starts a throttle interval if none is running; returns whether it did. */
    private boolean tryStartInterval(Duration interval) {
        long now = System.nanoTime();
        long next = nextNanos.get();
        return now - next >= 0 && nextNanos.compareAndSet(next, now + nanosOf(interval));
    }

    /** Returns a duration in nanoseconds, or the largest long if it is longer. */
    private static long nanosOf(Duration duration) {
        return duration.compareTo(Duration.ofNanos(Long.MAX_VALUE)) > 0 ? Long.MAX_VALUE : duration.toNanos();
    }

    /** Holds an emission until the debounce time has elapsed; returns the exception of a timer that rejects the task. */
    private synchronized @Nullable RuntimeException debounce(
            Debounced<L> latest, Duration quiet, ScheduledExecutorService timers) {
        if (cancelled || (!isOpen() && !latest.options.once)) {
            return null; // Closed by another thread since the turn came: what is held from now on would never be
            // released.
        }
        if (timer != null) {
            timer.cancel(false);
        }
        long turn = ++lastTurn;
        held = latest;
        try {
            timer = timers.schedule(() -> debounceElapsed(turn), nanosOf(quiet), TimeUnit.NANOSECONDS);
        } catch (RuntimeException rejected) {
            held = null;
            timer = null;
            return rejected;
        }
        return null;
    }

    private void debounceElapsed(long turn) {
        Debounced<L> latest;
        synchronized (this) {
            latest = held;
            if (latest == null || turn != lastTurn) {
                return; // A later emission arrived when this timer could no longer be cancelled, or the connection was
                // closed.
            }
            held = null;
            timer = null;
        }
        if (latest.options.executor == null) {
            runUnlessCancelled(latest.observer, latest.emission);
        } else {
            handOff(latest.observer, latest.emission, latest.options);
        }
    }

    private void handOff(L to, Emission<L> emission, ConnectionOptions chosen) {
        Executor executor = chosen.executor;
        if (executor == null) {
            run(to, emission);
            return;
        }
        try {
            executor.execute(chosen.once ? () -> runUnlessCancelled(to, emission) : () -> runIfOpen(emission));
        } catch (RuntimeException rejected) {
            report(to, rejected);
        }
    }

    private void runUnlessCancelled(L to, Emission<L> emission) {
        if (!cancelled) {
            runIsolated(to, emission);
        }
    }

    private void runIfOpen(Emission<L> emission) {
        L connected = observer;
        if (connected != null) {
            runIsolated(connected, emission);
        }
    }

    private void runIsolated(L to, Emission<L> emission) {
        try {
            run(to, emission);
        } catch (Throwable failure) {
            report(to, failure);
        }
    }

    private void report(L failed, Throwable failure) {
        ObserverErrors.report(new ObserverFailure(hook.name(), nameOf(failed), failure));
    }

    private void run(L to, Emission<L> emission) {
        if (calls != null) {
            calls.increment();
        }
        try {
            emission.deliverTo(to);
        } catch (Throwable failure) {
            if (failures != null) {
                failures.increment();
            }
            throw failure;
        }
    }

    @Override
    void onClosed() {
        ConnectionOptions chosen = options;
        options = null;
        if (chosen != null && chosen.once) {
            return; // Closed by its own emission, which may still be held by the debounce.
        }
        releaseHeld();
    }

    @Override
    void onClosedAgain() {
        cancelled = true;
        releaseHeld();
    }

    private synchronized void releaseHeld() {
        if (timer != null) {
            timer.cancel(false);
        }
        timer = null;
        held = null;
    }

    @Override
    ObserverInfo<L> info(L connected) {
        ConnectionOptions chosen = options;
        return new ObserverInfo<>(
                connected,
                nameOf(connected),
                chosen == null ? "" : chosen.toString(),
                calls == null ? -1 : calls.sum(),
                failures == null ? -1 : failures.sum());
    }
}
