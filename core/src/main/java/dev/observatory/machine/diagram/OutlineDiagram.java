package dev.observatory.machine.diagram;

import dev.observatory.machine.diagram.StateDiagram.Arrow;
import dev.observatory.machine.diagram.StateDiagram.End;
import dev.observatory.machine.diagram.StateDiagram.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The common part of Mermaid and PlantUML: nested blocks of states, and arrows as lines of text. */
abstract class OutlineDiagram {
    final Identifiers identifiers;
    final StringBuilder text = new StringBuilder();
    final StateDiagram diagram;
    private final Map<String, String> histories = new LinkedHashMap<>();
    private @Nullable String any;

    OutlineDiagram(StateDiagram diagram) {
        this.diagram = diagram;
        this.identifiers = new Identifiers(diagram);
        for (Arrow arrow : diagram.arrows()) {
            if (arrow.end() != End.STATE) {
                String name = diagram.nodes().get(arrow.target()).name() + "_history";
                histories.computeIfAbsent(historyOf(arrow), key -> identifiers.unique(name));
            }
            if (arrow.source() < 0 && any == null) {
                any = identifiers.unique("any");
            }
        }
    }

    /** Returns a name in a form that is valid between quotation marks and after a colon. */
    abstract String plain(String name);

    abstract String regionBreak();

    /** Returns the declaration of a history that an arrow ends at; empty if it needs none. */
    abstract String history(End end, String identifier);

    /** Returns what an arrow to a history ends at. */
    String historyOf(Arrow arrow, String identifier) {
        return identifier;
    }

    abstract String declaration(String identifier, String name);

    private static String historyOf(Arrow arrow) {
        return arrow.end() + " " + arrow.target();
    }

    final void line(int depth, String line) {
        text.append("    ".repeat(depth)).append(line).append('\n');
    }

    final void body(int depth) {
        if (any != null) {
            line(depth, declaration(any, "any state"));
        }
        level(StateDiagram.NONE, depth);
        for (Arrow arrow : diagram.arrows()) {
            String label = arrow.label() + (arrow.isInternal() ? " (internal)" : "");
            line(depth, source(arrow) + " --> " + target(arrow) + " : " + plain(label));
        }
    }

    private String source(Arrow arrow) {
        return arrow.source() < 0 ? String.valueOf(any) : start(arrow.source());
    }

    /** Returns what arrows from a state begin at. */
    String start(int state) {
        return identifiers.of(state);
    }

    /** Returns what arrows to a state end at. */
    String end(int state) {
        return identifiers.of(state);
    }

    /** Writes what is in a composite state beside its states. */
    void extras(int state, int depth) {}

    private String target(Arrow arrow) {
        if (arrow.isInternal()) {
            return source(arrow);
        }
        String history = histories.get(historyOf(arrow));
        return history == null ? end(arrow.target()) : historyOf(arrow, history);
    }

    private void level(int outer, int depth) {
        Node around = outer < 0 ? null : diagram.nodes().get(outer);
        List<Integer> inner = around == null ? diagram.topLevel() : around.children();
        boolean isParallel = around != null && around.isParallel();
        for (int i = 0; i < inner.size(); i++) {
            if (isParallel && i > 0) {
                line(depth, regionBreak());
            }
            state(inner.get(i), depth);
        }
        int initial = around == null ? diagram.initial() : around.initial();
        if (!isParallel && initial != StateDiagram.NONE) {
            line(depth, "[*] --> " + end(initial));
        }
        for (int state : inner) {
            if (diagram.nodes().get(state).isFinal()) {
                line(depth, identifiers.of(state) + " --> [*]");
            }
        }
        diagram.arrows().stream()
                .filter(arrow -> outer >= 0 && arrow.target() == outer && arrow.end() != End.STATE)
                .map(arrow -> history(arrow.end(), histories.getOrDefault(historyOf(arrow), "")))
                .filter(line -> !line.isEmpty())
                .distinct()
                .forEach(line -> line(depth, line));
    }

    private void state(int state, int depth) {
        Node node = diagram.nodes().get(state);
        line(depth, declaration(identifiers.of(state), node.name()));
        if (!node.isLeaf()) {
            line(depth, "state " + identifiers.of(state) + " {");
            extras(state, depth + 1);
            level(state, depth + 1);
            line(depth, "}");
        }
    }
}
