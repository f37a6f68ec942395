package dev.observatory.agent.cli;

/**
 * A JVM of this machine.
 *
 * @param pid its number
 * @param mainClass the main class or the jar; empty if it cannot be told
 * @param jdk the JDK's version; empty if it cannot be told
 * @param arguments the JVM's own arguments, as far as they are known
 * @param canAttach whether the JVM says that it lets others attach
 */
record JavaProcess(long pid, String mainClass, String jdk, String arguments, boolean canAttach) {
    JavaProcess {
        mainClass = SafeText.of(mainClass);
        jdk = SafeText.of(jdk);
        arguments = SafeText.of(arguments);
    }

    /** The number of the JDK's release; 0 if it cannot be told. */
    int release() {
        String digits = jdk.replaceFirst("[^0-9].*", "");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    boolean hasArgument(String argument) {
        for (String one : arguments.split(" ", -1)) {
            if (one.equals(argument)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether the JVM was started with agents, whatever their jars are called. */
    boolean startedWithAgents() {
        for (String one : arguments.split(" ", -1)) {
            if (one.startsWith("-javaagent:")) {
                return true;
            }
        }
        return false;
    }

    /** Whether the JVM was started with our agent. */
    boolean startedWithAgent() {
        for (String one : arguments.split(" ", -1)) {
            if (one.startsWith("-javaagent:") && one.contains("observatory-agent")) {
                return true;
            }
        }
        return false;
    }
}
