package dev.observatory.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes the place of the value in a node that could not be computed.
 *
 * @param cause what the function at the bottom of the chain threw
 * @param node the name of the node; not the node itself, which the failure must not keep reachable
 * @param below the failure of the input that this one comes from; null at the bottom
 */
record Failure(Throwable cause, String node, @Nullable Failure below) {

    static Failure of(Node<?> node, Throwable thrown) {
        if (thrown instanceof ComputationException derived) {
            return new Failure(derived.rootCause(), node.name(), derived.failure());
        }
        return new Failure(thrown, node.name(), null);
    }

    /** Returns whether the other one says the same; messages are built by code of the program, which may fail. */
    boolean isLike(Failure other) {
        if (cause == other.cause) {
            return true;
        }
        try {
            return cause.getClass() == other.cause.getClass()
                    && Objects.equals(cause.getMessage(), other.cause.getMessage());
        } catch (Throwable unknown) {
            return false;
        }
    }

    boolean isCycle() {
        return cause instanceof CycleException;
    }

    RuntimeException toException() {
        return cause instanceof CycleException cycle ? cycle : new ComputationException(this);
    }

    /** Returns the names from the node that was read down to the one whose function threw. */
    List<String> path() {
        List<String> path = new ArrayList<>();
        for (Failure each = this; each != null; each = each.below) {
            path.add(each.node);
        }
        return path;
    }
}
