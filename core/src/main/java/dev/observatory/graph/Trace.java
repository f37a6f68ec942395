package dev.observatory.graph;

import java.util.IdentityHashMap;
import java.util.StringJoiner;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of one computed node while its graph is traced. Guarded by the engine's lock, except for the hits.
 */
final class Trace {
    final LongAdder hits = new LongAdder();
    long computes;
    private String reason = "";

    /** The values of the inputs at the last computation. */
    private IdentityHashMap<Node<?>, @Nullable Object> seen = new IdentityHashMap<>();

    /** Records that the node is about to be computed, and why. */
    void computing(ComputedNode<?> node) {
        computes++;
        if (seen.isEmpty()) {
            reason = "computed for the first time";
            return;
        }
        StringJoiner causes = new StringJoiner(", ");
        for (Link link = node.deps; link != null; link = link.nextDep) {
            Node<?> dep = link.dep;
            if (seen.containsKey(dep) && !isSame(dep, seen.get(dep), shown(dep))) {
                causes.add("[" + dep.name() + "] changed: " + text(seen.get(dep)) + " -> " + text(shown(dep)));
            }
        }
        reason = causes.length() == 0 ? "computed again although no input differs" : causes.toString();
    }

    void computed(ComputedNode<?> node) {
        seen = new IdentityHashMap<>();
        for (Link link = node.deps; link != null; link = link.nextDep) {
            seen.put(link.dep, shown(link.dep));
        }
    }

    /** Returns the value as it is, or a description of what the node has instead. */
    static @Nullable Object shown(Node<?> node) {
        Object present = node.boxed(node.value, node.bits());
        if (present == Node.UNSET) {
            return node instanceof ComputedNode ? "not computed" : "unset";
        }
        return present instanceof Failure failure ? "failed: " + text(failure.cause()) : present;
    }

    /** Compares like the input itself does; values that cannot be compared differ. */
    private static boolean isSame(Node<?> dep, @Nullable Object before, @Nullable Object after) {
        try {
            return dep.same(before, after);
        } catch (Throwable failed) {
            return false;
        }
    }

    /** Returns the text of a value; {@code toString} is code of the program and may fail. */
    static String text(@Nullable Object value) {
        try {
            return String.valueOf(value);
        } catch (Throwable failed) {
            return "[" + (value == null ? "null" : value.getClass().getName()) + " whose toString() throws "
                    + failed.getClass().getName() + "]";
        }
    }

    String reason() {
        return reason;
    }
}
