package dev.observatory.machine;

/** Draws a chart for PlantUML. */
final class PlantUmlDiagram extends OutlineDiagram {

    private PlantUmlDiagram(StateChart chart) {
        super(chart);
    }

    static String of(StateChart chart) {
        PlantUmlDiagram diagram = new PlantUmlDiagram(chart);
        diagram.line(0, "@startuml");
        diagram.line(0, "hide empty description");
        diagram.body(0);
        diagram.line(0, "@enduml");
        return diagram.text.toString();
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
    String past(Edge edge, String identifier) {
        return "state \"" + (edge.reach == Edge.Reach.DEEP_HISTORY ? "H*" : "H") + "\" as " + identifier
                + (edge.reach == Edge.Reach.DEEP_HISTORY ? " <<history*>>" : " <<history>>");
    }

    @Override
    String declaration(String identifier, String name) {
        return "state \"" + plain(name) + "\" as " + identifier;
    }
}
