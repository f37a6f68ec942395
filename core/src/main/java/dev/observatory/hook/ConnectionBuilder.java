package dev.observatory.hook;

import static java.util.Objects.requireNonNull;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Connects an observer with options.
 *
 * <pre>{@code
 * hook.with().once().priority(10).filter(name -> name.length() > 3).connect(this::greet);
 * }</pre>
 *
 * <p>An emission passes the options in this order: weak owner, filter, throttle, once, debounce, executor. Used by one
 * thread; the connection that comes of it is safe from any.
 *
 * @param <L> the type of the observers
 * @param <S> the type of these options themselves
 */
public abstract sealed class ConnectionBuilder<L, S extends ConnectionBuilder<L, S>>
        permits ConnectionBuilder0, ConnectionBuilder1, ConnectionBuilder2, ConnectionBuilder3 {
    private final Hook<L> hook;
    private final ConnectionOptions options = new ConnectionOptions();

    ConnectionBuilder(Hook<L> hook) {
        this.hook = hook;
    }

    /**
     * Gives the observer a name, for messages and introspection.
     *
     * @param name the name
     * @return these options
     */
    public S named(String name) {
        options.name = requireNonNull(name, "name");
        return self();
    }

    /**
     * Calls the observer for one emission only, however many threads emit; it is disconnected just before.
     *
     * @return these options
     */
    public S once() {
        options.once = true;
        return self();
    }

    /**
     * Calls the observer before those of lower priority, and after those of the same that were connected earlier.
     *
     * @param priority any number; observers connected without options have 0
     * @return these options
     */
    public S priority(int priority) {
        options.priority = priority;
        return self();
    }

    /**
     * Calls the observer on an executor. What it throws there goes to {@link ObserverErrors}, and so does a refusal of the
     * executor.
     *
     * @param executor gets one task per emission
     * @return these options
     */
    public S on(Executor executor) {
        options.executor = requireNonNull(executor, "executor");
        return self();
    }

    /**
     * Disconnects the observer when an object is garbage: at the next emission after that.
     *
     * @param owner held weakly; an observer that itself refers to it keeps it alive
     * @return these options
     */
    public S weak(Object owner) {
        options.owner = new WeakReference<>(requireNonNull(owner, "owner"));
        return self();
    }

    /**
     * Calls the observer at most once in an interval: for the first emission, which begins it. The others are passed over.
     *
     * @param interval how long
     * @return these options
     * @throws IllegalArgumentException if the interval is not positive
     */
    public S throttle(Duration interval) {
        options.throttle = positive("interval", interval);
        return self();
    }

    /**
     * Calls the observer when no further emission has come for some time, for the latest. It runs on the timer, unless
     * {@link #on} says otherwise; what it throws there goes to {@link ObserverErrors}, and so does a refusal of the timer.
     *
     * @param quiet how long
     * @param timer measures the time; the library itself starts no thread
     * @return these options
     * @throws IllegalArgumentException if the time is not positive
     */
    public S debounce(Duration quiet, ScheduledExecutorService timer) {
        options.debounce = positive("quiet", quiet);
        options.debounceTimer = requireNonNull(timer, "timer");
        return self();
    }

    /**
     * Counts the observer's calls and failures, for {@link Hook#observers()}.
     *
     * @return these options
     */
    public S withStatistics() {
        options.counted = true;
        return self();
    }

    /**
     * Connects the observer. The options may be used again, for another one.
     *
     * @param observer called as the options say
     * @return the connection; the existing one, with its options, if this very observer is connected already
     */
    public Subscription connect(L observer) {
        requireNonNull(observer, "observer");
        return hook.add(new ConfiguredConnection<>(hook, observer, options.copy()));
    }

    void addFilter(Object filter) {
        options.filter = filter;
    }

    abstract S self();

    private static Duration positive(String what, Duration duration) {
        requireNonNull(duration, what);
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(
                    what + " [" + duration + "] must be positive; leave the option out to hear every emission");
        }
        return duration;
    }
}
