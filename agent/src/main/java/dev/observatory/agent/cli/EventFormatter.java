package dev.observatory.agent.cli;

import dev.observatory.agent.text.DurationText;
import dev.observatory.agent.wire.Response.AssignmentEvent;
import dev.observatory.agent.wire.Response.CallEvent;
import dev.observatory.agent.wire.Response.Event;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/** Formats an event as a line with time, thread, nesting, call, outcome and duration, or as JSON fields. */
final class EventFormatter {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final int MAX_INDENT = 40;

    private final boolean showsDuration;

    EventFormatter(boolean showsDuration) {
        this.showsDuration = showsDuration;
        // Loads the classes for the first line now, while the agent is still weaving.
        line(new CallEvent(0, "", 0, "", "()", 0, Map.of("", ""), null, null, null, Map.of()));
    }

    String line(Event event) {
        if (event instanceof CallEvent call) {
            return prefix(call.time(), call.thread()) + call(call);
        }
        AssignmentEvent assignment = (AssignmentEvent) event;
        return prefix(assignment.time(), assignment.thread()) + simpleName(assignment.className()) + "."
                + assignment.field() + ": " + assignment.oldValue() + " -> " + assignment.newValue();
    }

    private static String prefix(long time, String thread) {
        return TIME.format(LocalTime.ofInstant(Instant.ofEpochMilli(time), ZoneId.systemDefault())) + "  [" + thread
                + "]  ";
    }

    private String call(CallEvent call) {
        StringBuilder line = new StringBuilder();
        line.append("  ".repeat(Math.min(call.depth(), MAX_INDENT)));
        line.append(simpleName(call.className())).append('.');
        int types = call.method().indexOf('(');
        line.append(
                call.arguments().isEmpty() || types < 0
                        ? call.method()
                        : call.method().substring(0, types) + "(" + joined(call.arguments()) + ")");
        if (call.result() != null) {
            line.append(" = ").append(call.result());
        }
        if (call.exception() != null) {
            line.append(" ! ").append(call.message() == null ? call.exception() : call.message());
        }
        if (!call.tags().isEmpty()) {
            line.append(" {").append(joined(call.tags())).append('}');
        }
        if (showsDuration) {
            line.append("  ").append(DurationText.of(call.nanos()));
        }
        return line.toString();
    }

    private static String joined(Map<String, String> named) {
        StringJoiner joined = new StringJoiner(", ");
        named.forEach((name, value) -> joined.add(name + "=" + value));
        return joined.toString();
    }

    private static String simpleName(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    static Map<String, Object> jsonFields(Event event) {
        return event instanceof CallEvent call ? jsonFields(call) : jsonFields((AssignmentEvent) event);
    }

    private static Map<String, Object> jsonFields(CallEvent call) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", call.kind());
        fields.put("time", call.time());
        fields.put("thread", call.thread());
        fields.put("depth", call.depth());
        fields.put("class", call.className());
        fields.put("method", call.method());
        fields.put("nanos", call.nanos());
        if (call.exception() != null) {
            fields.put("exception", call.exception());
        }
        if (call.message() != null) {
            fields.put("message", call.message());
        }
        if (call.result() != null) {
            fields.put("result", call.result());
        }
        if (!call.arguments().isEmpty()) {
            fields.put("arguments", call.arguments());
        }
        if (!call.tags().isEmpty()) {
            fields.put("tags", call.tags());
        }
        return fields;
    }

    private static Map<String, Object> jsonFields(AssignmentEvent assignment) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", assignment.kind());
        fields.put("time", assignment.time());
        fields.put("thread", assignment.thread());
        fields.put("class", assignment.className());
        fields.put("field", assignment.field());
        fields.put("old", assignment.oldValue());
        fields.put("new", assignment.newValue());
        return fields;
    }
}
