package dev.observatory.agent.cli;

import dev.observatory.agent.wire.Response.UnmatchedPattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Patterns that match no member of a loaded class, and similar names. */
final class UnmatchedPatterns {
    private static final String NEVER_WOVEN =
            "JDK classes are never woven; name the classes of the program that call them.";

    private final Map<String, List<String>> suggestions = new LinkedHashMap<>();
    private final Map<String, String> hints = new LinkedHashMap<>();

    void add(UnmatchedPattern pattern) {
        suggestions.put(pattern.pattern(), pattern.suggestions());
        if (!pattern.hint().isEmpty()) {
            hints.put(pattern.pattern(), " " + pattern.hint());
        }
    }

    /**
     * Returns a line for each pattern.
     *
     * @param nextStep what applies to a class that is not loaded yet
     */
    List<String> lines(String nextStep) {
        List<String> lines = new ArrayList<>();
        suggestions.forEach((pattern, names) -> lines.add(
                isInJdk(pattern)
                        ? "[" + pattern + "] matches nothing: " + NEVER_WOVEN
                        : "No loaded class matches [" + pattern + "]." + hints.getOrDefault(pattern, "")
                                + suggestion(names) + nextStep));
        return lines;
    }

    /**
     * Returns one line for all patterns.
     *
     * @param nextStep what applies to a class that is not loaded yet
     */
    String summary(String nextStep) {
        if (!suggestions.isEmpty() && suggestions.keySet().stream().allMatch(UnmatchedPatterns::isInJdk)) {
            return "No loaded class matches the pattern: " + NEVER_WOVEN;
        }
        List<String> all = new ArrayList<>();
        suggestions.values().forEach(all::addAll);
        return "No loaded class matches the pattern." + String.join("", new LinkedHashSet<>(hints.values()))
                + suggestion(all) + nextStep;
    }

    private static boolean isInJdk(String pattern) {
        return pattern.matches("(.* )?(java|jdk|sun)\\..*");
    }

    private static String suggestion(List<String> names) {
        return names.isEmpty() ? "" : " Did you mean one of " + names + "?";
    }

    Map<String, List<String>> suggestionsByPattern() {
        return suggestions;
    }
}
