package dev.observatory.agent.jvm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The options that this JVM was started with, as far as its command line and environment show. */
public final class JvmOptions {
    private static final List<String> VARIABLES_BEFORE = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");
    private static final String VARIABLE_AFTER = "_JAVA_OPTIONS";

    private JvmOptions() {}

    /**
     * Returns all tokens of the command line and of the environment variables for options, in the order in which the JVM reads them.
     *
     * @return the tokens, including the arguments of the program
     */
    public static List<String> tokens() {
        List<String> tokens = new ArrayList<>();
        VARIABLES_BEFORE.forEach(variable -> addTo(tokens, variable));
        Collections.addAll(tokens, ProcessHandle.current().info().arguments().orElse(new String[0]));
        addTo(tokens, VARIABLE_AFTER);
        return tokens;
    }

    private static void addTo(List<String> tokens, String variable) {
        String value = System.getenv(variable);
        if (value != null) {
            Collections.addAll(tokens, value.split(" ", -1));
        }
    }

    /**
     * Returns whether a flag is on. If it is given several times, the last one counts, as for the JVM.
     *
     * @param flag the name of the flag, without {@code -XX:}
     * @param options the options of a JVM, in the order in which the JVM reads them
     * @param ifAbsent the value without any of these options
     * @return the value
     */
    public static boolean isEnabled(String flag, List<String> options, boolean ifAbsent) {
        boolean isEnabled = ifAbsent;
        for (String option : options) {
            if (option.equals("-XX:+" + flag)) {
                isEnabled = true;
            } else if (option.equals("-XX:-" + flag)) {
                isEnabled = false;
            }
        }
        return isEnabled;
    }

    /**
     * Removes the variables that would pass options on to another JVM.
     *
     * @param environment the environment of a process to be started
     */
    public static void removeFrom(Map<String, String> environment) {
        environment.keySet().removeAll(VARIABLES_BEFORE);
        environment.remove(VARIABLE_AFTER);
    }
}
