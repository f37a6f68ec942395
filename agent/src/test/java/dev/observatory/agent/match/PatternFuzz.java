package dev.observatory.agent.match;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * Fuzzes member patterns and members: {@link MemberPattern} must accept the same patterns as {@link PlainPattern}, match the same
 * members, and describe syntax errors.
 */
public final class PatternFuzz {
    private static final int MOST_CHARACTERS = 60;
    private static final int MOST_WILDCARDS = 4;
    private static final int LINES = 5;
    private static final int GETTER = 1 << 16;
    private static final int SETTER = 1 << 17;
    private static final Pattern TYPE =
            Pattern.compile("(?<element>[^\\[\\];/(]+)(?<dimensions>(?:\\[])*)", Pattern.DOTALL);

    private PatternFuzz() {}

    /**
     * Called by the fuzzer.
     *
     * @param input lines in UTF-8: pattern, class, member, types of parameters with commas between them, access flags
     */
    public static void fuzzerTestOneInput(byte[] input) {
        String[] lines = new String(input, StandardCharsets.UTF_8).split("\n", LINES);
        String text = lines[0];
        if (Stream.of(lines).anyMatch(line -> line.length() > MOST_CHARACTERS)
                || text.chars().filter(c -> c == '*').count() > MOST_WILDCARDS) {
            return; // The regular expressions, not the pattern, would not terminate in reasonable time.
        }
        PlainPattern expected = PlainPattern.of(text);
        MemberPattern pattern = read(text);
        if ((pattern == null) != (expected == null)) {
            throw new AssertionError(
                    "[" + text + "] is parsed as " + pattern + ", but should be parsed as " + expected);
        }
        if (pattern != null && expected != null && lines.length == LINES) {
            check(pattern, expected, lines);
        }
    }

    private static @Nullable MemberPattern read(String text) {
        try {
            return MemberPattern.of(text);
        } catch (IllegalArgumentException rejected) {
            if (rejected.getMessage() == null || rejected.getMessage().isBlank()) {
                throw new AssertionError("pattern [" + text + "] was rejected without a reason", rejected);
            }
            return null;
        }
    }

    private static void check(MemberPattern pattern, PlainPattern expected, String[] lines) {
        String type = lines[1];
        compare(
                "class",
                type,
                pattern.matchesType(type.replace('.', '/')),
                expected.matchesType(type.replace('/', '.')));
        List<String> types = new ArrayList<>();
        StringBuilder descriptor = new StringBuilder("(");
        for (String parameter : lines[3].isEmpty() ? new String[0] : lines[3].split(",", -1)) {
            var parts = TYPE.matcher(parameter);
            if (!parts.matches()) {
                return; // No descriptor can name it.
            }
            types.add(parameter);
            descriptor.append("[".repeat(parts.group("dimensions").length() / 2));
            descriptor.append(descriptorOf(parts.group("element")));
        }
        int flags = lines[4].hashCode();
        MemberInfo member = new MemberInfo(
                flags & 0xffff,
                lines[2],
                descriptor.append(")V").toString(),
                (flags & GETTER) != 0,
                (flags & SETTER) != 0);
        compare("method", lines[2] + types, pattern.matchesMethod(member), expected.matchesMethod(member, types));
        compare("field", lines[2], pattern.matchesField(member), expected.matchesField(member));
    }

    private static String descriptorOf(String element) {
        for (Type primitive : List.of(
                Type.BOOLEAN_TYPE,
                Type.BYTE_TYPE,
                Type.CHAR_TYPE,
                Type.SHORT_TYPE,
                Type.INT_TYPE,
                Type.LONG_TYPE,
                Type.FLOAT_TYPE,
                Type.DOUBLE_TYPE)) {
            if (primitive.getClassName().equals(element)) {
                return primitive.getDescriptor();
            }
        }
        return "L" + element.replace('.', '/') + ";";
    }

    private static void compare(String what, String name, boolean matches, boolean expected) {
        if (matches != expected) {
            throw new AssertionError(what + " [" + name + "] matches: " + matches + ", expected: " + expected);
        }
    }
}
