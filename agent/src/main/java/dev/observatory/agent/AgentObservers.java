package dev.observatory.agent;

import org.jspecify.annotations.Nullable;

/** What the agent itself does with events, for who starts it and writes no code: logs them, writes them to flight recordings. */
final class AgentObservers {
    private final @Nullable EventLog log;
    private final @Nullable FlightRecording recording;

    private AgentObservers(@Nullable EventLog log, @Nullable FlightRecording recording) {
        this.log = log;
        this.recording = recording;
    }

    static AgentObservers begun(ObserveOptions options, LibraryCopies copies) {
        EventLog log = null;
        if (options.log()) {
            log = new EventLog(options, copies);
            log.connections().on();
        }
        FlightRecording recording = null;
        if (options.jfr()) {
            if (ModuleLayer.boot().findModule("jdk.jfr").isPresent()) {
                recording = FlightRecording.waiting(options, copies);
            } else {
                Warnings.print(
                        "[observe=jfr] has no effect: this runtime has no module [jdk.jfr]; use one that has, or start"
                                + " with [--add-modules jdk.jfr]");
            }
        }
        return new AgentObservers(log, recording);
    }

    /** Disconnects from all copies of the library. */
    void end() {
        if (log != null) {
            log.end();
        }
        if (recording != null) {
            recording.end();
        }
    }

    /** One line for each thing that is done. */
    String status() {
        StringBuilder text = new StringBuilder();
        if (log != null) {
            text.append("observe=log: lines left out because they were too many: ")
                    .append(log.leftOut())
                    .append('\n');
        }
        if (recording != null) {
            text.append("observe=jfr: ").append(recording.status()).append('\n');
        }
        return text.toString();
    }
}
