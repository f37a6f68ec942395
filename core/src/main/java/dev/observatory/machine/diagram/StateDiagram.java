package dev.observatory.machine.diagram;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A state machine as diagrams show it: states by number, outer ones before those inside them, and arrows between them.
 * Immutable.
 *
 * @param name name of the machine
 * @param initial number of the top-level state in which the machine starts, or {@link #NONE} if that is not known
 * @param nodes the states
 * @param arrows the transitions, in order of declaration
 */
public record StateDiagram(String name, int initial, List<Node> nodes, List<Arrow> arrows) {

    /** The source of an arrow that starts from any state, and the parent of a top-level state. */
    public static final int NONE = -1;

    /** Where at its target an arrow ends. */
    public enum End {
        /** At the target itself. */
        STATE,

        /** At the child of the target that was last active. */
        SHALLOW_HISTORY,

        /** At the innermost states of the target that were last active. */
        DEEP_HISTORY
    }

    /**
     * One state.
     *
     * @param name its name, which may contain any character
     * @param parent number of the state around it, or {@link #NONE}
     * @param children numbers of the states directly inside it
     * @param initial number of the child that is entered with it, or {@link #NONE}
     * @param isParallel whether its children are regions
     * @param isFinal whether it is a final state
     */
    public record Node(
            String name, int parent, List<Integer> children, int initial, boolean isParallel, boolean isFinal) {

        boolean isLeaf() {
            return children.isEmpty();
        }
    }

    /**
     * One transition.
     *
     * @param source number of its source, or {@link #NONE} if it starts from any state
     * @param target number of its target; without meaning if it is internal
     * @param end where at the target it ends
     * @param isInternal whether no state is left
     * @param isLocal whether it leads from its source to a state inside it and does not leave the source
     * @param trigger name of its trigger
     * @param completes number of the state whose completion is the trigger, or {@link #NONE}
     * @param guards names of its guards
     * @param delay the time after which it fires by itself; null if it does not
     * @param label the text beside the arrow
     */
    public record Arrow(
            int source,
            int target,
            End end,
            boolean isInternal,
            boolean isLocal,
            String trigger,
            int completes,
            List<String> guards,
            @Nullable Duration delay,
            String label) {}

    /**
     * Copies the lists.
     *
     * @param name name of the machine
     * @param initial where it starts
     * @param nodes the states
     * @param arrows the transitions
     */
    public StateDiagram {
        nodes = List.copyOf(nodes);
        arrows = List.copyOf(arrows);
    }

    /** Returns the numbers of the states that have no state around them. */
    List<Integer> topLevel() {
        return IntStream.range(0, nodes.size())
                .filter(state -> nodes.get(state).parent() < 0)
                .boxed()
                .toList();
    }

    /** Returns whether some arrow ends at a history of a state. */
    boolean hasArrowTo(int state, End end) {
        return arrows.stream().anyMatch(arrow -> !arrow.isInternal() && arrow.target() == state && arrow.end() == end);
    }

    /** Returns whether a state is inside a region, at any depth, and not the region itself. */
    boolean isInsideRegion(int state) {
        for (int each = nodes.get(state).parent();
                each >= 0;
                each = nodes.get(each).parent()) {
            int around = nodes.get(each).parent();
            if (around >= 0 && nodes.get(around).isParallel()) {
                return true;
            }
        }
        return false;
    }

    /** Returns the innermost state that is entered with another one; the first of several. */
    int enteredWith(int state) {
        int leaf = state;
        while (!nodes.get(leaf).isLeaf()) {
            leaf = nodes.get(leaf).initial() >= 0
                    ? nodes.get(leaf).initial()
                    : nodes.get(leaf).children().get(0);
        }
        return leaf;
    }

    /** Returns whether a state is inside another, at any depth. */
    boolean isInside(int state, int outer) {
        for (int each = nodes.get(state).parent();
                each >= 0;
                each = nodes.get(each).parent()) {
            if (each == outer) {
                return true;
            }
        }
        return false;
    }
}
