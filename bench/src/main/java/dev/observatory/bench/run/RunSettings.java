package dev.observatory.bench.run;

import java.nio.file.Path;

/**
 * How the benchmarks of a run are to be made.
 *
 * @param agentJar the path of this library's agent
 * @param isQuick whether to take short and few rounds: good enough to order peers
 */
public record RunSettings(String agentJar, boolean isQuick) {

    /** How many rounds to make. */
    public int rounds(int full) {
        return isQuick ? Math.max(1, full / 4) : full;
    }

    /** Where the build puts the agents of others. */
    public Path otherAgents() {
        return Path.of(agentJar)
                .toAbsolutePath()
                .resolveSibling("../../bench/target/peers")
                .normalize();
    }

    /** The option that starts a JVM with the agent. */
    public String agent() {
        return "-javaagent:" + agentJar;
    }
}
