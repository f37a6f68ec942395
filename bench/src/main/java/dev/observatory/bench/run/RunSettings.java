package dev.observatory.bench.run;

import java.nio.file.Path;

/**
 * The settings of a run.
 *
 * @param agentJar the path of this library's agent
 * @param isQuick whether to run fewer and shorter rounds, which only rank peers
 */
public record RunSettings(String agentJar, boolean isQuick) {

    /** Returns the number of rounds, given that of a full run. */
    public int rounds(int full) {
        return isQuick ? Math.max(1, full / 4) : full;
    }

    /** Returns the folder to which the build copies the agents of other projects. */
    public Path otherAgents() {
        return Path.of(agentJar)
                .toAbsolutePath()
                .resolveSibling("../../bench/target/peers")
                .normalize();
    }

    /** Returns the JVM option that loads this library's agent. */
    public String agent() {
        return "-javaagent:" + agentJar;
    }
}
