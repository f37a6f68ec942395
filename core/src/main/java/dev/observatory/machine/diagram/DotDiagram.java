package dev.observatory.machine.diagram;

import dev.observatory.machine.diagram.StateDiagram.Arrow;
import dev.observatory.machine.diagram.StateDiagram.End;
import dev.observatory.machine.diagram.StateDiagram.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a {@code digraph} for Graphviz. States with states inside are clusters, whose arrows are clipped at their border. Internal
 * transitions are lines in their state, transitions with the same ends share one arrow, and the label of an arrow that crosses a border is a
 * node between two arrows: labels have room and do not overlap.
 */
public final class DotDiagram {
    private static final String FONT = "fontname=\"Helvetica,Arial,sans-serif\"";

    /** Wider labels are broken into lines. */
    private static final int WIDTH = 36;

    /** What an arrow connects; equal for transitions that are drawn as one. */
    private record Ends(int source, int target, End end) {
        static Ends of(Arrow arrow) {
            return new Ends(arrow.source(), arrow.target(), arrow.end());
        }
    }

    private final StateDiagram diagram;
    private final DotText text = new DotText();
    private final Identifiers identifiers;
    private final Map<Ends, List<String>> arrows = new LinkedHashMap<>();
    private final Map<Integer, List<String>> internal = new LinkedHashMap<>();

    /** The points of composite states, histories, and the state that stands for any, by what they belong to. */
    private final Map<String, String> extras = new LinkedHashMap<>();

    /** Graphviz places labels of arrows that cross borders on top of each other, but never states: these labels are nodes. */
    private final Map<Ends, String> labels = new LinkedHashMap<>();

    private DotDiagram(StateDiagram diagram) {
        this.diagram = diagram;
        this.identifiers = new Identifiers(diagram);
        for (Arrow arrow : diagram.arrows()) {
            List<String> lines = PlainText.wrapped(PlainText.onOneLine(arrow.label()), WIDTH);
            if (arrow.isInternal()) {
                internal.computeIfAbsent(arrow.source(), state -> new ArrayList<>())
                        .addAll(lines);
            } else {
                arrows.computeIfAbsent(Ends.of(arrow), ends -> new ArrayList<>())
                        .addAll(lines);
            }
        }
        for (Ends ends : arrows.keySet()) {
            if (!hasSameSurroundings(ends)) {
                labels.put(ends, identifiers.unique("label"));
            }
        }
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
        text.line(0, "digraph " + DotText.quoted(diagram.name()) + " {");
        text.line(1, "graph [compound=true, newrank=true, nodesep=0.4, labeljust=l, " + FONT + "]");
        text.line(1, "node [shape=box, style=rounded, " + FONT + "]");
        text.line(1, "edge [fontsize=11, " + FONT + "]");
        for (int state : diagram.topLevel()) {
            state(state, 1);
        }
        start(1, StateDiagram.NONE, diagram.initial());
        boolean hasAny = internal.containsKey(StateDiagram.NONE)
                || arrows.keySet().stream().anyMatch(ends -> ends.source() < 0);
        if (hasAny) {
            String any = extra("any", "any");
            text.line(1, any + " [" + label(StateDiagram.NONE, "any state") + ", style=\"rounded,dashed\"]");
        }
        labels(StateDiagram.NONE, 1);
        arrows.forEach(this::arrow);
        text.line(0, "}");
        return text.toString();
    }

    private String extra(String key, String name) {
        return extras.computeIfAbsent(key, each -> identifiers.unique(name));
    }

    private Node node(int state) {
        return diagram.nodes().get(state);
    }

    private String identifier(int state) {
        return DotText.identifier(identifiers.of(state));
    }

    private String label(int state, String name) {
        List<String> lines = internal.getOrDefault(state, List.of());
        return "label=" + (lines.isEmpty() ? DotText.quoted(name) : DotText.table(name, lines));
    }

    private void state(int state, int depth) {
        Node node = node(state);
        if (node.isLeaf()) {
            String shape = node.isFinal() ? ", peripheries=2" : "";
            text.line(depth, identifier(state) + " [" + label(state, node.name()) + shape + "]");
            return;
        }
        text.line(depth, "subgraph cluster_" + identifiers.of(state) + " {");
        text.line(depth + 1, "label=" + DotText.quotedLines(node.name(), internal.getOrDefault(state, List.of())));
        boolean isRegion = node.parent() >= 0 && node(node.parent()).isParallel();
        text.line(depth + 1, "style=" + (isRegion ? "dashed" : "rounded"));
        for (int child : node.children()) {
            state(child, depth + 1);
        }
        histories(state, depth + 1);
        labels(state, depth + 1);
        if (!node.isParallel()) {
            start(depth + 1, state, node.initial());
        }
        if (hasArrowBetweenInsideAnd(state)) {
            text.line(depth + 1, self(state) + " [shape=circle, style=solid, label=\"\", width=0.15]");
        }
        text.line(depth, "}");
    }

