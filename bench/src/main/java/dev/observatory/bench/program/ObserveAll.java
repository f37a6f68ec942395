package dev.observatory.bench.program;

import dev.observatory.event.EventData;
import dev.observatory.event.EventStatus;
import dev.observatory.event.Events;
import dev.observatory.hook.Hook1;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** One observer of the ends of all calls, which counts them. */
final class ObserveAll {
    private static final LongAdder CALLS = new LongAdder();
    private static final LongAdder NANOS = new LongAdder();

    private ObserveAll() {}

    /**
     * Connects the observer.
     *
     * @param kind {@code counted} if it reads neither times nor arguments, {@code untimed} if it reads no times; {@code timed} if it
     *     reads the durations
     */
    static void start(String kind) {
        Hook1<EventData> ends = Events.any(EventStatus.EXITED);
        switch (kind) {
            case "untimed" -> ends.with().untimed().connect(data -> CALLS.increment());
            case "counted" -> ends.with().untimed().withoutArguments().connect(data -> CALLS.increment());
            case "timed" ->
                ends.connect((Consumer<EventData>) data -> {
                    CALLS.increment();
                    NANOS.add(data.duration().toNanos());
                });
            default -> throw new IllegalArgumentException("Unknown kind of observer [" + kind + "]");
        }
    }

    static long calls() {
        return CALLS.sum();
    }
}
