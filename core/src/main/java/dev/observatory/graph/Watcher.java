package dev.observatory.graph;

import dev.observatory.hook.EventHook;
import org.jspecify.annotations.Nullable;

/** Emits the changes of one node from {@link Node#updated()}. Exists while that hook has observers. */
final class Watcher extends Reaction {
    private final EventHook<ValueChange<@Nullable Object>> hook;

    /** The value that observers received last. */
    private @Nullable Object emitted;

    /** Whether there was no value at the last check. */
    private boolean missed;

    private @Nullable ValueChange<@Nullable Object> change;

    Watcher(Node<?> node, EventHook<ValueChange<@Nullable Object>> hook) {
        super(node.engine, 0);
        this.hook = hook;
    }

    /** Starts with the current value, if there is one. The lock is held. */
    void begin(Node<?> node) {
        if (node instanceof ComputedNode<?> computed && !engine.isCurrent(computed)) {
            bringUpToDate(computed);
            if (!engine.isCurrent(computed)) {
                engine.evaluator.distrustBelow(computed);
            }
        }
        dependOn(node);
        missed = isMissing(node);
        emitted = missed ? null : node.now();
        reportError(node);
        settle();
    }

    private static boolean isMissing(Node<?> node) {
        return node.value == Node.UNSET || node.value instanceof Failure;
    }

    /** Reports an error of the virtual machine, which no reader would get to know. */
    private void reportError(Node<?> node) {
        if (node.value instanceof Failure failure && failure.cause() instanceof VirtualMachineError error) {
            engine.reactions.report(hook.name(), node, error);
        }
    }

    /** Checks for a new value, and keeps it for {@link #emit}. The lock is held. */
    boolean detectNewValue() {
        if (is(CLOSED)) {
            return false;
        }
        boolean due = detectChange();
        settle();
        if (!due || deps == null) {
            return false;
        }
        Node<?> node = deps.dep;
        if (isMissing(node)) {
            missed = true;
            reportError(node);
            return false;
        }
        Object value = node.now();
        if (missed && node.appearsSame(emitted, value)) {
            missed = false;
            return false;
        }
        missed = false;
        change = new ValueChange<>(emitted, value);
        emitted = value;
        return true;
    }

    /** Emits the new value, without the lock. */
    void emit() {
        ValueChange<@Nullable Object> next = change;
        change = null;
        if (next != null) {
            hook.emit(next);
        }
    }
}
