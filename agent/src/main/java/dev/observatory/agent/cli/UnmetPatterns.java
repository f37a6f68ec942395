package dev.observatory.agent.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Patterns that mean nothing in any loaded class, and the names that may have been meant. */
final class UnmetPatterns {
    private static final String NEVER_WOVEN =
            "classes of the JDK are never woven; name those of the program that call them.";

    private final Map<String, List<String>> nearest = new LinkedHashMap<>();

    /** From the agent's message. */
    void add(List<String> message) {
        nearest.put(message.get(1), message.subList(2, message.size()));
    }

    /**
     * One line each.
     *
     * @param otherwise what is still possible for a class that is not loaded yet
     */
    List<String> lines(String otherwise) {
        List<String> lines = new ArrayList<>();
        nearest.forEach((pattern, names) -> lines.add(
                isOfJdk(pattern)
                        ? "[" + pattern + "] means nothing: " + NEVER_WOVEN
                        : "No loaded class has what [" + pattern + "] means." + suggestion(names) + otherwise));
        return lines;
    }

    /** In one line, if there is nothing but these. */
    String summary(String otherwise) {
        if (!nearest.isEmpty() && nearest.keySet().stream().allMatch(UnmetPatterns::isOfJdk)) {
            return "No loaded class has what the pattern means: " + NEVER_WOVEN;
        }
        List<String> all = new ArrayList<>();
        nearest.values().forEach(all::addAll);
        return "No loaded class has what the pattern means." + suggestion(all) + otherwise;
    }

    private static boolean isOfJdk(String pattern) {
        return pattern.matches("(.* )?(java|jdk|sun)\\..*");
    }

    private static String suggestion(List<String> names) {
        return names.isEmpty() ? "" : " Did you mean one of " + names + "?";
    }

    Map<String, List<String>> byPattern() {
        return nearest;
    }
}
