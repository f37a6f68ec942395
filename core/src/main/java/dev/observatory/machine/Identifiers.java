package dev.observatory.machine;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Makes identifiers that every diagram language takes of names that may be anything. */
final class Identifiers {
    /** Words that mean something to Mermaid or PlantUML wherever they stand. */
    private static final Set<String> RESERVED = Set.of(
            "as",
            "choice",
            "class",
            "classdef",
            "click",
            "default",
            "direction",
            "end",
            "fork",
            "graph",
            "hide",
            "href",
            "join",
            "note",
            "of",
            "over",
            "root",
            "scale",
            "state",
            "statediagram",
            "style",
            "subgraph",
            "title",
            "to");

    private final Set<String> taken = new HashSet<>();
    private final String[] ofStates;

    Identifiers(StateChart chart) {
        ofStates = new String[chart.states.length];
        for (int state = 0; state < ofStates.length; state++) {
            ofStates[state] = unique(chart.states[state]);
        }
    }

    String of(int state) {
        return ofStates[state];
    }

    /** An identifier that has not been given out yet, as like the name as can be. */
    String unique(String name) {
        StringBuilder text = new StringBuilder();
        name.codePoints().forEach(each -> text.append(isPlain(each) ? (char) each : '_'));
        if (text.isEmpty() || Character.isDigit(text.charAt(0))) {
            text.insert(0, '_');
        }
        String start = RESERVED.contains(text.toString().toLowerCase(Locale.ROOT)) ? text + "_" : text.toString();
        String identifier = start;
        // Some languages do not tell upper from lower case.
        for (int i = 2; !taken.add(identifier.toLowerCase(Locale.ROOT)); i++) {
            identifier = start + "_" + i;
        }
        return identifier;
    }

    private static boolean isPlain(int each) {
        return each < 128 && (each == '_' || Character.isLetterOrDigit(each));
    }
}
