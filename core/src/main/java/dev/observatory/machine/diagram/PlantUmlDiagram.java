package dev.observatory.machine.diagram;

import dev.observatory.machine.diagram.StateDiagram.Arrow;
import dev.observatory.machine.diagram.StateDiagram.End;

/** Writes a state diagram for PlantUML. */
public final class PlantUmlDiagram extends OutlineDiagram {
    /** Characters of PlantUML's markup or its preprocessor, which calls functions. */
    private static final String SPECIAL = "\"<&%~*\\{}`^$!";

    /** Characters that are markup if doubled, or at the beginning of a line. */
    private static final String SPECIAL_IF_DOUBLED = "_-/[=#|:.";

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

    /** Returns a name with PlantUML's own character codes for what would be markup. */
    @Override
    String plain(String name) {
        String line = PlainText.onOneLine(name);
        String escaped = PlainText.escaped(line, index -> isSpecial(line, index), "<U+%04X>");
        return escaped.isEmpty() ? "<U+00A0>" : escaped;
    }

    private static boolean isSpecial(String line, int index) {
        char each = line.charAt(index);
        if (SPECIAL.indexOf(each) >= 0) {
            return true;
        }
        boolean beginsComment = each == '\'' && PlainText.at(line, index - 1) == '/';
        return beginsComment
                || (SPECIAL_IF_DOUBLED.indexOf(each) >= 0 && (index == 0 || PlainText.isDoubled(line, index)));
    }

    @Override
    String regionBreak() {
        return "--";
    }

    @Override
    String history(End end, String identifier) {
        return "";
    }

    @Override
    String historyOf(Arrow arrow, String identifier) {
        return identifiers.of(arrow.target()) + (arrow.end() == End.DEEP_HISTORY ? "[H*]" : "[H]");
    }

    @Override
    String declaration(String identifier, String name) {
        return "state \"" + plain(name) + "\" as " + identifier;
    }
}
