package dev.observatory.agent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The agents that this JVM was started with, as far as its command line and environment tell. */
final class OtherAgents {
    private static final List<String> VARIABLES = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");
    private static final List<String> OPTIONS = List.of("-javaagent:", "-agentlib:", "-agentpath:");

    private OtherAgents() {}

    /** What stands behind the options, arguments left out; our own jar is not in it. */
    static List<String> onCommandLine() {
        List<String> agents = new ArrayList<>();
        Stream<String> environment = VARIABLES.stream()
                .map(System::getenv)
                .filter(value -> value != null)
                .flatMap(value -> Arrays.stream(value.split(" ", -1)));
        Stream<String> arguments =
                Arrays.stream(ProcessHandle.current().info().arguments().orElse(new String[0]));
        Stream.concat(environment, arguments).forEach(word -> addAgent(agents, word));
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
