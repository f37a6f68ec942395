package dev.observatory.machine.diagram;

import dev.observatory.machine.diagram.StateDiagram.Arrow;
import dev.observatory.machine.diagram.StateDiagram.End;
import dev.observatory.machine.diagram.StateDiagram.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes State Chart XML (SCXML) 1.0 as specified by the W3C. */
public final class ScxmlDocument {
    private final StateDiagram diagram;
    private final Identifiers identifiers;
    private final StringBuilder text = new StringBuilder();
    private final Map<Integer, String> shallow = new HashMap<>();
    private final Map<Integer, String> deep = new HashMap<>();
    private final Map<String, String> events = new HashMap<>();

    private ScxmlDocument(StateDiagram diagram) {
        this.diagram = diagram;
        this.identifiers = new Identifiers(diagram);
        for (int state = 0; state < diagram.nodes().size(); state++) {
            String name = diagram.nodes().get(state).name();
            if (diagram.hasArrowTo(state, End.SHALLOW_HISTORY)) {
                shallow.put(state, identifiers.unique(name + "_history"));
            }
            if (diagram.hasArrowTo(state, End.DEEP_HISTORY)) {
                deep.put(state, identifiers.unique(name + "_deepHistory"));
            }
        }
    }

    /**
     * Returns the document.
     *
     * @param diagram the machine
     * @return XML
     */
    public static String of(StateDiagram diagram) {
        return new ScxmlDocument(diagram).write();
    }

    private String write() {
        line(0, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        boolean hasAny = diagram.arrows().stream().anyMatch(arrow -> arrow.source() < 0);
        String start =
                diagram.initial() == StateDiagram.NONE ? "" : " initial=\"" + identifiers.of(diagram.initial()) + "\"";
        String all = hasAny ? identifiers.unique("all") : "";
        line(
                0,
                "<scxml xmlns=\"http://www.w3.org/2005/07/scxml\" version=\"1.0\" name=\""
                        + identifiers.unique(diagram.name()) + "\""
                        + (hasAny ? " initial=\"" + all + "\"" : start) + ">");
        // SCXML has no transition from any state; one state around all others has the same effect.
        if (hasAny) {
            line(1, "<state id=\"" + all + "\"" + start + ">");
            transitions(StateDiagram.NONE, 2);
        }
        for (int state : diagram.topLevel()) {
            state(state, hasAny ? 2 : 1);
        }
        if (hasAny) {
            line(1, "</state>");
        }
        line(0, "</scxml>");
        return text.toString();
    }

    private void line(int depth, String line) {
        text.append("  ".repeat(depth)).append(line).append('\n');
    }

    private void state(int state, int depth) {
        Node node = diagram.nodes().get(state);
        if (node.isFinal()) {
            line(depth, "<final id=\"" + identifiers.of(state) + "\"/>");
            return;
        }
        String element = node.isParallel() ? "parallel" : "state";
        boolean isCompound = !node.isParallel() && !node.isLeaf();
        String initial = isCompound ? "\" initial=\"" + identifiers.of(node.initial()) : "";
        line(depth, "<" + element + " id=\"" + identifiers.of(state) + initial + "\">");
        timers(state, depth + 1);
        transitions(state, depth + 1);
        history(node, shallow.get(state), "shallow", depth + 1);
        history(node, deep.get(state), "deep", depth + 1);
        for (int child : node.children()) {
            state(child, depth + 1);
        }
        line(depth, "</" + element + ">");
    }

    /** A timed transition is an event that the state sends to itself. */
    private void timers(int state, int depth) {
        List<Arrow> arrows = diagram.arrows();
        for (int i = 0; i < arrows.size(); i++) {
            Arrow arrow = arrows.get(i);
            if (arrow.source() == state && arrow.delay() != null) {
                String id = "timer_" + i;
                line(
                        depth,
                        "<onentry><send id=\"" + id + "\" event=\"" + event(arrow) + "\" delay=\""
                                + arrow.delay().toMillis() + "ms\"/></onentry>");
                line(depth, "<onexit><cancel sendid=\"" + id + "\"/></onexit>");
            }
        }
    }

    private void transitions(int source, int depth) {
        for (Arrow arrow : diagram.arrows()) {
            if (arrow.source() == source) {
                StringBuilder element = new StringBuilder("<transition event=\"" + event(arrow) + "\"");
                if (!arrow.guards().isEmpty()) {
                    String condition = arrow.guards().stream()
                            .map(ScxmlDocument::token)
                            .collect(Collectors.joining(" &amp;&amp; "));
                    element.append(" cond=\"").append(condition).append('"');
                }
                if (!arrow.isInternal()) {
                    element.append(" target=\"").append(target(arrow)).append('"');
                    if (arrow.isLocal()) {
                        element.append(" type=\"internal\"");
                    }
                }
                line(depth, element + "/>");
            }
        }
    }

    private @Nullable String target(Arrow arrow) {
        return switch (arrow.end()) {
            case STATE -> identifiers.of(arrow.target());
            case SHALLOW_HISTORY -> shallow.get(arrow.target());
            case DEEP_HISTORY -> deep.get(arrow.target());
        };
    }

    private String event(Arrow arrow) {
        return arrow.completes() >= 0
                ? "done.state." + identifiers.of(arrow.completes())
                : events.computeIfAbsent(arrow.trigger(), this::newEvent);
    }

    /** Returns an event that no other trigger has. */
    private String newEvent(String trigger) {
        String start = token(trigger);
        String event = start;
        for (int i = 2; events.containsValue(event); i++) {
            event = start + "_" + i;
        }
        return event;
    }

    private static String token(String name) {
        return name.replaceAll("[^A-Za-z0-9_.-]", "_");
    }

    private void history(Node node, @Nullable String identifier, String type, int depth) {
        if (identifier != null) {
            String initial = node.isParallel()
                    ? node.children().stream().map(identifiers::of).collect(Collectors.joining(" "))
                    : identifiers.of(node.initial());
            line(
                    depth,
                    "<history id=\"" + identifier + "\" type=\"" + type + "\"><transition target=\"" + initial
                            + "\"/></history>");
        }
    }
}
