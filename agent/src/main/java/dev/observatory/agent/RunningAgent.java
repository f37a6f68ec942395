package dev.observatory.agent;

import dev.observatory.agent.entry.AgentBootstrap;
import java.util.List;

/**
 * The agent that is active in this JVM, for instances of {@link ObservatoryAgent} that are not it: the JVM loads agents with the system
 * class loader only, and a program may have the agent's jar in another one.
 */
final class RunningAgent {
    /** Both have static methods {@code isAtWork} and {@code status}. */
    private static final List<Class<?>> ENTRIES = List.of(ObservatoryAgent.class, AgentBootstrap.class);

    private RunningAgent() {}

    static boolean isActive() {
        return (boolean) call("isAtWork", false);
    }

    /** Returns the status of that agent; empty if there is none. */
    static String status() {
        return (String) call("status", "");
    }

    /** The class that was started with the JVM, or loaded from the agent's jar, knows an agent that was loaded through the other. */
    private static Object call(String method, Object resultWithoutAgent) {
        for (Class<?> entry : ENTRIES) {
            try {
                Class<?> found = Class.forName(entry.getName(), true, ClassLoader.getSystemClassLoader());
                if (found != ObservatoryAgent.class) {
                    return found.getMethod(method).invoke(null);
                }
            } catch (ClassNotFoundException absent) {
                // Try the other one.
            } catch (ReflectiveOperationException otherVersion) {
                throw new IllegalStateException("The agent of this JVM is of another version", otherVersion);
            }
        }
        return resultWithoutAgent;
    }
}
