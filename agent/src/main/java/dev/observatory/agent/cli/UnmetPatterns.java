package dev.observatory.agent.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Patterns that mean nothing in any loaded class, and the names that may have been meant. */
final class UnmetPatterns {
    private final Map<String, List<String>> nearest = new LinkedHashMap<>();

    /** From the agent's message. */
    void add(List<String> message) {
        nearest.put(message.get(1), message.subList(2, message.size()));
    }

    /** One line each. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        nearest.forEach(
                (pattern, names) -> lines.add("No loaded class has what [" + pattern + "] means." + suggestion(names)));
        return lines;
    }

    /** In one line, if there is nothing but these. */
    String summary() {
        List<String> all = new ArrayList<>();
        nearest.values().forEach(all::addAll);
        return "No loaded class has what the pattern means." + suggestion(all);
    }

    private static String suggestion(List<String> names) {
        return names.isEmpty() ? "" : " Did you mean one of " + names + "?";
    }

    Map<String, List<String>> byPattern() {
        return nearest;
    }
}
