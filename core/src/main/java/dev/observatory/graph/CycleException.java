package dev.observatory.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Thrown when the value of a node depends on itself, or when effects trigger one another endlessly. The message lists
 * the complete cycle.
 *
 * <p>The graph remains usable: a node that was found in a cycle is computed again when it is read after the next
 * change.
 */
public final class CycleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> path;

    private CycleException(String message, List<String> path) {
        super(message);
        this.path = List.copyOf(path);
    }

    static CycleException along(List<? extends Node<?>> nodes) {
        List<String> names = new ArrayList<>();
        nodes.forEach(node -> names.add(node.name()));
        names.add(names.get(0));
        return new CycleException(
                "Node [" + names.get(0) + "] needs its own value: [" + String.join("] -> [", names)
                        + "]; break the cycle with a value that an effect sets",
                names);
    }

    static CycleException endless(Collection<String> effects, int reruns) {
        return new CycleException(
                effects.stream().collect(Collectors.joining("], [", "Effects trigger one another endlessly: [", "]"))
                        + " ran for the " + reruns
                        + "th time; let them write only values that differ",
                List.copyOf(effects));
    }

    /**
     * Returns the names of the nodes in the order in which they need each other, the first again at the end; of
     * effects, those that were to run next.
     *
     * @return the names
     */
    public List<String> path() {
        return path;
    }
}
