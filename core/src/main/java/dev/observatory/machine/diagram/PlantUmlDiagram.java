package dev.observatory.machine.diagram;

import dev.observatory.machine.diagram.StateDiagram.End;

/** Writes a state diagram for PlantUML. */
public final class PlantUmlDiagram extends OutlineDiagram {

    private PlantUmlDiagram(StateDiagram diagram) {
        super(diagram);
    }

    /**
     * Returns the diagram.
     *
     * @param diagram the machine
     * @return PlantUML source
     */
    public static String of(StateDiagram diagram) {
        PlantUmlDiagram outline = new PlantUmlDiagram(diagram);
        outline.line(0, "@startuml");
        outline.line(0, "hide empty description");
        outline.body(0);
        outline.line(0, "@enduml");
        return outline.text.toString();
    }

    @Override
    String plain(String name) {
        return name.replace('"', '\'').replaceAll("\\p{Cntrl}", " ").replace("\\", "\\\\");
    }

    @Override
    String regionBreak() {
        return "--";
    }

    @Override
    String history(End end, String identifier) {
        return "state \"" + (end == End.DEEP_HISTORY ? "H*" : "H") + "\" as " + identifier
                + (end == End.DEEP_HISTORY ? " <<history*>>" : " <<history>>");
    }

    @Override
    String declaration(String identifier, String name) {
        return "state \"" + plain(name) + "\" as " + identifier;
    }
}
