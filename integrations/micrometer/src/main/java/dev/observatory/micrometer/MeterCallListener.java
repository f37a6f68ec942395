package dev.observatory.micrometer;

import static java.util.Objects.requireNonNull;

import dev.observatory.event.EventPoint;
import dev.observatory.listen.CallEnd;
import dev.observatory.listen.CallListener;
import dev.observatory.listen.CallStart;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Times calls with Micrometer.
 *
 * <pre>{@code
 * CallListeners.register(CallSelector.all(), MeterCallListener.create(registry));
 * }</pre>
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><th>meter</th><th>type</th><th>tags</th></tr>
 * <tr><td>{@value #CALLS}</td><td>timer</td><td>{@code class}, {@code method}, {@code outcome} (SUCCESS, ERROR, CANCELLED), {@code
 *     exception} (the simple name of its class, or {@code none}), and the keys given to {@link #tag}</td></tr>
 * <tr><td>{@value #ACTIVE}</td><td>long-task timer</td><td>{@code class}, {@code method}</td></tr>
 * </table>
 *
 * <p>Each meter has the same keys for all events. The class is empty for events without a method; constructors have the method {@code new}.
 * A call is recorded when it ends, that of an asynchronous method when its result completes.
 *
 * <p>Immutable and safe from any thread. Meters stay in the registry.
 */
public final class MeterCallListener implements CallListener<MeterCallListener.ActiveCall> {
    /** The name of the timer. */
    public static final String CALLS = "observatory.calls";

    /** The name of the long-task timer. */
    public static final String ACTIVE = "observatory.calls.active";

    private final MeterRegistry registry;
    private final List<TagLimit> tags;
    private final boolean timesActive;

    private MeterCallListener(MeterRegistry registry, List<TagLimit> tags, boolean timesActive) {
        this.registry = registry;
        this.tags = tags;
        this.timesActive = timesActive;
    }

    /** One call in progress. */
    public static final class ActiveCall {
        /** Without a long-task timer. */
        static final ActiveCall UNTIMED = new ActiveCall(null);

        private final LongTaskTimer.@Nullable Sample sample;

        ActiveCall(LongTaskTimer.@Nullable Sample sample) {
            this.sample = sample;
        }

        void stop() {
            if (sample != null) {
                sample.stop();
            }
        }
    }

    /**
     * Creates a listener.
     *
     * @param registry where the meters are registered
     * @return the listener
     * @throws NullPointerException if {@code registry} is null
     */
    public static MeterCallListener create(MeterRegistry registry) {
        return new MeterCallListener(requireNonNull(registry, "registry"), List.of(), true);
    }

    /**
     * Creates a listener like this one that also copies a tag of the calls to the timer.
     *
     * <p>Each value becomes a time series. So only the first values become values of the tag; calls with other ones get the value
     * {@code other}, which is logged once, and calls without the tag {@code none}.
     *
     * @param key the name of a tag of calls, as in {@link dev.observatory.event.Events#tag}
     * @param maxValues how many values the tag can have besides {@code other} and {@code none}; shared by all events
     * @return the listener
     * @throws NullPointerException if {@code key} is null
     * @throws IllegalArgumentException if {@code key} is the name of a tag that the timer has already, or {@code maxValues} is not
     *     positive
     */
    public MeterCallListener tag(String key, int maxValues) {
        requireNonNull(key, "key");
        List<String> present = new ArrayList<>(CallMeters.KEYS);
        tags.forEach(each -> present.add(each.key()));
        if (present.contains(key)) {
            throw new IllegalArgumentException("Tag [" + key + "] exists already; timers have the tags " + present);
        }
        List<TagLimit> more = new ArrayList<>(tags);
        more.add(new TagLimit(key, maxValues));
        return new MeterCallListener(registry, List.copyOf(more), timesActive);
    }

    /**
     * Creates a listener like this one without the long-task timer, so that each call is cheaper.
     *
     * @return the listener
     */
    public MeterCallListener withoutActive() {
        return new MeterCallListener(registry, tags, false);
    }

    @Override
    public CallListener<ActiveCall> forEvent(EventPoint event) {
        return new CallMeters(event, registry, tags, timesActive);
    }

    @Override
    public ActiveCall onStart(CallStart call) {
        throw isForEvents();
    }

    @Override
    public void onEnd(CallEnd call, ActiveCall state) {
        throw isForEvents();
    }

    private static IllegalStateException isForEvents() {
        return new IllegalStateException("Calls are timed by the listeners of single events, which forEvent returns");
    }
}
