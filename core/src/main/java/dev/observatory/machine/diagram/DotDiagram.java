package dev.observatory.machine.diagram;

import dev.observatory.machine.diagram.StateDiagram.Arrow;
import dev.observatory.machine.diagram.StateDiagram.Node;

/**
 * Writes a {@code digraph} for Graphviz. States with states inside are clusters; arrows to and from them are clipped at
 * their border.
 */
public final class DotDiagram {
    private final StateDiagram diagram;
    private final Identifiers identifiers;
    private final StringBuilder text = new StringBuilder();

    private DotDiagram(StateDiagram diagram) {
        this.diagram = diagram;
        this.identifiers = new Identifiers(diagram);
    }

    /**
     * Returns the diagram.
     *
     * @param diagram the machine
     * @return DOT source
     */
    public static String of(StateDiagram diagram) {
        return new DotDiagram(diagram).draw();
    }

    private String draw() {
        line(0, "digraph " + quoted(diagram.name()) + " {");
        line(1, "compound=true");
        line(1, "newrank=true");
        line(1, "node [shape=box, style=rounded]");
        String any = null;
        for (int state : diagram.topLevel()) {
            state(state, 1);
        }
        start(1, diagram.initial(), identifiers.unique("start"));
        for (Arrow arrow : diagram.arrows()) {
            if (arrow.source() < 0 && any == null) {
                any = identifiers.unique("any");
                line(1, any + " [label=\"any state\", style=\"rounded,dashed\"]");
            }
            arrow(arrow, arrow.source() < 0 ? String.valueOf(any) : anchor(arrow.source()));
        }
        line(0, "}");
        return text.toString();
    }

    private void line(int depth, String line) {
        text.append("    ".repeat(depth)).append(line).append('\n');
    }

    private void state(int state, int depth) {
        Node node = diagram.nodes().get(state);
        String identifier = identifiers.of(state);
        if (node.isLeaf()) {
            String shape = node.isFinal() ? ", peripheries=2" : "";
            line(depth, identifier + " [label=" + quoted(node.name()) + shape + "]");
            return;
        }
        line(depth, "subgraph cluster_" + identifier + " {");
        line(depth + 1, "label=" + quoted(node.name()));
        boolean isRegion =
                node.parent() >= 0 && diagram.nodes().get(node.parent()).isParallel();
        line(depth + 1, "style=" + (isRegion ? "dashed" : "rounded"));
        for (int child : node.children()) {
            state(child, depth + 1);
        }
        if (!node.isParallel()) {
            start(depth + 1, node.initial(), identifiers.unique(identifier + "_start"));
        }
        line(depth, "}");
    }

    private void start(int depth, int initial, String identifier) {
        line(depth, identifier + " [shape=point]");
        line(depth, identifier + " -> " + anchor(initial) + clipped("lhead", initial, " [", "]"));
    }

    private void arrow(Arrow arrow, String from) {
        int source = arrow.source();
        int target = arrow.isInternal() ? source : arrow.target();
        String to = target < 0 ? from : anchor(target);
        String history =
                switch (arrow.end()) {
                    case STATE -> "";
                    case SHALLOW_HISTORY -> " (H)";
                    case DEEP_HISTORY -> " (H*)";
                };
        String style = arrow.isInternal() ? ", style=dotted" : "";
        line(
                1,
                from + " -> " + to + " [label=" + quoted(arrow.label() + history) + style
                        + (isOutside(target, source) ? clipped("ltail", source, ", ", "") : "")
                        + (isOutside(source, target) ? clipped("lhead", target, ", ", "") : "") + "]");
    }

    /** Returns whether an arrow from or to a state crosses the border of another. */
    private boolean isOutside(int state, int border) {
        return border >= 0
                && (state < 0
                        || (state != border && !diagram.isInside(state, border) && !diagram.isInside(border, state)));
    }

    /** Returns a leaf that stands for a state: clusters cannot have arrows of their own. */
    private String anchor(int state) {
        int leaf = state;
        while (!diagram.nodes().get(leaf).isLeaf()) {
            leaf = diagram.nodes().get(leaf).children().get(0);
        }
        return identifiers.of(leaf);
    }

    private String clipped(String end, int state, String before, String after) {
        return state < 0 || diagram.nodes().get(state).isLeaf()
                ? ""
                : before + end + "=cluster_" + identifiers.of(state) + after;
    }

    private static String quoted(String name) {
        return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
