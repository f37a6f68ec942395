package dev.observatory.agent.cli;

import java.util.ArrayList;
import java.util.List;

/** The arguments of a JVM that matter to agents, as far as it tells them. */
final class JvmFlags {
    private static final List<String> MATTER = List.of(
            "-XX:+DisableAttachMechanism",
            "-XX:-EnableDynamicAgentLoading",
            "-XX:+EnableDynamicAgentLoading",
            "-XX:-UsePerfData",
            "-Xrs",
            "-Xint",
            "-Xverify",
            "-XX:MaxMetaspaceSize",
            "-XX:ReservedCodeCacheSize",
            "-XX:+AllowRedefinitionToAddDeleteMethods",
            "-Xshare",
            "-XX:SharedArchiveFile",
            "-XX:AOTCache");
    private static final List<String> AGENTS = List.of("-javaagent:", "-agentlib:", "-agentpath:");

    private JvmFlags() {}

    static List<String> thatMatter(JavaProcess target) {
        return among(target, MATTER, false);
    }

    /** Without their arguments, which may hold secrets. */
    static List<String> otherAgents(JavaProcess target) {
        List<String> agents = among(target, AGENTS, true);
        agents.removeIf(agent -> agent.contains("observatory-agent"));
        return agents;
    }

    private static List<String> among(JavaProcess target, List<String> prefixes, boolean cutsValue) {
        List<String> found = new ArrayList<>();
        for (String argument : target.arguments().split(" ", -1)) {
            for (String prefix : prefixes) {
                if (argument.startsWith(prefix)) {
                    found.add(cutsValue ? argument.replaceFirst("=.*", "") : argument);
                    break;
                }
            }
        }
        return found;
    }
}
