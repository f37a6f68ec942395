package dev.observatory.agent.jvm;

import java.util.ArrayList;
import java.util.List;

/** The agents that this JVM was started with, as far as its command line and environment show. */
public final class OtherAgents {
    private static final List<String> OPTIONS = List.of("-javaagent:", "-agentlib:", "-agentpath:");

    private OtherAgents() {}

    /**
     * Returns the agents without their arguments, the Observatory agent excluded.
     *
     * @return paths and names as in the options
     */
    public static List<String> onCommandLine() {
        List<String> agents = new ArrayList<>();
        JvmOptions.tokens().forEach(token -> addAgent(agents, token));
        return agents;
    }

    private static void addAgent(List<String> agents, String token) {
        for (String option : OPTIONS) {
            if (token.startsWith(option)) {
                String agent = token.substring(option.length()).split("=", -1)[0];
                if (!agent.endsWith("observatory-agent.jar")) {
                    agents.add(agent);
                }
            }
        }
    }
}
