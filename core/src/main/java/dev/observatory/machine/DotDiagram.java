package dev.observatory.machine;

/** Draws a chart for Graphviz: states inside others are clusters, and arrows to and from those are clipped at their border. */
final class DotDiagram {
    private final StateChart chart;
    private final Identifiers identifiers;
    private final StringBuilder text = new StringBuilder();

    private DotDiagram(StateChart chart) {
        this.chart = chart;
        this.identifiers = new Identifiers(chart);
    }

    static String of(StateChart chart) {
        return new DotDiagram(chart).draw();
    }

    private String draw() {
        line(0, "digraph " + quoted(chart.name) + " {");
        line(1, "compound=true");
        line(1, "newrank=true");
        line(1, "node [shape=box, style=rounded]");
        String any = null;
        for (int state = 0; state < chart.states.length; state++) {
            if (chart.parents[state] < 0) {
                state(state, 1);
            }
        }
        start(1, chart.initial, identifiers.unique("start"));
        for (Edge edge : chart.edges) {
            if (edge.source < 0 && any == null) {
                any = identifiers.unique("any");
                line(1, any + " [label=\"any state\", style=\"rounded,dashed\"]");
            }
            arrow(edge, edge.source < 0 ? String.valueOf(any) : anchor(edge.source));
        }
        line(0, "}");
        return text.toString();
    }

    private void line(int depth, String line) {
        text.append("    ".repeat(depth)).append(line).append('\n');
    }

    private void state(int state, int depth) {
        String identifier = identifiers.of(state);
        if (chart.isLeaf(state)) {
            String shape = chart.last[state] ? ", peripheries=2" : "";
            line(depth, identifier + " [label=" + quoted(chart.states[state]) + shape + "]");
            return;
        }
        line(depth, "subgraph cluster_" + identifier + " {");
        line(depth + 1, "label=" + quoted(chart.states[state]));
        boolean isRegion = chart.parents[state] >= 0 && chart.parallel[chart.parents[state]];
        line(depth + 1, "style=" + (isRegion ? "dashed" : "rounded"));
        for (int child : chart.children[state]) {
            state(child, depth + 1);
        }
        if (!chart.parallel[state]) {
            start(depth + 1, chart.initials[state], identifiers.unique(identifier + "_start"));
        }
        line(depth, "}");
    }

    private void start(int depth, int initial, String identifier) {
        line(depth, identifier + " [shape=point]");
        line(depth, identifier + " -> " + anchor(initial) + clipped("lhead", initial, " [", "]"));
    }

    private void arrow(Edge edge, String from) {
        int target = edge.isInternal() ? edge.source : edge.target;
        String to = target < 0 ? from : anchor(target);
        String history =
                switch (edge.reach) {
                    case STATE -> "";
                    case SHALLOW_HISTORY -> " (H)";
                    case DEEP_HISTORY -> " (H*)";
                };
        String label = Rows.of(chart, edge).label() + history;
        String style = edge.isInternal() ? ", style=dotted" : "";
        line(
                1,
                from + " -> " + to + " [label=" + quoted(label) + style
                        + (isOutside(target, edge.source) ? clipped("ltail", edge.source, ", ", "") : "")
                        + (isOutside(edge.source, target) ? clipped("lhead", target, ", ", "") : "") + "]");
    }

    /** Whether an arrow from or to a state crosses the border of another. */
    private boolean isOutside(int state, int border) {
        return border >= 0
                && (state < 0 || (state != border && !chart.isInside(state, border) && !chart.isInside(border, state)));
    }

    /** A leaf that stands for a state: clusters can have no arrows of their own. */
    private String anchor(int state) {
        int leaf = state;
        while (!chart.isLeaf(leaf)) {
            leaf = chart.children[leaf][0];
        }
        return identifiers.of(leaf);
    }

    private String clipped(String end, int state, String before, String after) {
        return state < 0 || chart.isLeaf(state) ? "" : before + end + "=cluster_" + identifiers.of(state) + after;
    }

    private static String quoted(String name) {
        return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
