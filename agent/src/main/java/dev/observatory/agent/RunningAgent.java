package dev.observatory.agent;

import dev.observatory.agent.entry.AgentBootstrap;
import java.util.List;

/**
 * The one agent of this JVM, for copies of {@link ObservatoryAgent} that are not it: the JVM lets agents into the system class loader
 * only, and a program may have the agent's jar in another.
 */
final class RunningAgent {
    private static final List<Class<?>> ENTRIES = List.of(ObservatoryAgent.class, AgentBootstrap.class);

    private RunningAgent() {}

    static boolean isAtWork() {
        return (boolean) answer("isAtWork", false);
    }

    /** What it says of itself; empty if there is none. */
    static String status() {
        return (String) answer("status", "");
    }

    /** Whoever has been started with the JVM, or loaded from the agent's jar, knows of the one that was loaded through an entry. */
    private static Object answer(String question, Object ifNobodyIsThere) {
        for (Class<?> entry : ENTRIES) {
            try {
                Class<?> found = Class.forName(entry.getName(), true, ClassLoader.getSystemClassLoader());
                if (found != ObservatoryAgent.class) {
                    return found.getMethod(question).invoke(null);
                }
            } catch (ClassNotFoundException notThere) {
                // Then maybe the other is.
            } catch (ReflectiveOperationException otherVersion) {
                throw new IllegalStateException("The agent of this JVM is of another version", otherVersion);
            }
        }
        return ifNobodyIsThere;
    }
}
