package dev.observatory.machine.diagram;

import dev.observatory.machine.diagram.StateDiagram.Arrow;
import dev.observatory.machine.diagram.StateDiagram.End;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes a {@code stateDiagram-v2} for Mermaid. Mermaid fails to draw arrows to and from composite states inside regions: they end at the
 * state that is entered with the composite state, and begin at a state that stands for it.
 */
public final class MermaidDiagram extends OutlineDiagram {
    /** Characters of Mermaid, HTML or Markdown. */
    private static final String SPECIAL = "\"#;:%{}\\<>&*`~@|";

    /** What Markdown takes for the beginning of a list or a line. */
    private static final Pattern LIST = Pattern.compile("(?:\\d+[.)]|[-+=]).*");

    /** Identifiers of what stands for composite states inside regions. */
    private final Map<Integer, String> substitutes = new HashMap<>();

    private MermaidDiagram(StateDiagram diagram) {
        super(diagram);
        for (Arrow arrow : diagram.arrows()) {
            int source = arrow.source();
            if (source >= 0 && cannotHaveArrows(source) && !substitutes.containsKey(source)) {
                substitutes.put(
                        source, identifiers.unique(diagram.nodes().get(source).name() + "_self"));
            }
        }
    }

    private boolean cannotHaveArrows(int state) {
        return !diagram.nodes().get(state).isLeaf() && diagram.isInsideRegion(state);
    }

    @Override
    String start(int state) {
        String substitute = substitutes.get(state);
        return substitute == null ? super.start(state) : substitute;
    }

    @Override
    String end(int state) {
        return super.end(cannotHaveArrows(state) ? diagram.enteredWith(state) : state);
    }

    @Override
    void extras(int state, int depth) {
        String substitute = substitutes.get(state);
        if (substitute != null) {
            line(depth, declaration(substitute, "(" + diagram.nodes().get(state).name() + ")"));
        }
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

    /** Returns a name with Mermaid's own character codes for what would be markup. */
    @Override
    String plain(String name) {
        String line = PlainText.onOneLine(name);
        int mark = markOfList(line);
        String escaped = PlainText.escaped(line, index -> index == mark || isSpecial(line, index), "#%d;");
        return escaped.isEmpty() ? "#160;" : escaped;
    }

    /** Returns the index of the character that makes a text the item of a list; -1 if it is none. */
    private static int markOfList(String line) {
        Matcher list = LIST.matcher(line);
        int mark = 0;
        while (Character.isDigit(PlainText.at(line, mark))) {
            mark++;
        }
        return list.matches() ? mark : -1;
    }

    private static boolean isSpecial(String line, int index) {
        char each = line.charAt(index);
        return switch (each) {
            // Emphasis, unless it is in the middle of a word.
            case '_' ->
                !Character.isLetterOrDigit(PlainText.at(line, index - 1))
                        || !Character.isLetterOrDigit(PlainText.at(line, index + 1));
            case '(' -> PlainText.at(line, index - 1) == ']';
            case '.' -> index >= 3 && line.regionMatches(true, index - 3, "www", 0, 3);
            default -> SPECIAL.indexOf(each) >= 0;
        };
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
