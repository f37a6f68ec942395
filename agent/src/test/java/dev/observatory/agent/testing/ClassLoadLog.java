package dev.observatory.agent.testing;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The classes that a JVM loaded and where they came from, as reported by {@code -Xlog:class+load}. */
public final class ClassLoadLog {
    public static final String OPTION = "-Xlog:class+load:stdout:none";
    private static final Pattern LINE = Pattern.compile("(\\S+) source: (.*)");

    private ClassLoadLog() {}

    /** Sources by class name; classes that the JVM makes and numbers itself are left out. */
    public static Map<String, String> of(ForkedJvm.Result result) {
        Map<String, String> sources = new TreeMap<>();
        for (String line : result.lines()) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches() && !matcher.group(1).matches(".*(/0x|\\$\\$Lambda|LambdaForm|\\$Proxy).*")) {
                sources.put(matcher.group(1), matcher.group(2));
            }
        }
        return sources;
    }
}
