package dev.observatory.agent.cli;

import java.net.ProtocolException;
import java.util.List;
import java.util.Set;

/** What messages of the agent look like. They are looked at when they come; those who take them need not look again. */
final class AnswerShape {
    private static final Set<String> NUMBERS_OF_EVENTS = Set.of("time", "nanos", "depth");

    private AnswerShape() {}

    /**
     * Makes sure that a message has all that its first word promises. Words that are not known are of a protocol that knows more.
     *
     * @throws ProtocolException if it has not
     */
    static void check(List<String> message) throws ProtocolException {
        if (message.isEmpty()) {
            throw new ProtocolException("A message is empty");
        }
        switch (message.get(0)) {
            case "refused", "complaint", "unmet" -> requireTexts(message, 2);
            case "fact", "class", "skipped", "kept" -> requireTexts(message, 3);
            case "woven" -> requireWoven(message);
            case "reverted" -> requireNumbers(message, 1, 4);
            case "counts" -> requireNumbers(message, 1, 5);
            case "table" -> requireNumbers(message, 1, 2);
            case "row" -> requireNumbers(message, 2, 8);
            case "kind" -> requireEvent(message);
            default -> {}
        }
    }

    /** A member by its name, or how much was woven. */
    private static void requireWoven(List<String> message) throws ProtocolException {
        if (message.size() != 2) {
            requireNumbers(message, 1, 5);
        }
    }

    private static void requireTexts(List<String> message, int size) throws ProtocolException {
        if (message.size() < size) {
            throw new ProtocolException("A message [" + message.get(0) + "] has [" + size + "] texts, but this has ["
                    + message.size() + "]");
        }
    }

    private static void requireNumbers(List<String> message, int from, int to) throws ProtocolException {
        requireTexts(message, to);
        for (int i = from; i < to; i++) {
            requireNumber(message, message.get(i));
        }
    }

    private static void requireNumber(List<String> message, String text) throws ProtocolException {
        try {
            Long.parseLong(text);
        } catch (NumberFormatException none) {
            throw new ProtocolException("A message [" + message.get(0) + "] has [" + text + "] where a number must be");
        }
    }

    private static void requireEvent(List<String> message) throws ProtocolException {
        for (int i = 0; i + 1 < message.size(); i += 2) {
            if (NUMBERS_OF_EVENTS.contains(message.get(i))) {
                requireNumber(message, message.get(i + 1));
            }
        }
    }
}
