package dev.observatory.agent.match;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The names of the methods that compilers generate for the bodies of lambdas: {@code lambda$place$0} (javac), {@code lambda$0} (Eclipse),
 * {@code place$lambda$0} (Kotlin) and {@code $anonfun$place$1} (Scala). The body of a nested lambda names the same method, except in class
 * files of JDK 8 ({@code lambda$null$0}).
 */
public final class ClosureName {
    private static final String JAVA = "lambda$";
    private static final String KOTLIN = "$lambda$";
    private static final String SCALA = "$anonfun$";
    private static final int SHORTEST_HASH = 6;
    private static final int LONGEST_HASH = 8;

    private ClosureName() {}

    /**
     * Returns the method that a lambda is written in.
     *
     * @param name the name of a method
     * @return {@code new} for constructors and initializers of instance fields, {@code static} for static initializers; empty if the name
     *     does not contain it; null if the method is not the body of a lambda
     */
    public static @Nullable String enclosingMethod(String name) {
        if (number(name).isEmpty()) {
            return null;
        }
        if (name.startsWith(JAVA)) {
            int end = name.lastIndexOf('$');
            String method = end < JAVA.length() ? "" : withoutHash(name.substring(JAVA.length(), end));
            return method.equals("null") ? "" : method;
        }
        String method = name.startsWith(SCALA)
                ? name.substring(SCALA.length(), name.lastIndexOf('$'))
                : name.substring(0, endOfKotlinMethod(name));
        return method.equals("_init_") ? "new" : method;
    }

    /** Javac adds a hash to the names of bodies of lambdas that can be serialized: {@code lambda$place$3f91fd3c$1}. */
    private static String withoutHash(String method) {
        int separator = method.lastIndexOf('$');
        int length = method.length() - separator - 1;
        if (separator <= 0 || length < SHORTEST_HASH || length > LONGEST_HASH) {
            return method;
        }
        for (int i = separator + 1; i < method.length(); i++) {
            if (Character.digit(method.charAt(i), 16) < 0) {
                return method;
            }
        }
        return method.substring(0, separator);
    }

    /**
     * Returns the number that a compiler has given to the body of a lambda.
     *
     * @param name the name of a method
     * @return a number; several, separated by dollars, for nested lambdas of Kotlin; empty if the method is not the body of a lambda
     */
    static String number(String name) {
        String number;
        if (name.startsWith(JAVA)) {
            int last = name.lastIndexOf('$');
            number = last == JAVA.length() ? "" : name.substring(last + 1);
        } else if (name.startsWith(SCALA)) {
            int last = name.lastIndexOf('$');
            number = last <= SCALA.length() ? "" : name.substring(last + 1);
        } else {
            int end = endOfKotlinMethod(name);
            number = end < 0 ? "" : numberOfKotlin(name, end);
        }
        return isNumber(number) ? number : "";
    }

    /** Returns where the name of the method ends, the first possible place; negative if the method is not the body of a lambda. */
    private static int endOfKotlinMethod(String name) {
        int end = name.indexOf(KOTLIN, 1);
        while (end >= 0 && !isNumber(numberOfKotlin(name, end))) {
            end = name.indexOf(KOTLIN, end + 1);
        }
        return end;
    }

    private static String numberOfKotlin(String name, int endOfMethod) {
        return name.substring(endOfMethod + KOTLIN.length()).replace(KOTLIN, "$");
    }

    /** Returns whether a text consists of digits, and single dollars between them. */
    static boolean isNumber(String text) {
        boolean followsDigit = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isDigit = c >= '0' && c <= '9';
            if (!isDigit && !(c == '$' && followsDigit)) {
                return false;
            }
            followsDigit = isDigit;
        }
        return followsDigit;
    }

    /**
     * Returns whether only patterns of lambda bodies match a method. Kotlin's bodies are ordinary methods.
     *
     * @param name the name of a method
     * @return whether it is the body of a lambda in a class file of Java or Scala
     */
    static boolean isSynthetic(String name) {
        return (name.startsWith(JAVA) || name.startsWith(SCALA))
                && !number(name).isEmpty();
    }

    /**
     * Formats a member as patterns name it: {@code place/lambda} for the body of a lambda, with its number if there are several in that
     * method; the same with a {@code *} if the name does not contain the method.
     *
     * @param name the name of a method
     * @param members the names of the members among which it is to be distinguished; descriptors may follow
     * @return the name itself if the method is not the body of a lambda
     */
    public static String shown(String name, Collection<String> members) {
        String method = enclosingMethod(name);
        if (method == null) {
            return name;
        }
        if (method.isEmpty()) {
            return "*/lambda$" + number(name);
        }
        int count = 0;
        for (String member : members) {
            int open = member.indexOf('(');
            count += method.equals(enclosingMethod(open < 0 ? member : member.substring(0, open))) ? 1 : 0;
        }
        return method + "/lambda" + (count > 1 ? "$" + number(name) : "");
    }
}
