package dev.observatory.bench.foreign;

import dev.observatory.event.EventData;
import dev.observatory.event.EventStatus;
import dev.observatory.event.Observes;
import dev.observatory.event.ProgressData;
import dev.observatory.hook.ObserverErrors;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Observes all that is told and counts it. The agent connects it when it is loaded. */
final class EveryEvent {
    private static final LongAdder BEGUN = new LongAdder();
    private static final LongAdder COMPLETED = new LongAdder();
    private static final LongAdder CRASHED = new LongAdder();
    private static final LongAdder EXITED = new LongAdder();
    private static final LongAdder PROGRESSED = new LongAdder();

    private EveryEvent() {}

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

    /** What was told so far, and whether all went well: the numbers of {@link Observation}, in its order. */
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

    /** The agent is a JVM flag and no library: it is asked as any tool would ask it. */
    private static String agentStatus() throws ReflectiveOperationException {
        return (String) Class.forName("dev.observatory.agent.ObservatoryAgent")
                .getMethod("status")
                .invoke(null);
    }
}
