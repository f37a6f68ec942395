package dev.observatory.agent.output;

import dev.observatory.agent.config.OutputConfig;
import dev.observatory.agent.library.LibraryInstances;
import dev.observatory.agent.text.AgentMessages;
import org.jspecify.annotations.Nullable;

/** What the agent itself does with events, for who starts it and writes no code: logs them, writes them to flight recordings. */
public final class EventOutputs {
    private final @Nullable LogOutput log;
    private final @Nullable JfrOutput recording;

    private EventOutputs(@Nullable LogOutput log, @Nullable JfrOutput recording) {
        this.log = log;
        this.recording = recording;
    }

    public static EventOutputs begun(OutputConfig options, LibraryInstances copies) {
        LogOutput log = null;
        if (options.log()) {
            log = new LogOutput(options, copies);
            log.connections().on();
        }
        JfrOutput recording = null;
        if (options.jfr()) {
            if (ModuleLayer.boot().findModule("jdk.jfr").isPresent()) {
                recording = JfrOutput.waiting(options, copies);
            } else {
                AgentMessages.print(
                        "[observe=jfr] has no effect: this runtime has no module [jdk.jfr]; use one that has, or start"
                                + " with [--add-modules jdk.jfr]");
            }
        }
        return new EventOutputs(log, recording);
    }

    /** Disconnects from all copies of the library. */
    public void end() {
        if (log != null) {
            log.end();
        }
        if (recording != null) {
            recording.end();
        }
    }

    /** One line for each thing that is done. */
    public String status() {
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
