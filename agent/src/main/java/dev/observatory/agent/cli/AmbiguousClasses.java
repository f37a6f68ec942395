package dev.observatory.agent.cli;

import dev.observatory.agent.wire.Response.AmbiguousClass;
import dev.observatory.agent.wire.WatchEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names that classes of several class loaders have: those that the agent reports, and those that appear in events. */
final class AmbiguousClasses {
    private final Map<String, List<String>> reported = new LinkedHashMap<>();
    private final Map<String, String> firstLoaders = new HashMap<>();
    private final Set<String> names = new HashSet<>();

    void add(AmbiguousClass type) {
        reported.put(type.name(), type.loaders());
        names.add(type.name());
    }

    /** Returns what precedes the name of a class so that it is unambiguous, as in a stack trace; usually nothing. */
    String prefix(WatchEvent event) {
        String first = firstLoaders.putIfAbsent(event.className(), event.loader());
        if (first != null && !first.equals(event.loader())) {
            names.add(event.className());
        }
        return names.contains(event.className()) ? event.loader() + "/" : "";
    }

    /** Returns a line for each name that the agent has reported. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        reported.forEach((name, loaders) -> lines.add(
                "Class [" + name + "] is in several class loaders: " + loaders + ". [--loader NAME] selects one"));
        return lines;
    }
}
