package dev.observatory.graph;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.VarHandle;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A node that is set by code.
 *
 * <pre>{@code
 * Value<Integer> times = Value.of(3);
 * Value<String> word = Value.of("hello");
 * Derived<String> repeated = Derived.of(times, word, (n, text) -> text.repeat(n));
 * times.set(2);
 * show(repeated.get()); // hellohello
 * }</pre>
 *
 * <p>Setting a value that equals the current one is not a change. Nodes that depend on it are computed when they are
 * read, and observers and effects run before {@link #set} returns, unless a batch is open or another thread is already
 * notifying.
 *
 * @param <T> the type of the value
 */
public final class Value<T extends @Nullable Object> extends Source<T> {

    private Value(Engine engine, @Nullable Object initial) {
        super(engine);
        value = initial;
        VarHandle.releaseFence(); // However the reference reaches another thread, the value is visible there.
    }

    /**
     * Creates a node in the shared graph.
     *
     * @param initial the initial value
     * @param <T> the type of the value
     * @return the node
     */
    public static <T extends @Nullable Object> Value<T> of(T initial) {
        return of(Graph.shared(), initial);
    }

    /**
     * Creates a node in the given graph.
     *
     * @param graph the graph
     * @param initial the initial value
     * @param <T> the type of the value
     * @return the node
     * @throws NullPointerException if {@code graph} is null
     */
    public static <T extends @Nullable Object> Value<T> of(Graph graph, T initial) {
        return new Value<>(requireNonNull(graph, "graph").engine, initial);
    }

    /**
     * Creates a node in the shared graph that has no value until one is set.
     *
     * @param <T> the type of the value
     * @return the node
     */
    public static <T extends @Nullable Object> Value<T> unset() {
        return unset(Graph.shared());
    }

    /**
     * Creates a node in the given graph that has no value until one is set.
     *
     * @param graph the graph
     * @param <T> the type of the value
     * @return the node
     * @throws NullPointerException if {@code graph} is null
     */
    public static <T extends @Nullable Object> Value<T> unset(Graph graph) {
        return new Value<>(requireNonNull(graph, "graph").engine, UNSET);
    }

    @Override
    @SuppressWarnings("unchecked")
    public T get() {
        Engine engine = this.engine;
        if (engine.tracker == Engine.firstRun) {
            long epoch = engine.epoch();
            Object present = VALUE.getAcquire(this);
            if (present != UNSET && !isLoggedAcquire() && engine.epoch() == epoch) {
                return (T) present;
            }
        }
        return slowGet();
    }

    /**
     * Sets the value. Has no effect if it equals the current one.
     *
     * @param newValue the new value
     * @throws IllegalStateException if the function of a derived node calls this method while it computes
     */
    public void set(T newValue) {
        Engine engine = this.engine;
        if (engine.reactions.isNotifyingOnThisThread()) {
            engine.reactions.delay(() -> set(newValue));
            return;
        }
        engine.beginWrite(this);
        try {
            Object before = value;
            if (before == UNSET || !same(before, newValue)) {
                engine.changing(this);
                VALUE.setRelease(this, newValue);
            }
        } finally {
            engine.endWrite();
        }
    }

    /**
     * Sets the value to the result of applying a function to the current one, atomically with respect to other writes. If the
     * function throws, the value remains as it is. In an observer of a node of this graph, the function runs when all observers
     * have received the current change.
     *
     * @param change computes the new value; runs with the graph's lock held and must not wait for other threads
     * @throws NullPointerException if {@code change} is null
     * @throws NoValueException if there is no value yet
     * @throws IllegalStateException if the function of a derived node calls this method while it computes
     */
    public void update(UnaryOperator<T> change) {
        requireNonNull(change, "change");
        if (engine.reactions.isNotifyingOnThisThread()) {
            engine.reactions.delay(() -> update(change));
            return;
        }
        Graph.batch(graph(), () -> set(change.apply(engine.untracked(this::get))));
    }

    /** Removes the value: reads before the next {@link #set} throw {@link NoValueException}. */
    public void clear() {
        if (engine.reactions.isNotifyingOnThisThread()) {
            engine.reactions.delay(this::clear);
            return;
        }
        engine.beginWrite(this);
        try {
            if (value != UNSET) {
                engine.changing(this);
                VALUE.setRelease(this, UNSET);
            }
        } finally {
            engine.endWrite();
        }
    }

    /** Reports a change although the value is the same instance: for values that were modified in place. */
    public void touch() {
        if (engine.reactions.isNotifyingOnThisThread()) {
            engine.reactions.delay(this::touch);
            return;
        }
        engine.beginWrite(this);
        try {
            engine.changing(this);
            if (engine.batches.isOpen()) {
                raise(TOUCHED);
            }
        } finally {
            engine.endWrite();
        }
    }

    /**
     * Returns whether there is a value.
     *
     * @return whether {@link #get} would return one
     */
    public boolean isSet() {
        try {
            get();
            return true;
        } catch (NoValueException none) {
            return false;
        }
    }

    /**
     * Names this node for messages and diagrams.
     *
     * @param name the name
     * @return this node
     * @throws NullPointerException if {@code name} is null
     */
    public Value<T> named(String name) {
        extras().name = requireNonNull(name, "name");
        return this;
    }

    /**
     * Sets the equality that determines what is a change; the default is {@link Object#equals}. Must be called before
     * the first use of the node. What the equality throws is thrown by {@link #set}, and the value remains as it is. When it is
     * called for a node that has been written, at the end of a batch or for observers, what it throws goes to
     * {@link dev.observatory.hook.ObserverErrors}, and the values count as different.
     *
     * @param equality returns whether two values are the same; must not use nodes
     * @return this node
     * @throws NullPointerException if {@code equality} is null
     */
    public Value<T> comparedBy(BiPredicate<? super T, ? super T> equality) {
        compareBy(requireNonNull(equality, "equality"));
        return this;
    }

    @Override
    String kind() {
        return "Value";
    }
}
