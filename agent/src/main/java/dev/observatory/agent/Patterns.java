package dev.observatory.agent;

import java.lang.reflect.Executable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Patterns as somebody types them, and what they meet. */
final class Patterns {
    private static final int SUGGESTIONS = 5;

    private Patterns() {}

    /**
     * Reads patterns.
     *
     * @throws IllegalArgumentException if one cannot be understood; the message says why
     */
    static Selection selection(List<String> methods, List<String> fields) {
        return new Selection(
                methods.stream().map(Patterns::pattern).toList(),
                List.of(),
                fields.stream().map(Patterns::pattern).toList());
    }

    private static MemberPattern pattern(String text) {
        try {
            return MemberPattern.of(text);
        } catch (IllegalArgumentException illegal) {
            throw new IllegalArgumentException("Pattern [" + text + "] cannot be read: " + illegal.getMessage());
        }
    }

    /** Class and method of an event, for people. */
    static String label(Function<String, @Nullable Object> event) {
        return event.apply("action") instanceof Executable action
                ? action.getDeclaringClass().getName() + "." + EventFrame.signatureOf(action)
                : String.valueOf(event.apply("name"));
    }

    /** Of names of classes those that somebody may have meant, the nearest first. */
    static List<String> nearest(String pattern, List<String> names) {
        String typed = typeOf(pattern);
        String simple = typed.substring(typed.lastIndexOf('.') + 1);
        List<Scored> scored = new ArrayList<>();
        for (String name : names) {
            scored.add(new Scored(name, distance(typed, simple, name)));
        }
        scored.sort(Comparator.comparingInt(Scored::distance).thenComparing(Scored::name));
        return scored.stream().limit(SUGGESTIONS).map(Scored::name).toList();
    }

    private static String typeOf(String pattern) {
        String withoutFilters = pattern.strip().replaceFirst("^([^#]* )+", "");
        return withoutFilters.replaceFirst("#.*", "").replace("*", "").toLowerCase(Locale.ROOT);
    }

    /** A class whose simple name was typed, in whatever package, is nearer than one whose whole name resembles. */
    private static int distance(String typed, String simple, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String lowerSimple = lower.substring(lower.lastIndexOf('.') + 1);
        return Math.min(1 + NearestWord.edits(simple, lowerSimple), NearestWord.edits(typed, lower));
    }

    private record Scored(String name, int distance) {}
}
