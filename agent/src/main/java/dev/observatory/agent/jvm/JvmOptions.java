package dev.observatory.agent.jvm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The options that this JVM was started with, as far as its command line and environment show. */
public final class JvmOptions {
    private static final List<String> VARIABLES = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private JvmOptions() {}

    /**
     * Returns all tokens of the command line and of the environment variables for options.
     *
     * @return the tokens, including the arguments of the program
     */
    public static List<String> tokens() {
        List<String> tokens = new ArrayList<>();
        for (String variable : VARIABLES) {
            String value = System.getenv(variable);
            if (value != null) {
                Collections.addAll(tokens, value.split(" ", -1));
            }
        }
        Collections.addAll(tokens, ProcessHandle.current().info().arguments().orElse(new String[0]));
        return tokens;
    }

    /**
     * Removes the variables that would pass options on to another JVM.
     *
     * @param environment the environment of a process to be started
     */
    public static void removeFrom(Map<String, String> environment) {
        environment.keySet().removeAll(VARIABLES);
    }
}
