package dev.observatory.agent.cli;

import dev.observatory.agent.jvm.JvmOptions;
import dev.observatory.agent.jvm.OtherAgents;
import dev.observatory.agent.text.TextEscaper;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JVM on this machine. All texts are safe for a terminal.
 *
 * @param pid its process number
 * @param mainClass the main class or the jar; empty if unknown
 * @param jdk the version of its JDK; empty if unknown
 * @param arguments the options of the JVM in the order in which it reads them, as far as known
 * @param canAttach whether the JVM accepts agents, by its own account
 */
record JavaProcess(long pid, String mainClass, String jdk, String arguments, boolean canAttach) {
    JavaProcess {
        mainClass = TextEscaper.singleLine(mainClass);
        jdk = TextEscaper.singleLine(jdk);
        arguments = TextEscaper.singleLine(arguments);
    }

    /** Returns the feature release of the JDK, such as 17; 0 if unknown. */
    int release() {
        String digits = jdk.replaceFirst("[^0-9].*", "");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    /** Returns the version of the JDK; null if unknown. */
    Runtime.@Nullable Version jdkVersion() {
        try {
            return Runtime.Version.parse(jdk);
        } catch (IllegalArgumentException unknown) {
            return null;
        }
    }

    List<String> argumentList() {
        return List.of(arguments.split(" ", -1));
    }

    /** Returns whether a flag of the JVM is on; if it is given several times, the last one counts. */
    boolean isEnabled(String flag, boolean ifAbsent) {
        return JvmOptions.isEnabled(flag, argumentList(), ifAbsent);
    }

    /** Returns whether the JVM was started with agents, whatever their jars are called. */
    boolean startedWithAgents() {
        return argumentList().stream().anyMatch(argument -> argument.startsWith("-javaagent:"));
    }

    /** Returns whether the JVM was started with this agent, as the name of its jar shows. */
    boolean startedWithAgent() {
        return argumentList().stream().anyMatch(OtherAgents::isThisAgent);
    }
}
