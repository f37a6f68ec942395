package dev.observatory.machine;

import org.jspecify.annotations.Nullable;

/** Draws a chart for Mermaid. */
final class MermaidDiagram extends OutlineDiagram {

    private MermaidDiagram(StateChart chart) {
        super(chart);
    }

    /**
     * The diagram.
     *
     * @param current the innermost active states to be marked, with all that they are inside of; null for none
     */
    static String of(StateChart chart, int @Nullable [] current) {
        MermaidDiagram diagram = new MermaidDiagram(chart);
        diagram.line(0, "stateDiagram-v2");
        diagram.body(1);
        if (current != null) {
            diagram.line(1, "classDef current stroke-width:3px,font-weight:bold");
            chart.active(current).stream()
                    .forEach(state -> diagram.line(1, "class " + diagram.identifiers.of(state) + " current"));
        }
        return diagram.text.toString();
    }

    @Override
    String plain(String name) {
        return name.replace('"', '\'').replaceAll("[\\p{Cntrl}#;:%{}\\\\]", " ");
    }

    @Override
    String regionBreak() {
        return "--";
    }

    @Override
    String past(Edge edge, String identifier) {
        return declaration(identifier, edge.reach == Edge.Reach.DEEP_HISTORY ? "H*" : "H");
    }

    @Override
    String declaration(String identifier, String name) {
        return "state \"" + plain(name) + "\" as " + identifier;
    }
}
