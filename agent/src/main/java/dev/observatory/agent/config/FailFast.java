package dev.observatory.agent.config;

import dev.observatory.agent.text.AgentMessages;

/** The end of a JVM that was asked to end when something cannot be woven or understood: for builds, not for production. */
public final class FailFast {
    /** What the JVM itself exits with when an agent fails. */
    static final int EXIT_CODE = 1;

    private FailFast() {}

    public static void end() {
        AgentMessages.print("argument [failfast] is set: the JVM ends here, with exit code " + EXIT_CODE);
        System.out.flush();
        Runtime.getRuntime().halt(EXIT_CODE);
    }
}
