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
 * <p>A value that is equal to the present one is no change. What depends on it is computed when somebody asks, and observers
 * and effects are told before {@link #set} returns, unless a batch is open or another thread is telling already.
 *
 * @param <T> the type of the value
 */
public final class Value<T extends @Nullable Object> extends Source<T> {

    private Value(Engine engine, @Nullable Object initial) {
        super(engine);
        value = initial;
        VarHandle.releaseFence(); // However the reference gets to another thread, the value is there.
    }

    /**
     * Creates a value in the shared graph.
     *
     * @param initial the first value
     * @param <T> the type of the value
     * @return the node
     */
    public static <T extends @Nullable Object> Value<T> of(T initial) {
        return of(Graph.shared(), initial);
    }

    /**
     * Creates a value in a graph.
     *
     * @param graph the graph
     * @param initial the first value
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
     * Creates a node that has no value until one is set.
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
        if (engine.tracker == null) {
            long epoch = engine.epoch();
            Object present = VALUE.getAcquire(this);
            if (present != UNSET && !isLoggedAcquire() && engine.epoch() == epoch) {
                return (T) present;
            }
        }
        return slowGet();
    }

    /**
     * Sets another value.
     *
     * @param newValue what the value is from now on
     * @throws IllegalStateException if a derived node does it while computing
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
     * Sets a value made from the present one, with no write of another thread in between.
     *
     * @param change makes the new value; runs with the graph's lock held and must not wait for other threads
     * @throws NullPointerException if {@code change} is null
     * @throws NoValueException if there is no value yet
     * @throws IllegalStateException if a derived node does it while computing
     */
    public void update(UnaryOperator<T> change) {
        requireNonNull(change, "change");
        Graph.batch(graph(), () -> set(change.apply(engine.untracked(this::get))));
    }

    /** Takes the value away: who reads it before the next {@link #set} gets an {@link NoValueException}. */
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

    /** Counts as a change, though the value is the same object: for values that were changed in place. */
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
     * Whether there is a value.
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
     * Gives it a name for messages and diagrams.
     *
     * @param name what to call it
     * @return this node
     * @throws NullPointerException if {@code name} is null
     */
    public Value<T> named(String name) {
        extras().name = requireNonNull(name, "name");
        return this;
    }

    /**
     * Decides what counts as a change; without it, {@link Object#equals} does. Meant for the time before the first use.
     *
     * @param equality whether two values are the same; must not use nodes
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