    private void histories(int state, int depth) {
        for (End end : List.of(End.SHALLOW_HISTORY, End.DEEP_HISTORY)) {
            if (diagram.hasArrowTo(state, end)) {
                String name = end == End.DEEP_HISTORY ? "H*" : "H";
                text.line(
                        depth, history(state, end) + " [shape=circle, style=solid, margin=0, label=\"" + name + "\"]");
            }
        }
    }

    private String history(int state, End end) {
        return extra(end + " " + state, node(state).name() + "_history");
    }

    /** Returns the point inside a composite state that arrows between it and its own states begin or end at. */
    private String self(int state) {
        return extra("self " + state, node(state).name() + "_self");
    }

    private boolean hasArrowBetweenInsideAnd(int composite) {
        return arrows.keySet().stream()
                .anyMatch(ends -> isOwn(composite, ends.source(), ends)
                        || (ends.end() == End.STATE && isOwn(composite, ends.target(), ends)));
    }

    /** Returns whether a composite state is one end of an arrow whose other end is inside it. */
    private boolean isOwn(int composite, int end, Ends ends) {
        if (end != composite) {
            return false;
        }
        int state = end == ends.source() ? ends.target() : ends.source();
        return state == composite ? ends.end() != End.STATE : state >= 0 && diagram.isInside(state, composite);
    }

    private void start(int depth, int around, int initial) {
        if (initial == StateDiagram.NONE) {
            return;
        }
        String point =
                extra("start " + around, around < 0 ? "start" : node(around).name() + "_start");
        text.line(depth, point + " [shape=point, width=0.12]");
        text.line(depth, point + " -> " + anchor(initial) + attributes(List.of(clipped("lhead", initial))));
    }

    private void arrow(Ends ends, List<String> lines) {
        int source = ends.source();
        int target = ends.target();
        boolean isState = ends.end() == End.STATE;
        boolean fromSelf = source >= 0 && !node(source).isLeaf() && isOwn(source, source, ends);
        boolean toSelf = isState && !node(target).isLeaf() && isOwn(target, target, ends);
        String from = source < 0 ? extra("any", "any") : fromSelf ? self(source) : anchor(source);
        String to = !isState ? history(target, ends.end()) : toSelf ? self(target) : anchor(target);
        String tail = source < 0 || fromSelf ? "" : clipped("ltail", source);
        String head = !isState || toSelf ? "" : clipped("lhead", target);
        if (!labels.containsKey(ends)) {
            text.line(1, from + " -> " + to + " [label=" + DotText.quotedLines(lines) + "]");
            return;
        }
        String middle = labels.get(ends);
        text.line(1, from + " -> " + middle + attributes(List.of("arrowhead=none", tail)));
        text.line(1, middle + " -> " + to + attributes(List.of(head)));
    }

    /** Returns whether an arrow leads from a state without states inside to another one beside it, or to itself. */
    private boolean hasSameSurroundings(Ends ends) {
        if (ends.end() != End.STATE || !node(ends.target()).isLeaf()) {
            return false;
        }
        int around = node(ends.target()).parent();
        return ends.source() < 0
                ? around < 0
                : node(ends.source()).isLeaf() && node(ends.source()).parent() == around;
    }

    /** Writes the labels that are nodes in a composite state, or at the top. */
    private void labels(int state, int depth) {
        labels.forEach((ends, label) -> {
            if (commonOf(ends.source(), ends.target()) == state) {
                text.line(
                        depth,
                        label
                                + " [shape=plaintext, style=solid, fontsize=11, margin=\"0.05,0.02\", width=0, height=0, label="
                                + DotText.quotedLines(arrows.getOrDefault(ends, List.of())) + "]");
            }
        });
    }

    /** Returns the innermost composite state in which an arrow can be drawn; {@link StateDiagram#NONE} if there is none. */
    private int commonOf(int source, int target) {
        int common = source == target ? node(source).parent() : source;
        while (common >= 0 && common != target && !diagram.isInside(target, common)) {
            common = node(common).parent();
        }
        return common;
    }

    private static String attributes(List<String> attributes) {
        List<String> present =
                attributes.stream().filter(each -> !each.isEmpty()).toList();
        return present.isEmpty() ? "" : " [" + String.join(", ", present) + "]";
    }

    /** Returns a leaf that stands for a state: clusters cannot have arrows of their own. */
    private String anchor(int state) {
        return identifier(diagram.enteredWith(state));
    }

    private String clipped(String end, int state) {
        return state < 0 || node(state).isLeaf() ? "" : end + "=cluster_" + identifiers.of(state);
    }
}
