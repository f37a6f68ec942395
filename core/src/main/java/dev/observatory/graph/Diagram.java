package dev.observatory.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;

/** Draws a node with all nodes that it is computed from and all vertices that depend on it. */
final class Diagram {
    private static final int LONGEST = 40;

    /** The vertices with their numbers, in the order in which they were found. */
    private final IdentityHashMap<Vertex, Integer> numbers = new IdentityHashMap<>();

    private final List<Vertex> vertices = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();
    private final List<int[]> edges = new ArrayList<>();

    private Diagram() {}

    static Diagram of(Node<?> node) {
        Diagram diagram = new Diagram();
        node.engine.enter();
        try {
            diagram.collect(node);
        } finally {
            node.engine.exit();
        }
        return diagram;
    }

    private void collect(Node<?> start) {
        add(start);
        Deque<Vertex> above = new ArrayDeque<>(List.of(start));
        while (!above.isEmpty()) {
            for (Link link = above.remove().deps; link != null; link = link.nextDep) {
                if (add(link.dep)) {
                    above.add(link.dep);
                }
            }
        }
        Deque<Node<?>> below = new ArrayDeque<>(List.of(start));
        while (!below.isEmpty()) {
            for (Link link = below.remove().subs; link != null; link = link.nextSub) {
                if (add(link.sub) && link.sub instanceof Node<?> node) {
                    below.add(node);
                }
            }
        }
        for (Vertex vertex : vertices) {
            labels.add(label(vertex));
            for (Link link = vertex.deps; link != null; link = link.nextDep) {
                Integer from = numbers.get(link.dep);
                if (from != null) {
                    edges.add(new int[] {from, numbers.get(vertex)});
                }
            }
        }
    }

    private boolean add(Vertex vertex) {
        boolean added = numbers.putIfAbsent(vertex, vertices.size()) == null;
        if (added) {
            vertices.add(vertex);
        }
        return added;
    }

    private static String label(Vertex vertex) {
        if (vertex instanceof Node<?> node) {
            String value = Trace.text(Trace.shown(node));
            return node.name() + " = " + (value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "…");
        }
        return vertex instanceof Effect effect ? effect.name() : "observers";
    }

    String toMermaid() {
        StringBuilder text = new StringBuilder("flowchart LR\n");
        for (int i = 0; i < vertices.size(); i++) {
            String label = '"'
                    + labels.get(i)
                            .replace("&", "&amp;")
                            .replace("\"", "&quot;")
                            .replace("<", "&lt;")
                            .replace("\n", " ")
                    + '"';
            text.append("    n")
                    .append(i)
                    .append(
                            switch (shape(i)) {
                                case SOURCE -> "[" + label + "]";
                                case COMPUTED -> "(" + label + ")";
                                case REACTION -> "{{" + label + "}}";
                            })
                    .append('\n');
        }
        for (int[] edge : edges) {
            text.append("    n")
                    .append(edge[0])
                    .append(" --> n")
                    .append(edge[1])
                    .append('\n');
        }
        return text.toString().replace("\r", "").strip() + "\n";
    }

    String toDot() {
        StringBuilder text = new StringBuilder("digraph {\n    rankdir=LR;\n");
        for (int i = 0; i < vertices.size(); i++) {
            String label =
                    labels.get(i).replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
            text.append("    n").append(i).append(" [label=\"").append(label).append("\", shape=");
            text.append(
                    switch (shape(i)) {
                        case SOURCE -> "box";
                        case COMPUTED -> "ellipse";
                        case REACTION -> "hexagon";
                    });
            text.append("];\n");
        }
        for (int[] edge : edges) {
            text.append("    n").append(edge[0]).append(" -> n").append(edge[1]).append(";\n");
        }
        return text.append("}\n").toString();
    }

    private enum Shape {
        SOURCE,
        COMPUTED,
        REACTION
    }

    private Shape shape(int place) {
        Vertex vertex = vertices.get(place);
        if (vertex instanceof Reaction) {
            return Shape.REACTION;
        }
        return vertex instanceof ComputedNode ? Shape.COMPUTED : Shape.SOURCE;
    }
}
