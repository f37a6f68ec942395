package dev.observatory.agent.cli;

import java.util.List;
import java.util.Map;

/** What came of weaving, for people and for programs. */
final class WovenText {
    private static final int SIZE = 5;

    private WovenText() {}

    /**
     * From the agent's message.
     *
     * @throws CommandException if it tells of a member instead
     */
    static void into(Map<String, Object> outcome, List<String> message) {
        if (message.size() < SIZE) {
            throw new CommandException(
                    ExitCode.FAILED, "The agent's answer does not tell how much was woven: " + message);
        }
        outcome.put("classes", Long.parseLong(message.get(1)));
        outcome.put("members", Long.parseLong(message.get(2)));
        outcome.put("millis", Long.parseLong(message.get(3)));
        outcome.put("longestPauseMillis", Long.parseLong(message.get(4)));
    }

    /** Whether it tells that nothing is woven. */
    static boolean isNothing(Map<String, Object> outcome) {
        return Long.valueOf(0).equals(outcome.get("members"));
    }

    static String of(Map<String, Object> outcome) {
        return "Woven: " + outcome.get("members") + " members of " + outcome.get("classes") + " classes in "
                + outcome.get("millis") + " ms; the program stood still for at most "
                + outcome.get("longestPauseMillis")
                + " ms";
    }
}
