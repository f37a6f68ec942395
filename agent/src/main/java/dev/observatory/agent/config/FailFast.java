package dev.observatory.agent.config;

import dev.observatory.agent.text.AgentMessages;

/** Ends the JVM when something cannot be woven or configured and {@code failfast} is set: for builds, not for production. */
public final class FailFast {
    /** The exit code of the JVM itself when an agent fails. */
    static final int EXIT_CODE = 1;

    private FailFast() {}

    /** Ends the JVM at once, without running shutdown hooks. */
    public static void exit() {
        AgentMessages.print("[failfast] is set: the JVM exits now with code " + EXIT_CODE);
        System.out.flush();
        Runtime.getRuntime().halt(EXIT_CODE);
    }
}
