package dev.observatory.bench.peers;

import java.util.List;

/** Instrumentation of a call, with the JVM options that enable it. */
public enum Peer {
    /** No instrumentation. */
    PLAIN,
    /** This library, no observer connected. */
    IDLE,
    /** This library, one observer of completed. */
    COMPLETED,
    /** This library, observers of about_to_run, completed and exited that read arguments, result and duration. */
    ALL,
    /** An AspectJ advice around the method that does nothing else, woven at load. */
    ASPECTJ,
    /** Micrometer's {@code @Timed} by its own aspect, woven by AspectJ at load. */
    MICROMETER,
    /** OpenTelemetry's {@code @WithSpan} by its agent, with no exporter. */
    OPENTELEMETRY,
    /** The JVM's own method timing. */
    JFR_TIMING,
    /** The JVM's own method trace. */
    JFR_TRACE;

    private static final String METHOD = "dev.observatory.bench.peers.Instrumented::f";

    /** Returns whether this JVM supports the peer. */
    public boolean isAvailable() {
        return (this != JFR_TIMING && this != JFR_TRACE) || Runtime.version().feature() >= 25;
    }

    /**
     * Returns the JVM options that enable the peer.
     *
     * @param ownAgent the path of this library's agent
     * @param agents the path of the folder with the peers' agents
     * @return the options
     */
    public List<String> jvmOptions(String ownAgent, String agents) {
        return switch (this) {
            case PLAIN -> List.of();
            case IDLE, COMPLETED, ALL -> List.of("-javaagent:" + ownAgent);
            case ASPECTJ -> aspectj(agents, "advice.xml");
            case MICROMETER -> aspectj(agents, "timed.xml");
            case OPENTELEMETRY ->
                List.of(
                        "-javaagent:" + agents + "/opentelemetry.jar",
                        "-Dotel.traces.exporter=none",
                        "-Dotel.metrics.exporter=none",
                        "-Dotel.logs.exporter=none",
                        "-Dotel.javaagent.logging=none");
            case JFR_TIMING -> List.of("-XX:StartFlightRecording:method-timing=" + METHOD);
            case JFR_TRACE -> List.of("-XX:StartFlightRecording:method-trace=" + METHOD);
        };
    }

    private static List<String> aspectj(String agents, String configuration) {
        return List.of(
                "-javaagent:" + agents + "/aspectjweaver.jar",
                "-Dorg.aspectj.weaver.loadtime.configuration=dev/observatory/bench/peers/" + configuration);
    }
}
