package dev.observatory.agent.jvm;

import java.util.ArrayList;
import java.util.List;

/** The agents that this JVM was started with, as far as its command line and environment tell. */
public final class OtherAgents {
    private static final List<String> OPTIONS = List.of("-javaagent:", "-agentlib:", "-agentpath:");

    private OtherAgents() {}

    /** What stands behind the options, arguments left out; our own jar is not in it. */
    public static List<String> onCommandLine() {
        List<String> agents = new ArrayList<>();
        JvmOptions.words().forEach(word -> addAgent(agents, word));
        return agents;
    }

    private static void addAgent(List<String> agents, String word) {
        for (String option : OPTIONS) {
            if (word.startsWith(option)) {
                String agent = word.substring(option.length()).split("=", -1)[0];
                if (!agent.endsWith("observatory-agent.jar")) {
                    agents.add(agent);
                }
            }
        }
    }
}
