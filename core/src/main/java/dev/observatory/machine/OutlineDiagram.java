package dev.observatory.machine;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Mermaid and PlantUML have in common: nested blocks of states, and arrows as lines of text. */
abstract class OutlineDiagram {
    final StateChart chart;
    final Identifiers identifiers;
    final StringBuilder text = new StringBuilder();
    private final Map<String, String> pasts = new LinkedHashMap<>();
    private @Nullable String any;

    OutlineDiagram(StateChart chart) {
        this.chart = chart;
        this.identifiers = new Identifiers(chart);
        for (Edge edge : chart.edges) {
            if (edge.reach != Edge.Reach.STATE) {
                pasts.computeIfAbsent(pastOf(edge), key -> identifiers.unique(chart.states[edge.target] + "_history"));
            }
            if (edge.source < 0 && any == null) {
                any = identifiers.unique("any");
            }
        }
    }

    /** A name as it may stand between quotation marks or after a colon. */
    abstract String plain(String name);

    abstract String regionBreak();

    /** How a history is written that arrows lead to. */
    abstract String past(Edge edge, String identifier);

    abstract String declaration(String identifier, String name);

    private static String pastOf(Edge edge) {
        return edge.reach + " " + edge.target;
    }

    final void line(int depth, String line) {
        text.append("    ".repeat(depth)).append(line).append('\n');
    }

    final void body(int depth) {
        if (any != null) {
            line(depth, declaration(any, "any state"));
        }
        level(-1, depth);
        for (Edge edge : chart.edges) {
            TransitionRow row = Rows.of(chart, edge);
            String label = row.label() + (edge.isInternal() ? " (internal)" : "");
            line(depth, source(edge) + " --> " + target(edge) + " : " + plain(label));
        }
    }

    private String source(Edge edge) {
        return edge.source < 0 ? String.valueOf(any) : identifiers.of(edge.source);
    }

    private String target(Edge edge) {
        if (edge.isInternal()) {
            return source(edge);
        }
        String past = pasts.get(pastOf(edge));
        return past == null ? identifiers.of(edge.target) : past;
    }

    private void level(int outer, int depth) {
        int[] inner = outer < 0 ? tops() : chart.children[outer];
        boolean isParallel = outer >= 0 && chart.parallel[outer];
        for (int i = 0; i < inner.length; i++) {
            if (isParallel && i > 0) {
                line(depth, regionBreak());
            }
            state(inner[i], depth);
        }
        if (!isParallel) {
            line(depth, "[*] --> " + identifiers.of(outer < 0 ? chart.initial : chart.initials[outer]));
        }
        for (int state : inner) {
            if (chart.last[state]) {
                line(depth, identifiers.of(state) + " --> [*]");
            }
        }
        if (outer >= 0) {
            Arrays.stream(chart.edges)
                    .filter(edge -> edge.target == outer && edge.reach != Edge.Reach.STATE)
                    .map(edge -> past(edge, pasts.getOrDefault(pastOf(edge), "")))
                    .distinct()
                    .filter(line -> !line.isEmpty())
                    .forEach(line -> line(depth, line));
        }
    }

    private void state(int state, int depth) {
        line(depth, declaration(identifiers.of(state), chart.states[state]));
        if (!chart.isLeaf(state)) {
            line(depth, "state " + identifiers.of(state) + " {");
            level(state, depth + 1);
            line(depth, "}");
        }
    }

    private int[] tops() {
        int[] tops = new int[chart.states.length];
        int count = 0;
        for (int state = 0; state < tops.length; state++) {
            if (chart.parents[state] < 0) {
                tops[count++] = state;
            }
        }
        return Arrays.copyOf(tops, count);
    }
}
