package dev.observatory.agent.cli;

import dev.observatory.agent.text.DurationText;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/** One event in one line: time, thread, nesting, what was called, how it ended, how long it took. */
final class EventLine {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final int MAX_INDENT = 40;

    private final boolean showsDuration;

    /** Loads what the first line needs now, while the agent is still weaving. */
    EventLine(boolean showsDuration) {
        this.showsDuration = showsDuration;
        of(Map.of("method", "()", "arg ", ""));
    }

    String of(Map<String, String> event) {
        return time(event) + "  [" + event.get("thread") + "]  "
                + ("assignment".equals(event.get("kind")) ? assignment(event) : call(event));
    }

    private static String time(Map<String, String> event) {
        Instant instant = Instant.ofEpochMilli(Long.parseLong(event.getOrDefault("time", "0")));
        return TIME.format(LocalTime.ofInstant(instant, ZoneId.systemDefault()));
    }

    private String call(Map<String, String> event) {
        StringBuilder line = new StringBuilder();
        long depth = Long.parseLong(event.getOrDefault("depth", "0"));
        line.append("  ".repeat((int) Math.max(0, Math.min(depth, MAX_INDENT))));
        line.append(simple(event.getOrDefault("class", ""))).append('.');
        String method = event.getOrDefault("method", "");
        Map<String, String> arguments = named(event, "arg ");
        int types = method.indexOf('(');
        line.append(arguments.isEmpty() || types < 0 ? method : method.substring(0, types) + list(arguments));
        if (event.containsKey("result")) {
            line.append(" = ").append(event.get("result"));
        }
        if (event.containsKey("exception")) {
            line.append(" ! ").append(event.getOrDefault("message", event.get("exception")));
        }
        Map<String, String> tags = named(event, "tag ");
        if (!tags.isEmpty()) {
            line.append(" {").append(joined(tags)).append('}');
        }
        if (showsDuration) {
            line.append("  ").append(DurationText.of(Long.parseLong(event.getOrDefault("nanos", "0"))));
        }
        return line.toString();
    }

    private static String assignment(Map<String, String> event) {
        return simple(event.getOrDefault("class", "")) + "." + event.get("field") + ": " + event.get("old") + " -> "
                + event.get("new");
    }

    private static String list(Map<String, String> arguments) {
        return "(" + joined(arguments) + ")";
    }

    private static String joined(Map<String, String> named) {
        StringJoiner joined = new StringJoiner(", ");
        named.forEach((name, value) -> joined.add(name + "=" + value));
        return joined.toString();
    }

    private static Map<String, String> named(Map<String, String> event, String prefix) {
        Map<String, String> named = new LinkedHashMap<>();
        event.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                named.put(name.substring(prefix.length()), value);
            }
        });
        return named;
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    /** For programs: arguments and tags by name, numbers as numbers. */
    static Map<String, Object> nested(Map<String, String> event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        event.forEach((name, value) -> {
            if (!name.startsWith("arg ") && !name.startsWith("tag ")) {
                boolean isNumber = name.equals("time") || name.equals("nanos") || name.equals("depth");
                fields.put(name, isNumber ? (Object) Long.parseLong(value) : value);
            }
        });
        Map<String, String> arguments = named(event, "arg ");
        if (!arguments.isEmpty()) {
            fields.put("arguments", arguments);
        }
        Map<String, String> tags = named(event, "tag ");
        if (!tags.isEmpty()) {
            fields.put("tags", tags);
        }
        return fields;
    }
}
