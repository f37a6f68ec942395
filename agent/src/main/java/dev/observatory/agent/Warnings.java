package dev.observatory.agent;

/** What the agent has to tell a person: one line each on the standard error stream, and nothing while all is well. */
final class Warnings {
    private Warnings() {}

    static void print(String line) {
        System.err.println("[observatory] " + line);
    }
}
