package dev.observatory.listen;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A pattern of the names of classes and methods. */
final class NamePattern {
    private final Pattern type;
    private final @Nullable Pattern method;

    private NamePattern(Pattern type, @Nullable Pattern method) {
        this.type = type;
        this.method = method;
    }

    static NamePattern of(String text) {
        int separator = text.indexOf('#');
        if (text.isEmpty() || separator == 0 || separator != text.lastIndexOf('#') || separator == text.length() - 1) {
            throw new IllegalArgumentException("Pattern [" + text
                    + "] is not the pattern of a class, optionally followed by [#] and the pattern of a method,"
                    + " as [com.acme.**] or [com.acme.*Service#find*]");
        }
        String types = separator < 0 ? text : text.substring(0, separator);
        String methods = separator < 0 ? null : text.substring(separator + 1);
        return new NamePattern(compiled(types, "[^.]*"), methods == null ? null : compiled(methods, ".*"));
    }

    /** Translates to a regular expression. */
    private static Pattern compiled(String text, String star) {
        StringBuilder expression = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int next = text.indexOf('*', at);
            int end = next < 0 ? text.length() : next;
            if (end > at) {
                expression.append(Pattern.quote(text.substring(at, end)));
            }
            at = end;
            int stars = 0;
            while (at < text.length() && text.charAt(at) == '*') {
                at++;
                stars++;
            }
            if (stars > 0) {
                expression.append(stars == 1 ? star : ".*");
            }
        }
        return Pattern.compile(expression.toString(), Pattern.DOTALL);
    }

    boolean matches(String className, String methodName) {
        return type.matcher(className).matches()
                && (method == null || method.matcher(methodName).matches());
    }
}
