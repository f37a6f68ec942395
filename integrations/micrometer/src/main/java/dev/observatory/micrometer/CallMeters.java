package dev.observatory.micrometer;

import dev.observatory.event.EventPoint;
import dev.observatory.listen.CallEnd;
import dev.observatory.listen.CallListener;
import dev.observatory.listen.CallOutcome;
import dev.observatory.listen.CallStart;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The meters of one event. Does not refer to the event. */
final class CallMeters implements CallListener<MeterCallListener.ActiveCall> {
    static final List<String> KEYS = List.of("class", "method", "outcome", "exception");

    private static final String SUCCESS = "SUCCESS";
    private static final String NONE = "none";

    private final MeterRegistry registry;
    private final List<TagLimit> tags;
    private final Tags ofEvent;
    private final @Nullable LongTaskTimer active;

    /** Timers by what distinguishes them; created with the first call of each kind. */
    private final Map<List<String>, Timer> timers = new ConcurrentHashMap<>();

    /** The timer of completed calls if no tags distinguish them. */
    private volatile @Nullable Timer ofCompleted;

    CallMeters(EventPoint event, MeterRegistry registry, List<TagLimit> tags, boolean timesActive) {
        this.registry = registry;
        this.tags = tags;
        this.ofEvent = Tags.of(EventTags.of(event));
        this.active = timesActive
                ? LongTaskTimer.builder(MeterCallListener.ACTIVE)
                        .description("Calls in progress")
                        .tags(ofEvent)
                        .register(registry)
                : null;
    }

    @Override
    public MeterCallListener.ActiveCall onStart(CallStart call) {
        return active == null ? MeterCallListener.ActiveCall.UNTIMED : new MeterCallListener.ActiveCall(active.start());
    }

    @Override
    public void onEnd(CallEnd call, MeterCallListener.ActiveCall state) {
        state.stop();
        timerOf(call).record(call.duration().toNanos(), TimeUnit.NANOSECONDS);
    }

    private Timer timerOf(CallEnd call) {
        if (call.outcome() == CallOutcome.COMPLETED && tags.isEmpty()) {
            Timer known = ofCompleted;
            if (known == null) {
                known = timer(List.of(SUCCESS, NONE));
                ofCompleted = known;
            }
            return known;
        }
        Throwable exception = call.exception();
        List<String> distinction = new ArrayList<>(2 + tags.size());
        distinction.add(outcome(call));
        distinction.add(exception == null ? NONE : nameOf(exception));
        if (!tags.isEmpty()) {
            Map<String, @Nullable Object> ofCall = call.tags();
            for (TagLimit tag : tags) {
                distinction.add(tag.valueOf(ofCall.get(tag.key())));
            }
        }
        return timer(distinction);
    }

    static String outcome(CallEnd call) {
        return switch (call.outcome()) {
            case COMPLETED -> SUCCESS;
            case CRASHED -> "ERROR";
            case CANCELLED -> "CANCELLED";
        };
    }

    private static String nameOf(Throwable exception) {
        String simple = exception.getClass().getSimpleName();
        return simple.isEmpty() ? exception.getClass().getName() : simple;
    }

    private Timer timer(List<String> distinction) {
        Timer known = timers.get(distinction);
        return known == null ? timers.computeIfAbsent(distinction, this::newTimer) : known;
    }

    private Timer newTimer(List<String> distinction) {
        List<Tag> own = new ArrayList<>();
        own.add(Tag.of("outcome", distinction.get(0)));
        own.add(Tag.of("exception", distinction.get(1)));
        for (int i = 0; i < tags.size(); i++) {
            own.add(Tag.of(tags.get(i).key(), distinction.get(2 + i)));
        }
        return Timer.builder(MeterCallListener.CALLS)
                .description("Calls of observed methods")
                .tags(ofEvent.and(own))
                .register(registry);
    }
}
