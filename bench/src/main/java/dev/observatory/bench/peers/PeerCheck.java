package dev.observatory.bench.peers;

import dev.observatory.event.EventPoint;
import dev.observatory.event.Events;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import jdk.jfr.FlightRecorder;
import jdk.jfr.consumer.RecordingFile;

/** Verifies that a peer has instrumented the calls: otherwise the benchmark would measure a plain call. */
final class PeerCheck {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private long seen;

    void prepare(Peer peer) {
        switch (peer) {
            case COMPLETED -> Events.of(Instrumented.class, "f").completed().connect(data -> seen++);
            case ALL -> {
                EventPoint event = Events.of(Instrumented.class, "f");
                event.aboutToRun().connect(data -> seen += data.args().size());
                event.completed().connect(data -> seen += data.result() == null ? 9 : 0);
                event.exited().connect(data -> seen += data.duration().isNegative() ? 9 : 0);
            }
            case MICROMETER -> Metrics.addRegistry(registry);
            default -> {
                // Active from the start of the JVM.
            }
        }
    }

    /** Verifies the traces of the benchmark's calls and one more. */
    void check(Peer peer, int calls) throws Exception {
        boolean found =
                switch (peer) {
                    case PLAIN -> true;
                    case IDLE -> Events.of(Instrumented.class, "f").isWoven();
                    case COMPLETED, ALL -> seen >= calls;
                    case ASPECTJ ->
                        Arrays.stream(Instrumented.class.getDeclaredMethods())
                                .anyMatch(method -> method.getName().contains("aroundBody"));
                    case MICROMETER -> registry.get("f").timer().count() >= calls;
                    case OPENTELEMETRY -> isInSpan();
                    case JFR_TIMING -> isRecorded("jdk.MethodTiming");
                    case JFR_TRACE -> isRecorded("jdk.MethodTrace");
                };
        if (!found) {
            throw new IllegalStateException("Benchmark is wrong: no trace of [" + peer + "]");
        }
    }

    @WithSpan
    private boolean isInSpan() {
        return Span.current().getSpanContext().isValid();
    }

    private static boolean isRecorded(String event) throws Exception {
        Path dump = Files.createTempFile("peers", ".jfr");
        try {
            FlightRecorder.getFlightRecorder().getRecordings().get(0).dump(dump);
            try (RecordingFile recorded = new RecordingFile(dump)) {
                while (recorded.hasMoreEvents()) {
                    if (recorded.readEvent().getEventType().getName().equals(event)) {
                        return true;
                    }
                }
            }
            return false;
        } finally {
            Files.delete(dump);
        }
    }
}
