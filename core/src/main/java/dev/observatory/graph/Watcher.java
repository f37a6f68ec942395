package dev.observatory.graph;

import dev.observatory.hook.EventHook;
import org.jspecify.annotations.Nullable;

/** Tells the observers of one node's {@link Node#updated()} of its changes. There is one while there are observers. */
final class Watcher extends Reaction {
    private final EventHook<ValueChange<@Nullable Object>> hook;

    /** What observers know the value to be. */
    private @Nullable Object told;

    /** Whether there was no value when they would have been told last. */
    private boolean missed;

    private @Nullable ValueChange<@Nullable Object> change;

    Watcher(Node<?> node, EventHook<ValueChange<@Nullable Object>> hook) {
        super(node.engine, 0);
        this.hook = hook;
    }

    /** Begins with the present value. The lock is held. */
    void begin(Node<?> node) {
        if (node instanceof ComputedNode<?> computed && !engine.isCurrent(computed)) {
            engine.evaluator.bringUp(computed);
        }
        dependOn(node);
        missed = isMissing(node);
        told = missed ? null : node.now();
        settle();
    }

    private static boolean isMissing(Node<?> node) {
        return node.value == Node.UNSET || node.value instanceof Failure;
    }

    /** Finds out whether there is something to tell. The lock is held. */
    boolean hasChanged() {
        if (is(CLOSED)) {
            return false;
        }
        boolean due = isDue();
        settle();
        if (!due || deps == null) {
            return false;
        }
        Node<?> node = deps.dep;
        if (isMissing(node)) {
            missed = true;
            return false;
        }
        Object value = node.now();
        if (missed && node.same(told, value)) {
            missed = false;
            return false;
        }
        missed = false;
        change = new ValueChange<>(told, value);
        told = value;
        return true;
    }

    /** Tells it, without the lock. */
    void tell() {
        ValueChange<@Nullable Object> next = change;
        change = null;
        if (next != null) {
            hook.emit(next);
        }
    }
}
