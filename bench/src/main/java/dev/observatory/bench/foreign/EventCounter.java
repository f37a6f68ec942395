package dev.observatory.bench.foreign;

import dev.observatory.event.EventData;
import dev.observatory.event.EventStatus;
import dev.observatory.event.Observes;
import dev.observatory.event.ProgressData;
import dev.observatory.hook.ObserverErrors;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Observes and counts all events. The agent registers its observers when the class is loaded. */
final class EventCounter {
    private static final LongAdder BEGUN = new LongAdder();
    private static final LongAdder COMPLETED = new LongAdder();
    private static final LongAdder CRASHED = new LongAdder();
    private static final LongAdder EXITED = new LongAdder();
    private static final LongAdder PROGRESSED = new LongAdder();

    private EventCounter() {}

    @Observes(status = EventStatus.ABOUT_TO_RUN)
    static void begun(EventData data) {
        BEGUN.increment();
    }

    @Observes(status = EventStatus.COMPLETED)
    static void completed(EventData data) {
        COMPLETED.increment();
    }

    @Observes(status = EventStatus.CRASHED)
    static void crashed(EventData data) {
        CRASHED.increment();
    }

    @Observes(status = EventStatus.EXITED)
    static void exited(EventData data) {
        EXITED.increment();
    }

    @Observes(status = EventStatus.PROGRESS_UPDATED)
    static void progressed(ProgressData data) {
        PROGRESSED.increment();
    }

    /** Returns the counts so far and the agent's status, in the order of {@link Observation}. */
    static List<String> counts() throws ReflectiveOperationException {
        return List.of(
                BEGUN.toString(),
                COMPLETED.toString(),
                CRASHED.toString(),
                EXITED.toString(),
                PROGRESSED.toString(),
                Long.toString(ObserverErrors.count()),
                agentStatus());
    }

    /** Calls the agent by reflection, since it is a JVM flag and not on the class path. */
    private static String agentStatus() throws ReflectiveOperationException {
        return (String) Class.forName("dev.observatory.agent.ObservatoryAgent")
                .getMethod("status")
                .invoke(null);
    }
}
