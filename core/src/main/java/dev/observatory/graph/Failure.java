package dev.observatory.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Stands in a node for the value that it has not.
 *
 * @param cause what the function at the bottom of it threw
 * @param node whose failure it is; not the node itself, which the failure must not keep, but its name
 * @param below the failure of the input that this one comes from; null at the bottom
 */
record Failure(Throwable cause, String node, @Nullable Failure below) {

    static Failure of(Node<?> node, Throwable thrown) {
        if (thrown instanceof ComputationException derived) {
            return new Failure(derived.rootCause(), node.name(), derived.failure());
        }
        return new Failure(thrown, node.name(), null);
    }

    boolean isLike(Failure other) {
        return cause.getClass() == other.cause.getClass()
                && Objects.equals(cause.getMessage(), other.cause.getMessage());
    }

    boolean isCycle() {
        return cause instanceof CycleException;
    }

    RuntimeException toException() {
        return cause instanceof CycleException cycle ? cycle : new ComputationException(this);
    }

    /** From the node that was asked down to the one whose function threw. */
    List<String> path() {
        List<String> path = new ArrayList<>();
        for (Failure each = this; each != null; each = each.below) {
            path.add(each.node);
        }
        return path;
    }
}
