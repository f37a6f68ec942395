package dev.observatory.agent.cli;

import java.util.List;

/** The options of a JVM that affect agents. */
final class JvmFlags {
    private static final List<String> RELEVANT = List.of(
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

    private JvmFlags() {}

    static List<String> relevantOf(JavaProcess target) {
        return target.argumentList().stream()
                .filter(argument -> RELEVANT.stream().anyMatch(argument::startsWith))
                .toList();
    }
}
