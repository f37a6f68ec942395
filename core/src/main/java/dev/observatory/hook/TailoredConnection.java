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
 * <p>What runs later, on an executor or a timer, isolates its failures: the emitter is gone by then.
 */
final class TailoredConnection<L> extends Connection<L> {
    private final ConnectionOptions options;
    private final @Nullable LongAdder calls;
    private final @Nullable LongAdder failures;
    private final @Nullable AtomicLong nextNanos;

    // Both guarded by this connection, which nobody else can lock.
    private @Nullable Emission<L> waiting;
    private @Nullable ScheduledFuture<?> timer;

    TailoredConnection(Hook<L> hook, L observer, ConnectionOptions options) {
        super(hook, observer, false);
        this.options = options;
        this.calls = options.counted ? new LongAdder() : null;
        this.failures = options.counted ? new LongAdder() : null;
        this.nextNanos = options.throttle == null ? null : new AtomicLong(System.nanoTime());
    }

    @Override
    int priority() {
        return options.priority;
    }

    @Override
    String name() {
        return options.name == null ? super.name() : options.name;
    }

    @Override
    void deliver(Emission<L> emission) {
        if (options.owner != null && options.owner.get() == null) {
            close();
            return;
        }
        if (options.filter != null && !emission.passes(options.filter)) {
            return;
        }
        if (nextNanos != null && options.throttle != null && !isTime(nextNanos, options.throttle)) {
            return;
        }
        if (options.once && !closeNow()) {
            return;
        }
        if (options.debounce != null && options.debounceTimer != null) {
            wait(emission, options.debounce, options.debounceTimer);
        } else {
            hand(emission);
        }
    }

    /** The first of an interval passes, and begins it. */
    private static boolean isTime(AtomicLong nextNanos, Duration interval) {
        long now = System.nanoTime();
        long next = nextNanos.get();
        return now - next >= 0 && nextNanos.compareAndSet(next, now + interval.toNanos());
    }

    private synchronized void wait(Emission<L> emission, Duration quiet, ScheduledExecutorService timers) {
        if (timer != null) {
            timer.cancel(false);
        }
        waiting = emission;
        timer = timers.schedule(() -> quietEnough(emission), quiet.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void quietEnough(Emission<L> emission) {
        synchronized (this) {
            if (waiting != emission) {
                return; // A later one came after this timer could no longer be cancelled, or the connection was closed.
            }
            waiting = null;
            timer = null;
        }
        if (options.executor == null) {
            runIsolated(emission);
        } else {
            hand(emission);
        }
    }

    private void hand(Emission<L> emission) {
        Executor executor = options.executor;
        if (executor == null) {
            run(emission);
            return;
        }
        try {
            executor.execute(() -> {
                if (isOpen() || options.once) {
                    runIsolated(emission);
                }
            });
        } catch (RuntimeException rejected) {
            ObserverErrors.report(hook.name(), observer, rejected);
        }
    }

    private void runIsolated(Emission<L> emission) {
        try {
            run(emission);
        } catch (Throwable failure) {
            ObserverErrors.report(hook.name(), observer, failure);
        }
    }

    private void run(Emission<L> emission) {
        if (calls != null) {
            calls.increment();
        }
        try {
            emission.to(observer);
        } catch (Throwable failure) {
            if (failures != null) {
                failures.increment();
            }
            throw failure;
        }
    }

    @Override
    void closed() {
        if (options.once) {
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
    ObserverInfo<L> info() {
        return new ObserverInfo<>(
                observer,
                name(),
                options.toString(),
                calls == null ? -1 : calls.sum(),
                failures == null ? -1 : failures.sum());
    }
}
