package dev.observatory.hook;

import static java.util.Objects.requireNonNull;

import dev.observatory.runtime.Requirement;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A builder that connects an observer with options.
 *
 * <pre>{@code
 * hook.with().once().priority(10).filter(name -> name.length() > 3).connect(this::greet);
 * }</pre>
 *
 * <p>The options apply to an emission in this order: weak owner, filter, throttle, once, debounce, executor. A builder is
 * not safe for use by several threads; the connection that it makes is.
 *
 * @param <L> the type of the observers
 * @param <S> the type of the builder itself
 */
public abstract sealed class ConnectionBuilder<L, S extends ConnectionBuilder<L, S>>
        permits ConnectionBuilder0, ConnectionBuilder1, ConnectionBuilder2, ConnectionBuilder3 {
    private final Hook<L> hook;
    private final ConnectionOptions options = new ConnectionOptions();

    ConnectionBuilder(Hook<L> hook) {
        this.hook = hook;
    }

    /**
     * Sets the name of the observer in messages and in {@link Hook#observers()}.
     *
     * @param name the name
     * @return this builder
     */
    public S named(String name) {
        options.name = requireNonNull(name, "name");
        return self();
    }

    /**
     * Calls the observer for exactly one emission, also if several threads emit concurrently. It is disconnected immediately
     * before that call.
     *
     * @return this builder
     */
    public S once() {
        options.once = true;
        return self();
    }

    /**
     * Sets the priority: the observer is called before those of lower priority, and after those of equal priority that were
     * connected earlier.
     *
     * @param priority any number; the default is 0
     * @return this builder
     */
    public S priority(int priority) {
        options.priority = priority;
        return self();
    }

    /**
     * Calls the observer on an executor. Its exceptions there are reported to {@link ObserverErrors}, as is whatever the executor
     * itself throws; the emitter does not wait and never receives them. A task that the executor runs twice calls the observer once.
     *
     * @param executor receives one task per emission
     * @return this builder
     */
    public S on(Executor executor) {
        options.executor = requireNonNull(executor, "executor");
        return self();
    }

    /**
     * Limits the connection to the lifetime of an object: the observer is not called after the object was collected, and is
     * disconnected at the next emission. An observer that needs the object is better connected by {@code connectWeak}.
     *
     * @param owner the object, held weakly; an observer that refers to it strongly keeps it alive
     * @return this builder
     */
    public S weak(Object owner) {
        options.owner = new WeakReference<>(requireNonNull(owner, "owner"));
        return self();
    }

    /**
     * Calls the observer at most once per interval: for the emission that starts the interval. Other emissions within it are
     * dropped for this observer.
     *
     * @param interval the length of the interval
     * @return this builder
     * @throws IllegalArgumentException if the interval is not positive
     */
    public S throttle(Duration interval) {
        options.throttle = positive("interval", interval);
        options.throttleTimer = null;
        return self();
    }

    /**
     * Calls the observer at most once per interval: for the emission that starts the interval, and at its end for the latest of the
     * others, which starts the next one. So the observer always receives the last value, unlike with {@link #throttle(Duration)}. The
     * call at the end is made on the timer's thread, or on the executor given to {@link #on}; its exceptions are reported to
     * {@link ObserverErrors}, as is a rejection by the timer.
     *
     * @param interval the length of the interval
     * @param timer schedules the calls at the ends of intervals; the library itself starts no thread
     * @return this builder
     * @throws IllegalArgumentException if the interval is not positive
     */
    public S throttle(Duration interval, ScheduledExecutorService timer) {
        options.throttle = positive("interval", interval);
        options.throttleTimer = requireNonNull(timer, "timer");
        return self();
    }

    /**
     * Calls the observer with the latest emission once no further one has arrived for a time. It is called on the timer's
     * thread, or on the executor given to {@link #on}; its exceptions are reported to {@link ObserverErrors}, as is a rejection
     * by the timer.
     *
     * @param quiet the time without emissions
     * @param timer schedules the call; the library itself starts no thread
     * @return this builder
     * @throws IllegalArgumentException if the time is not positive
     */
    public S debounce(Duration quiet, ScheduledExecutorService timer) {
        options.debounce = positive("quiet", quiet);
        options.timer = requireNonNull(timer, "timer");
        return self();
    }

    /**
     * Counts the calls and failures of the observer, which {@link Hook#observers()} then returns.
     *
     * @return this builder
     */
    public S withStatistics() {
        options.withStatistics = true;
        return self();
    }

    /**
     * States that the observer reads no durations and start times of events. While all observers that a call of an event can reach
     * are untimed, no clock is read, which takes longer than everything else that is done for the call; {@code EventData.isTimed()}
     * is then false. Has no effect on hooks of other things.
     *
     * @return this builder
     */
    public S untimed() {
        options.required &= ~Requirement.TIMES;
        return self();
    }

    /**
     * States that the observer reads neither the target nor the arguments of events. While all observers that a call of an event can
     * reach are connected so, woven code does not collect them; {@code EventData.areArgumentsReleased()} is then true. Has no effect on
     * hooks of other things.
     *
     * @return this builder
     */
    public S withoutArguments() {
        options.required &= ~Requirement.ARGUMENTS;
        return self();
    }

    /**
     * Connects an observer with the options set so far. The builder can be used again for another observer.
     *
     * @param observer called on the emitter's thread unless the options say otherwise, by every matching emission that
     *     starts after this method has returned; the hook's error policy defines what its exceptions do there
     * @return the connection; the existing one, with its own options, if the same observer is already connected
     */
    public Subscription connect(L observer) {
        requireNonNull(observer, "observer");
        return hook.add(
                options.allowDirectCalls()
                        ? new Connection<>(hook, observer, true, options.required)
                        : new ConfiguredConnection<>(hook, observer, options.copy()));
    }

    /** Connects an observer that belongs to an owner. The builder can be used again without that owner. */
    final Subscription connectFor(Object owner, L observer) {
        ConnectionOptions chosen = options.copy();
        if (chosen.owner == null) {
            chosen.owner = new WeakReference<>(owner);
        }
        return hook.add(new ConfiguredConnection<>(hook, observer, chosen));
    }

    void addFilter(Object filter) {
        options.filter = filter;
    }

    abstract S self();

    private static Duration positive(String what, Duration duration) {
        requireNonNull(duration, what);
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(
                    what + " [" + duration + "] must be positive; omit the option to receive every emission");
        }
        return duration;
    }
}
