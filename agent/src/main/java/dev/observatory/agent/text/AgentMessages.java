package dev.observatory.agent.text;

/** Prints the messages of the agent to people, one line each, to the standard error stream. Nothing is printed without a problem. */
public final class AgentMessages {
    private AgentMessages() {}

    /**
     * Prints a message.
     *
     * @param message the message; line ends and control characters in it are escaped
     */
    public static void print(String message) {
        System.err.println("[observatory] " + TextEscaper.singleLine(message));
    }
}
