package dev.observatory.graph;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.Hook1;
import dev.observatory.hook.Subscription;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A node whose value is the latest one that a hook has emitted.
 *
 * <pre>{@code
 * EventHook<String> spoken = new EventHook<>("spoken");
 * HookValue<String> last = HookValue.of(spoken, "nothing yet");
 * Derived<Integer> length = Derived.of(last, String::length);
 * }</pre>
 *
 * <p>The value is set on the emitting thread, like by {@link Value#set}; what the equality of values throws is thrown to the hook,
 * as the failure of an observer. The hook does not keep the node reachable: when the node is collected,
 * its connection closes.
 *
 * @param <T> the type of the value
 */
public final class HookValue<T extends @Nullable Object> extends Source<T> implements AutoCloseable {
    private volatile @Nullable Subscription subscription;
    private volatile boolean closed;

    private HookValue(Engine engine, @Nullable Object initial) {
        super(engine);
        value = initial;
        VarHandle.releaseFence(); // However the reference reaches another thread, the value is visible there.
    }

    /**
     * Creates a node in the shared graph that has no value until the hook emits.
     *
     * @param hook the hook that sets the value
     * @param <T> the type of the value
     * @return the node
     * @throws NullPointerException if {@code hook} is null
     */
    public static <T extends @Nullable Object> HookValue<T> of(Hook1<T> hook) {
        return fed(Graph.shared(), hook, UNSET);
    }

    /**
     * Creates a node in the shared graph.
     *
     * @param hook the hook that sets the value
     * @param initial the value until the hook emits
     * @param <T> the type of the value
     * @return the node
     * @throws NullPointerException if {@code hook} is null
     */
    public static <T extends @Nullable Object> HookValue<T> of(Hook1<T> hook, T initial) {
        return fed(Graph.shared(), hook, initial);
    }

    /**
     * Creates a node in the given graph.
     *
     * @param graph the graph
     * @param hook the hook that sets the value
     * @param initial the value until the hook emits
     * @param <T> the type of the value
     * @return the node
     * @throws NullPointerException if {@code graph} or {@code hook} is null
     */
    public static <T extends @Nullable Object> HookValue<T> of(Graph graph, Hook1<T> hook, T initial) {
        return fed(requireNonNull(graph, "graph"), hook, initial);
    }

    /**
     * Creates a node in the given graph that has no value until the hook emits.
     *
     * @param graph the graph
     * @param hook the hook that sets the value
     * @param <T> the type of the value
     * @return the node
     * @throws NullPointerException if an argument is null
     */
    public static <T extends @Nullable Object> HookValue<T> of(Graph graph, Hook1<T> hook) {
        return fed(requireNonNull(graph, "graph"), hook, UNSET);
    }

    /**
     * Creates a node in the given graph whose initial value is read after the connection to the hook is open, so that no emission
     * is lost between the two: what the hook has emitted by then is newer, and remains.
     *
     * @param graph the graph
     * @param hook the hook that sets the value
     * @param present returns the present value; called once, on this thread and without any lock
     * @param <T> the type of the value
     * @return the node
     * @throws NullPointerException if an argument is null
     */
    public static <T extends @Nullable Object> HookValue<T> reading(
            Graph graph, Hook1<T> hook, Supplier<? extends T> present) {
        requireNonNull(present, "present");
        HookValue<T> node = of(graph, hook);
        boolean done = false;
        try {
            T initial = present.get();
            node.receive(initial, true);
            done = true;
            return node;
        } finally {
            if (!done) {
                node.close();
            }
        }
    }

    private static <T extends @Nullable Object> HookValue<T> fed(Graph graph, Hook1<T> hook, @Nullable Object initial) {
        requireNonNull(hook, "hook");
        HookValue<T> node = new HookValue<>(graph.engine, initial);
        node.subscription = hook.with().weak(node).connect(new Feed<>(node));
        return node;
    }

    /** Refers to the node weakly, so that the hook does not keep it reachable. */
    private static final class Feed<T extends @Nullable Object> implements Consumer<T> {
        private final WeakReference<HookValue<T>> node;

        private Feed(HookValue<T> node) {
            this.node = new WeakReference<>(node);
        }

        @Override
        public void accept(T emitted) {
            HookValue<T> present = node.get();
            if (present != null) {
                present.receive(emitted, false);
            }
        }
    }

    private void receive(T emitted, boolean onlyIfUnset) {
        if (engine.reactions.isNotifyingOnThisThread()) {
            engine.reactions.delay(() -> receive(emitted, onlyIfUnset));
            return;
        }
        engine.beginWrite(this);
        try {
            Object before = value;
            if (closed || (onlyIfUnset && before != UNSET)) {
                return;
            }
            if (before == UNSET || !same(before, emitted)) {
                engine.changing(this);
                VALUE.setRelease(this, emitted);
            }
        } finally {
            engine.endWrite();
        }
    }

    /**
     * Returns the latest value that the hook has emitted.
     *
     * @return the value
     * @throws NoValueException if the hook has not emitted yet and there was no initial value
     */
    @Override
    public T get() {
        return slowGet();
    }

    /** Closes the connection to the hook; the value remains as it is, also if an emission is waiting to take effect. */
    @Override
    public void close() {
        closed = true;
        Subscription present = subscription;
        if (present != null) {
            present.close();
        }
    }

    /**
     * Names this node for messages and diagrams.
     *
     * @param name the name
     * @return this node
     * @throws NullPointerException if {@code name} is null
     */
    public HookValue<T> named(String name) {
        extras().name = requireNonNull(name, "name");
        return this;
    }

    @Override
    String kind() {
        return "HookValue";
    }
}
