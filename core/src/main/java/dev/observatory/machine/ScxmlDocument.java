package dev.observatory.machine;

import dev.observatory.machine.Behaviour.Guard;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes a chart as State Chart XML, version 1.0 of the W3C. */
final class ScxmlDocument {
    private final StateChart chart;
    private final Identifiers identifiers;
    private final StringBuilder text = new StringBuilder();
    private final String[] shallow;
    private final String[] deep;

    private ScxmlDocument(StateChart chart) {
        this.chart = chart;
        this.identifiers = new Identifiers(chart);
        this.shallow = new String[chart.states.length];
        this.deep = new String[chart.states.length];
        for (int state = 0; state < shallow.length; state++) {
            if (chart.shallow[state]) {
                shallow[state] = identifiers.unique(chart.states[state] + "_history");
            }
            if (chart.deep[state]) {
                deep[state] = identifiers.unique(chart.states[state] + "_deepHistory");
            }
        }
    }

    static String of(StateChart chart) {
        return new ScxmlDocument(chart).write();
    }

    private String write() {
        line(0, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        boolean hasAny = Arrays.stream(chart.edges).anyMatch(edge -> edge.source < 0);
        String all = hasAny ? identifiers.unique("all") : identifiers.of(chart.initial);
        line(
                0,
                "<scxml xmlns=\"http://www.w3.org/2005/07/scxml\" version=\"1.0\" name=\""
                        + identifiers.unique(chart.name) + "\" initial=\"" + all + "\">");
        // What holds in any state holds in one that all others are inside of.
        if (hasAny) {
            line(1, "<state id=\"" + all + "\" initial=\"" + identifiers.of(chart.initial) + "\">");
            transitions(Edge.ANY, 2);
        }
        for (int state = 0; state < chart.states.length; state++) {
            if (chart.parents[state] < 0) {
                state(state, hasAny ? 2 : 1);
            }
        }
        if (hasAny) {
            line(1, "</state>");
        }
        line(0, "</scxml>");
        return text.toString();
    }

    private void line(int depth, String line) {
        text.append("  ".repeat(depth)).append(line).append('\n');
    }

    private void state(int state, int depth) {
        if (chart.last[state]) {
            line(depth, "<final id=\"" + identifiers.of(state) + "\"/>");
            return;
        }
        String element = chart.parallel[state] ? "parallel" : "state";
        boolean isCompound = !chart.parallel[state] && !chart.isLeaf(state);
        String initial = isCompound ? "\" initial=\"" + identifiers.of(chart.initials[state]) : "";
        line(depth, "<" + element + " id=\"" + identifiers.of(state) + initial + "\">");
        timers(state, depth + 1);
        transitions(state, depth + 1);
        history(state, shallow[state], "shallow", depth + 1);
        history(state, deep[state], "deep", depth + 1);
        for (int child : chart.children[state]) {
            state(child, depth + 1);
        }
        line(depth, "</" + element + ">");
    }

    /** What fires by itself is an event that the state sends to itself. */
    private void timers(int state, int depth) {
        for (Edge edge : chart.timed[state]) {
            String id = "timer_" + edge.index;
            line(
                    depth,
                    "<onentry><send id=\"" + id + "\" event=\"" + event(edge) + "\" delay=\""
                            + Duration.ofNanos(edge.nanos()).toMillis() + "ms\"/></onentry>");
            line(depth, "<onexit><cancel sendid=\"" + id + "\"/></onexit>");
        }
    }

    private void transitions(int source, int depth) {
        for (Edge edge : chart.edges) {
            if (edge.source == source) {
                StringBuilder element = new StringBuilder("<transition event=\"" + event(edge) + "\"");
                if (edge.guards.length > 0) {
                    String condition = Stream.of(edge.guards)
                            .map(Guard::name)
                            .map(ScxmlDocument::token)
                            .collect(Collectors.joining(" &amp;&amp; "));
                    element.append(" cond=\"").append(condition).append('"');
                }
                if (!edge.isInternal()) {
                    element.append(" target=\"").append(target(edge)).append('"');
                    if (source >= 0 && chart.kindOf(edge, source) == TransitionKind.LOCAL) {
                        element.append(" type=\"internal\"");
                    }
                }
                line(depth, element + "/>");
            }
        }
    }

    private @Nullable String target(Edge edge) {
        return switch (edge.reach) {
            case STATE -> identifiers.of(edge.target);
            case SHALLOW_HISTORY -> shallow[edge.target];
            case DEEP_HISTORY -> deep[edge.target];
        };
    }

    private String event(Edge edge) {
        for (int state = 0; state < chart.states.length; state++) {
            if (chart.completions[state] == edge.trigger) {
                return "done.state." + identifiers.of(state);
            }
        }
        return token(chart.triggers[edge.trigger]);
    }

    private static String token(String name) {
        return name.replaceAll("[^A-Za-z0-9_.-]", "_");
    }

    private void history(int state, @Nullable String identifier, String type, int depth) {
        if (identifier != null) {
            String initial = chart.parallel[state]
                    ? Arrays.stream(chart.children[state])
                            .mapToObj(identifiers::of)
                            .collect(Collectors.joining(" "))
                    : identifiers.of(chart.initials[state]);
            line(
                    depth,
                    "<history id=\"" + identifier + "\" type=\"" + type + "\"><transition target=\"" + initial
                            + "\"/></history>");
        }
    }
}
