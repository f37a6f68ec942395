package dev.observatory.agent.output;

import dev.observatory.agent.config.OutputConfig;
import dev.observatory.agent.config.OutputConfig.Output;
import dev.observatory.agent.library.LibraryInstances;
import dev.observatory.agent.text.AgentMessages;
import java.util.EnumMap;
import java.util.Map;

/** The outputs that are started, and the registry of all that exist. Safe from any thread once started. */
public final class EventOutputs {
    private final Map<Output, EventOutput> started = new EnumMap<>(Output.class);

    private EventOutputs() {}

    /** The registry: every output that can be configured, and how it is created. */
    private static EventOutput create(Output output, OutputConfig config, LibraryInstances libraries) {
        return switch (output) {
            case LOG -> new LogOutput(config, libraries);
            case JFR -> new JfrOutput(config, libraries);
        };
    }

    /**
     * Starts the configured outputs. One that fails is reported and closed; the others start all the same.
     *
     * @param config which outputs, and their settings
     * @param libraries the library instances to observe
     * @return the started outputs
     */
    public static EventOutputs start(OutputConfig config, LibraryInstances libraries) {
        EventOutputs outputs = new EventOutputs();
        for (Output output : Output.values()) {
            if (config.outputs().contains(output)) {
                outputs.start(output, config, libraries);
            }
        }
        return outputs;
    }

    private void start(Output kind, OutputConfig config, LibraryInstances libraries) {
        try {
            EventOutput output = create(kind, config, libraries);
            started.put(kind, output);
            output.start();
        } catch (RuntimeException | LinkageError failure) {
            AgentMessages.print("output " + named(kind) + " could not be started: " + failure);
            EventOutput failed = started.remove(kind);
            if (failed != null) {
                close(kind, failed);
            }
        }
    }

    /** Closes all outputs. */
    public void close() {
        started.forEach(EventOutputs::close);
    }

    private static void close(Output kind, EventOutput output) {
        try {
            output.close();
        } catch (RuntimeException | LinkageError failure) {
            AgentMessages.print("output " + named(kind) + " could not be closed: " + failure);
        }
    }

    /**
     * Returns what the outputs do at present.
     *
     * @return one line for each, with its end
     */
    public String status() {
        StringBuilder text = new StringBuilder();
        started.forEach((kind, output) -> text.append("observe=")
                .append(kind.word())
                .append(": ")
                .append(output.status())
                .append('\n'));
        return text.toString();
    }

    private static String named(Output kind) {
        return "[observe=" + kind.word() + "]";
    }
}
