package dev.observatory.agent.jvm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The options that this JVM was started with, as far as its command line and environment tell. */
public final class JvmOptions {
    private static final List<String> VARIABLES = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private JvmOptions() {}

    /** All words, the program's own included. */
    public static List<String> words() {
        List<String> words = new ArrayList<>();
        for (String variable : VARIABLES) {
            String value = System.getenv(variable);
            if (value != null) {
                Collections.addAll(words, value.split(" ", -1));
            }
        }
        Collections.addAll(words, ProcessHandle.current().info().arguments().orElse(new String[0]));
        return words;
    }

    /** Takes away from an environment what would reach into another JVM. */
    public static void removeFrom(Map<String, String> environment) {
        environment.keySet().removeAll(VARIABLES);
    }
}
