package dev.observatory.agent.output;

import dev.observatory.agent.config.OutputConfig;
import dev.observatory.agent.library.LibraryInstances;
import dev.observatory.agent.text.AgentMessages;
import org.jspecify.annotations.Nullable;

/**
 * Writes calls and assignments to flight recordings. This class works in runtimes without the flight recorder too; {@link JfrRecorder}
 * is the first class that loads it.
 */
final class JfrOutput implements EventOutput {
    private final OutputConfig config;
    private final LibraryInstances libraries;
    private volatile @Nullable JfrRecorder recorder;

    JfrOutput(OutputConfig config, LibraryInstances libraries) {
        this.config = config;
        this.libraries = libraries;
    }

    @Override
    public void start() {
        if (ModuleLayer.boot().findModule("jdk.jfr").isPresent()) {
            JfrRecorder created = new JfrRecorder(config, libraries);
            recorder = created;
            created.start();
        } else {
            AgentMessages.print(
                    "[observe=jfr] has no effect: this runtime has no module [jdk.jfr]; use one that has, or start with"
                            + " [--add-modules jdk.jfr]");
        }
    }

    @Override
    public String status() {
        JfrRecorder present = recorder;
        return present == null ? "no effect, this runtime has no module [jdk.jfr]" : present.status();
    }

    @Override
    public void close() {
        JfrRecorder present = recorder;
        if (present != null) {
            present.close();
        }
    }
}
