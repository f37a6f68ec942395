package dev.observatory.agent;

import java.lang.reflect.Executable;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Patterns as somebody types them, and what they meet. */
final class Patterns {
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
}
