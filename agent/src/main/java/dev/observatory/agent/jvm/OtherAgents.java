package dev.observatory.agent.jvm;

import java.util.ArrayList;
import java.util.List;

/** Finds other agents among the options of a JVM. */
public final class OtherAgents {
    private static final List<String> OPTIONS = List.of("-javaagent:", "-agentlib:", "-agentpath:");

    private OtherAgents() {}

    /**
     * Returns the other agents that this JVM was started with.
     *
     * @return their names or paths; without their arguments, which may hold secrets
     */
    public static List<String> onCommandLine() {
        return among(JvmOptions.tokens()).stream()
                .map(option -> option.substring(option.indexOf(':') + 1))
                .toList();
    }

    /**
     * Returns the options that start other agents.
     *
     * @param options the options of a JVM
     * @return those that start an agent other than this; without the agents' arguments, which may hold secrets
     */
    public static List<String> among(List<String> options) {
        List<String> agents = new ArrayList<>();
        for (String option : options) {
            if (startsAgent(option) && !isThisAgent(option)) {
                agents.add(withoutArguments(option));
            }
        }
        return agents;
    }

    /**
     * Returns whether an option starts this agent.
     *
     * @param option an option of a JVM
     * @return true if it is {@code -javaagent:} with a jar of the usual name, whatever the version
     */
    public static boolean isThisAgent(String option) {
        String jar = withoutArguments(option);
        return option.startsWith("-javaagent:")
                && jar.substring(Math.max(jar.lastIndexOf('/'), jar.indexOf(':')) + 1)
                        .startsWith("observatory-agent");
    }

    private static boolean startsAgent(String option) {
        return OPTIONS.stream().anyMatch(option::startsWith);
    }

    private static String withoutArguments(String option) {
        int end = option.indexOf('=');
        return end < 0 ? option : option.substring(0, end);
    }
}
