package dev.observatory.graph;

import dev.observatory.hook.ErrorPolicy;
import dev.observatory.hook.EventHook;
import dev.observatory.hook.HookOptions;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The parts that few nodes have.
 *
 * @param <T> the type of the value of the node
 */
final class NodeExtras<T extends @Nullable Object> {
    @Nullable
    volatile String name;

    /** The trace of a computed node. */
    @Nullable
    volatile Trace trace;

    @Nullable
    BiPredicate<? super T, ? super T> equality;

    /** Guarded by the engine's lock, as is the watcher. */
    private @Nullable EventHook<ValueChange<T>> hook;

    private @Nullable Watcher watcher;

    private NodeExtras() {}

    /** Returns the extras of a node, creating them if necessary. */
    static <T extends @Nullable Object> NodeExtras<T> of(Node<T> node) {
        node.engine.enter();
        try {
            NodeExtras<T> present = node.extras;
            if (present == null) {
                present = new NodeExtras<>();
                node.extras = present;
            }
            return present;
        } finally {
            node.engine.exit();
        }
    }

    EventHook<ValueChange<T>> updated(Node<T> node) {
        node.engine.enter();
        try {
            EventHook<ValueChange<T>> present = hook;
            if (present == null) {
                present = new EventHook<>(HookOptions.named(node.name() + ".updated")
                        .errors(ErrorPolicy.ISOLATE)
                        .onDemand(() -> demandChanged(node)));
                hook = present;
            }
            return present;
        } finally {
            node.engine.exit();
        }
    }

    /** Watches the node while its hook has observers. */
    @SuppressWarnings("unchecked") // A watcher passes on what it reads, whatever its type.
    private void demandChanged(Node<T> node) {
        Engine engine = node.engine;
        engine.enter();
        try {
            EventHook<ValueChange<T>> present = hook;
            if (present != null && present.isObserved() && watcher == null) {
                refuseWhileComputing(engine, present);
                Watcher added = new Watcher(node, (EventHook<ValueChange<@Nullable Object>>) (EventHook<?>) present);
                watcher = added;
                added.begin(node);
            } else if (watcher != null && (present == null || !present.isObserved())) {
                watcher.retire();
                watcher = null;
            }
        } finally {
            engine.endWrite();
        }
    }

    /** Refuses an observer that a function connects, and disconnects it again: it would never be notified. */
    private static void refuseWhileComputing(Engine engine, EventHook<?> hook) {
        if (engine.evaluator.isComputing()) {
            hook.disconnectAll();
            throw Engine.startedWhileComputing();
        }
    }

    @SuppressWarnings("unchecked")
    boolean isEqual(@Nullable Object before, @Nullable Object after) {
        return equality != null && equality.test((T) before, (T) after);
    }
}
