package dev.observatory.hook;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The connection of an observer with options. They apply to an emission in this order: weak owner, filter, throttle, once,
 * debounce, executor.
 *
 * <p>Failures on an executor or a timer are isolated, because the emitter has returned by then. Filters, timers and executors are
 * foreign code, which may close this connection, emit, or run its task at once: they are called with no lock held, and whether the
 * connection is still open is tested again after them. A closed connection may remain in its hook for a while and therefore retains
 * only its name and its counters.
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

    /** The turn of the only emission, from the closing by that emission on. */
    private volatile @Nullable WeakReference<WaitingTurn<L>> only;

    /** The turn that waits for the end of a debounce time. */
    private final AtomicReference<@Nullable WeakReference<WaitingTurn<L>>> debounced = new AtomicReference<>();

    /** The turn that waits for the end of a throttle interval. */
    private final AtomicReference<@Nullable WeakReference<WaitingTurn<L>>> throttled = new AtomicReference<>();

    ConfiguredConnection(Hook<L> hook, L observer, ConnectionOptions options) {
        super(hook, observer, false, options.required);
        this.options = options;
        this.name = options.name;
        this.priority = options.priority;
        this.calls = options.withStatistics ? new LongAdder() : null;
        this.failures = options.withStatistics ? new LongAdder() : null;
    }

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
        if (chosen.isOwnerCollected()) {
            close();
            return;
        }
        if (chosen.filter != null && !emission.matches(chosen.filter)) {
            return;
        }
        if (chosen.throttle != null && !passesThrottle(to, emission, chosen, chosen.throttle)) {
            return;
        }
        if (chosen.once) {
            deliverOnce(to, emission, chosen);
        } else if (chosen.isDeferred()) {
            defer(to, new WaitingTurn<>(this, chosen, emission, null, 0), chosen);
        } else if (observer != null) { // The filter may have closed this connection.
            run(to, emission);
        }
    }

    /**
     * Closes this connection for its only emission, and delivers that. The turn is registered before: at any moment until the call
     * begins, the observer is found in the hook or among its waiting turns.
     */
    private void deliverOnce(L to, Emission<L> emission, ConnectionOptions chosen) {
        WaitingTurn<L> turn = new WaitingTurn<>(this, chosen, emission, to, 0);
        WeakReference<WaitingTurn<L>> waiting = hook.waitingTurns().add(turn);
        boolean isFirst = closeNow();
        if (isFirst) {
            only = waiting;
        }
        if (!isFirst || cancelled) {
            hook.waitingTurns().remove(waiting);
            turn.drop();
        } else if (chosen.isDeferred()) {
            defer(to, turn, chosen);
        } else {
            hook.waitingTurns().remove(waiting);
            if (turn.take() != null) {
                turn.release();
                run(to, emission);
            }
        }
    }

    private void defer(L to, WaitingTurn<L> turn, ConnectionOptions chosen) {
        if (chosen.debounce != null && chosen.timer != null) {
            schedule(to, turn, debounced, nanosOf(chosen.debounce), chosen.timer, () -> debounceElapsed(turn));
        } else if (chosen.executor != null) {
            execute(to, turn, chosen.executor);
        }
    }

    /** Lets a turn wait for a timer in place of the one that waits there already. */
    private void schedule(
            L to,
            WaitingTurn<L> turn,
            AtomicReference<@Nullable WeakReference<WaitingTurn<L>>> place,
            long nanos,
            ScheduledExecutorService timer,
            Runnable task) {
        drop(place.getAndSet(new WeakReference<>(turn)));
        if (isClosedFor(turn)) {
            turn.drop(); // Closed by another thread since the turn came, which may not have found it here.
            return;
        }
        try {
            turn.setTimer(timer.schedule(task, nanos, TimeUnit.NANOSECONDS));
        } catch (Throwable rejected) {
            turn.drop();
            report(to, rejected);
        }
    }

    private void debounceElapsed(WaitingTurn<L> turn) {
        ConnectionOptions chosen = turn.options();
        if (chosen == null || chosen.executor == null) {
            callIsolated(turn);
            return;
        }
        WeakReference<WaitingTurn<L>> waiting = debounced.get();
        if (get(waiting) == turn) {
            debounced.compareAndSet(
                    waiting, null); // The next emission must not replace what the executor has received.
        }
        L to = observerOf(turn);
        if (to != null) {
            execute(to, turn, chosen.executor);
        }
    }

    private void execute(L to, WaitingTurn<L> turn, Executor executor) {
        try {
            executor.execute(() -> callIsolated(turn));
        } catch (Throwable rejected) {
            turn.drop();
            report(to, rejected);
        }
    }

    /** Calls the observer on a timer's or an executor's thread, unless the turn is over or the connection was closed meanwhile. */
    private void callIsolated(WaitingTurn<L> turn) {
        L to = observerOf(turn);
        ConnectionOptions chosen = turn.options();
        Emission<L> emission = turn.take();
        turn.release();
        WeakReference<WaitingTurn<L>> waiting = only;
        if (waiting != null) {
            hook.waitingTurns().remove(waiting);
        }
        if (to == null || emission == null || chosen == null || cancelled) {
            return;
        }
        if (chosen.isOwnerCollected()) {
            close();
            return;
        }
        runIsolated(to, emission);
    }

    private @Nullable L observerOf(WaitingTurn<L> turn) {
        L only = turn.onlyObserver();
        return only == null ? observer : only;
    }

    private boolean isClosedFor(WaitingTurn<L> turn) {
        return cancelled || observerOf(turn) == null;
    }

    /** Starts a throttle interval if none is running. Otherwise keeps the emission for its end, if there is a timer for it. */
    private boolean passesThrottle(L to, Emission<L> emission, ConnectionOptions chosen, Duration interval) {
        long now = System.nanoTime();
        WaitingTurn<L> trailing = get(throttled.get());
        boolean isTrailing = trailing != null && !trailing.isOver() && !isLost(trailing, now, interval);
        if (!isTrailing && tryStartInterval(now, interval)) {
            if (trailing != null) {
                trailing.drop();
            }
            return true;
        }
        ScheduledExecutorService timer = chosen.throttleTimer;
        if (timer != null && (trailing == null || !isTrailing || !trailing.replace(emission))) {
            long end = nextNanos.get();
            WaitingTurn<L> turn = new WaitingTurn<>(this, chosen, emission, null, end);
            schedule(to, turn, throttled, Math.max(0, end - now), timer, () -> intervalElapsed(turn, interval));
        }
        return false;
    }

    private boolean tryStartInterval(long now, Duration interval) {
        long next = nextNanos.get();
        return now - next >= 0 && nextNanos.compareAndSet(next, now + nanosOf(interval));
    }

    /** Returns whether a timer is so late that it has probably lost its task: without this test, the observer would not be called again. */
    private static boolean isLost(WaitingTurn<?> turn, long now, Duration interval) {
        return now - turn.dueNanos > nanosOf(interval);
    }

    private void intervalElapsed(WaitingTurn<L> turn, Duration interval) {
        ConnectionOptions chosen = turn.options();
        L to = observer;
        if (chosen == null || to == null || turn.isOver()) {
            return;
        }
        nextNanos.set(
                System.nanoTime() + nanosOf(interval)); // Before the turn is over: no later emission overtakes it.
        Emission<L> emission = turn.take();
        turn.release();
        if (emission == null) {
            return;
        }
        if (chosen.isOwnerCollected()) {
            close();
            return;
        }
        try {
            if (chosen.once) {
                deliverOnce(to, emission, chosen);
            } else if (chosen.isDeferred()) {
                defer(to, new WaitingTurn<>(this, chosen, emission, null, 0), chosen);
            } else {
                run(to, emission);
            }
        } catch (Throwable failure) {
            report(to, failure);
        }
    }

    /** Returns a duration in nanoseconds, or half the largest long if it is longer, so that sums with it do not overflow. */
    private static long nanosOf(Duration duration) {
        long most = Long.MAX_VALUE / 2;
        return duration.compareTo(Duration.ofNanos(most)) > 0 ? most : duration.toNanos();
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

    /** Cancels a timer's task, which is foreign code too. */
    void cancel(Future<?> scheduled) {
        try {
            scheduled.cancel(false);
        } catch (Throwable failure) {
            ObserverErrors.report(hook.name(), scheduled, failure);
        }
    }

    @Override
    void onClosed() {
        ConnectionOptions chosen = options;
        options = null;
        drop(throttled.getAndSet(null));
        if (chosen == null || !chosen.once) { // Otherwise its own emission may have closed it, which has its turn now.
            drop(debounced.getAndSet(null));
        }
    }

    @Override
    void onClosedAgain() {
        cancelled = true;
        drop(only);
        drop(debounced.getAndSet(null));
    }

    private void drop(@Nullable WeakReference<WaitingTurn<L>> reference) {
        WaitingTurn<L> turn = get(reference);
        if (turn != null) {
            turn.drop();
        }
    }

    private static <L> @Nullable WaitingTurn<L> get(@Nullable WeakReference<WaitingTurn<L>> reference) {
        return reference == null ? null : reference.get();
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
