package dev.observatory.agent.cli;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** The jar that this runs from: the same is loaded into other JVMs. */
final class AgentJar {
    private AgentJar() {}

    static Path path() {
        try {
            return Path.of(AgentJar.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toAbsolutePath();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What to start a JVM with, so that the agent is there from the beginning. */
    static String option() {
        return "-javaagent:" + path();
    }
}
