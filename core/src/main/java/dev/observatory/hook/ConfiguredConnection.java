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
 * An observer with options. An emission passes, in this order: weak owner, filter, throttle, once, debounce, executor.
 *
 * <p>What runs later, on an executor or a timer, isolates its failures: the emitter is gone by then. A closed connection
 * may stay in its hook for a while, and therefore keeps nothing but its name and its counters.
 */
final class ConfiguredConnection<L> extends Connection<L> {
    private final @Nullable String name;
    private final int priority;
    private final @Nullable LongAdder calls;
    private final @Nullable LongAdder failures;
    private final AtomicLong nextNanos = new AtomicLong(System.nanoTime());

    /** Null once this is closed; to be read once per emission. */
    private volatile @Nullable ConnectionOptions options;

    // All guarded by this connection, which nobody else can lock. A timer's task knows its number only: one that was
    // cancelled may stay in the timer for long and must keep nothing alive.
    private @Nullable Waiting<L> waiting;
    private @Nullable ScheduledFuture<?> timer;
    private long lastTurn;

    ConfiguredConnection(Hook<L> hook, L observer, ConnectionOptions options) {
        super(hook, observer, false);
        this.options = options;
        this.name = options.name;
        this.priority = options.priority;
        this.calls = options.counted ? new LongAdder() : null;
        this.failures = options.counted ? new LongAdder() : null;
    }

    /** What a debounce holds back, with the observer and the options: a connection that calls once is closed by then. */
    private record Waiting<L>(L observer, Emission<L> emission, ConnectionOptions options) {}

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
        if (chosen.filter != null && !emission.passes(chosen.filter)) {
            return;
        }
        if (chosen.throttle != null && !isTime(chosen.throttle)) {
            return;
        }
        if (chosen.once && !closeNow()) {
            return;
        }
        if (chosen.debounce != null && chosen.debounceTimer != null) {
            RuntimeException rejected =
                    wait(new Waiting<>(to, emission, chosen), chosen.debounce, chosen.debounceTimer);
            if (rejected != null) {
                report(to, rejected); // With no lock held: observers of the errors run now.
            }
        } else {
            hand(to, emission, chosen);
        }
    }

    /** The first of an interval passes, and begins it. */
    private boolean isTime(Duration interval) {
        long now = System.nanoTime();
        long next = nextNanos.get();
        return now - next >= 0 && nextNanos.compareAndSet(next, now + nanosOf(interval));
    }

    /** The longest time that can be counted stands for all that are longer. */
    private static long nanosOf(Duration duration) {
        return duration.compareTo(Duration.ofNanos(Long.MAX_VALUE)) > 0 ? Long.MAX_VALUE : duration.toNanos();
    }

    /** Holds back until it is quiet, and hands out what the timer threw if it refuses to measure the time. */
    private synchronized @Nullable RuntimeException wait(
            Waiting<L> latest, Duration quiet, ScheduledExecutorService timers) {
        if (!isOpen() && !latest.options.once) {
            return null; // Closed by another thread since its turn came: nobody would take away what is kept from now
            // on.
        }
        if (timer != null) {
            timer.cancel(false);
        }
        long turn = ++lastTurn;
        waiting = latest;
        try {
            timer = timers.schedule(() -> quietEnough(turn), nanosOf(quiet), TimeUnit.NANOSECONDS);
        } catch (RuntimeException rejected) {
            waiting = null;
            timer = null;
            return rejected;
        }
        return null;
    }

    private void quietEnough(long turn) {
        Waiting<L> latest;
        synchronized (this) {
            latest = waiting;
            if (latest == null || turn != lastTurn) {
                return; // A later one came after this timer could no longer be cancelled, or the connection was closed.
            }
            waiting = null;
            timer = null;
        }
        if (latest.options.executor == null) {
            runIsolated(latest.observer, latest.emission);
        } else {
            hand(latest.observer, latest.emission, latest.options);
        }
    }

    private void hand(L to, Emission<L> emission, ConnectionOptions chosen) {
        Executor executor = chosen.executor;
        if (executor == null) {
            run(to, emission);
            return;
        }
        try {
            executor.execute(chosen.once ? () -> runIsolated(to, emission) : () -> runIfOpen(emission));
        } catch (RuntimeException rejected) {
            report(to, rejected);
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
            emission.to(to);
        } catch (Throwable failure) {
            if (failures != null) {
                failures.increment();
            }
            throw failure;
        }
    }

    @Override
    void closed() {
        ConnectionOptions chosen = options;
        options = null;
        if (chosen != null && chosen.once) {
            return; // Closed by its own emission, which may still be waiting for the quiet.
        }
        synchronized (this) {
            if (timer != null) {
                timer.cancel(false);
            }
            timer = null;
            waiting = null;
        }
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
