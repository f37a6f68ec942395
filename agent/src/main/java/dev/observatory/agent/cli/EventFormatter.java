package dev.observatory.agent.cli;

import dev.observatory.agent.text.DurationText;
import dev.observatory.agent.wire.WatchEvent;
import dev.observatory.agent.wire.WatchEvent.AssignmentEvent;
import dev.observatory.agent.wire.WatchEvent.BeginEvent;
import dev.observatory.agent.wire.WatchEvent.CallEvent;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.StringJoiner;

/** Formats an event as a line with time, thread, nesting, call, outcome and duration. */
final class EventFormatter {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final int MAX_INDENT = 40;
    private static final String GAP = "  ";

    private final boolean showsDuration;
    private final AmbiguousClasses ambiguous;
    private final OutputEncoding encoding;

    EventFormatter(boolean showsDuration, AmbiguousClasses ambiguous, OutputEncoding encoding) {
        this.showsDuration = showsDuration;
        this.ambiguous = ambiguous;
        this.encoding = encoding;
    }

    /** Loads the classes for the first line, while the agent is still weaving. */
    void warmUp() {
        WatchEvent.Site site = new WatchEvent.Site(0, "", 0, "", "", "()", 0);
        line(new CallEvent(site, 0, Map.of("", ""), Map.of(), null, null, null, Map.of()), 1);
    }

    /**
     * Formats an event.
     *
     * @param columns the width of the terminal, to which the line is cut; 0 for a line that is never cut. A line that is cut has its
     *     duration in front of what is cut, and a mark if the call failed
     */
    String line(WatchEvent event, int columns) {
        Line line = lineOf(event);
        String whole = encoding.escaped(line.time + GAP + "[" + line.thread + "]" + GAP + line.text
                + (line.duration.isEmpty() ? "" : GAP + line.duration));
        if (columns == 0 || TextWidth.columns(whole) <= columns) {
            return whole;
        }
        String ellipsis = encoding.ellipsis();
        String thread = TextWidth.cut(encoding.escaped(line.thread), Math.max(1, columns / 3), ellipsis);
        String inFront = line.duration + (line.hasFailed ? " !" : "");
        return TextWidth.cut(
                line.time + GAP + "[" + thread + "]" + GAP
                        + (inFront.isEmpty() ? "" : inFront.strip() + GAP)
                        + encoding.escaped(line.text),
                columns,
                ellipsis);
    }

    private record Line(String time, String thread, String text, String duration, boolean hasFailed) {}

    private Line lineOf(WatchEvent event) {
        if (event instanceof CallEvent call) {
            String duration = showsDuration ? DurationText.of(call.nanos()) : "";
            return line(call.site(), call(call), duration, call.exception() != null);
        }
        if (event instanceof BeginEvent begin) {
            return line(begin.site(), method(begin, begin.site(), begin.arguments()) + " begins", "", false);
        }
        AssignmentEvent assignment = (AssignmentEvent) event;
        String text = ambiguous.prefix(event) + simpleName(assignment.className()) + "." + assignment.field() + ": "
                + assignment.oldValue() + " -> " + assignment.newValue();
        return new Line(time(assignment.time()), assignment.thread(), text, "", false);
    }

    private static Line line(WatchEvent.Site site, String call, String duration, boolean hasFailed) {
        String indent = GAP.repeat(Math.min(site.depth(), MAX_INDENT));
        return new Line(time(site.time()), site.thread(), indent + call, duration, hasFailed);
    }

    private static String time(long millis) {
        return TIME.format(LocalTime.ofInstant(Instant.ofEpochMilli(millis), ZoneId.systemDefault()));
    }

    private String call(CallEvent call) {
        boolean hasBoth = !call.arguments().isEmpty() && !call.argumentsAfter().isEmpty();
        StringBuilder line = new StringBuilder(
                method(call, call.site(), call.arguments().isEmpty() ? call.argumentsAfter() : call.arguments()));
        if (hasBoth) {
            line.append(" after (").append(joined(call.argumentsAfter())).append(')');
        }
        if (call.result() != null) {
            line.append(" = ").append(call.result());
        }
        if (call.exception() != null) {
            line.append(" ! ").append(call.message() == null ? call.exception() : call.message());
        }
        if (!call.tags().isEmpty()) {
            line.append(" {").append(joined(call.tags())).append('}');
        }
        return line.toString();
    }

    private String method(WatchEvent event, WatchEvent.Site site, Map<String, String> arguments) {
        int types = site.method().indexOf('(');
        String method = arguments.isEmpty() || types < 0
                ? site.method()
                : site.method().substring(0, types) + "(" + joined(arguments) + ")";
        return ambiguous.prefix(event) + simpleName(site.className()) + "." + method;
    }

    private static String joined(Map<String, String> named) {
        StringJoiner joined = new StringJoiner(", ");
        named.forEach((name, value) -> joined.add(name + "=" + value));
        return joined.toString();
    }

    private static String simpleName(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
