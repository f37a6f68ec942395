package dev.observatory.machine.diagram;

import dev.observatory.machine.diagram.StateDiagram.End;
import java.util.List;

/** Writes a {@code stateDiagram-v2} for Mermaid. */
public final class MermaidDiagram extends OutlineDiagram {

    private MermaidDiagram(StateDiagram diagram) {
        super(diagram);
    }

    /**
     * Returns the diagram.
     *
     * @param diagram the machine
     * @return Mermaid source
     */
    public static String of(StateDiagram diagram) {
        return outline(diagram).text.toString();
    }

    /**
     * Returns the diagram with some states marked.
     *
     * @param diagram the machine
     * @param current numbers of the states that get the class {@code current}
     * @return Mermaid source
     */
    public static String of(StateDiagram diagram, List<Integer> current) {
        MermaidDiagram marked = outline(diagram);
        marked.line(1, "classDef current stroke-width:3px,font-weight:bold");
        current.forEach(state -> marked.line(1, "class " + marked.identifiers.of(state) + " current"));
        return marked.text.toString();
    }

    private static MermaidDiagram outline(StateDiagram diagram) {
        MermaidDiagram outline = new MermaidDiagram(diagram);
        outline.line(0, "stateDiagram-v2");
        outline.body(1);
        return outline;
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
    String history(End end, String identifier) {
        return declaration(identifier, end == End.DEEP_HISTORY ? "H*" : "H");
    }

    @Override
    String declaration(String identifier, String name) {
        return "state \"" + plain(name) + "\" as " + identifier;
    }
}
