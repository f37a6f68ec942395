package dev.observatory.machine.diagram;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Derives identifiers that are valid in every diagram language from names that may contain any character. */
final class Identifiers {
    /** Words that begin statements of Mermaid or PlantUML, or are keywords there in any position. */
    private static final Set<String> RESERVED = Set.of(
            "accdescr",
            "acctitle",
            "as",
            "caption",
            "choice",
            "class",
            "classdef",
            "click",
            "default",
            "direction",
            "end",
            "footer",
            "fork",
            "graph",
            "header",
            "hide",
            "href",
            "join",
            "json",
            "legend",
            "note",
            "of",
            "over",
            "remove",
            "restore",
            "root",
            "scale",
            "show",
            "skinparam",
            "sprite",
            "state",
            "statediagram",
            "style",
            "subgraph",
            "title",
            "to",
            "yaml");

    private final Set<String> taken = new HashSet<>();
    private final String[] ofStates;

    Identifiers(StateDiagram diagram) {
        ofStates = new String[diagram.nodes().size()];
        for (int state = 0; state < ofStates.length; state++) {
            ofStates[state] = unique(diagram.nodes().get(state).name());
        }
    }

    String of(int state) {
        return ofStates[state];
    }

    /** Returns an identifier that has not been returned before, as close to the name as possible. */
    String unique(String name) {
        StringBuilder text = new StringBuilder();
        name.codePoints().forEach(each -> text.append(isPlain(each) ? (char) each : '_'));
        if (text.isEmpty() || Character.isDigit(text.charAt(0))) {
            text.insert(0, '_');
        }
        String start = RESERVED.contains(text.toString().toLowerCase(Locale.ROOT)) ? text + "_" : text.toString();
        String identifier = start;
        // Some of the languages ignore case.
        for (int i = 2; !taken.add(identifier.toLowerCase(Locale.ROOT)); i++) {
            identifier = start + "_" + i;
        }
        return identifier;
    }

    private static boolean isPlain(int each) {
        return each < 128 && (each == '_' || Character.isLetterOrDigit(each));
    }
}
