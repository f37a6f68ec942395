package dev.observatory.graph;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A node whose value is computed from other nodes on demand, and cached until one of them has really changed.
 *
 * <pre>{@code
 * Value<Integer> n = Value.of(3);
 * Value<String> s = Value.of("hello");
 * Derived<String> times = Derived.of(n, s, (i, t) -> t.repeat(i)); // declared inputs
 * Derived<String> auto = Derived.of(() -> s.get() + n.get()); // whatever it reads, which may be something else each time
 * times.updated().connect(change -> show(change.newValue()));
 * }</pre>
 *
 * <p>Functions run with the graph's lock held, on the reading thread. They must not write to the graph, wait for other
 * threads, or depend on anything but nodes and constants. A result that equals the previous one is not a change, and
 * the previous instance is kept. An exception thrown by a function is cached like a result, and thrown to all readers
 * as the cause of a {@link ComputationException}. Errors of the virtual machine, such as an exhausted stack, are no property
 * of a node: they are thrown to the reader as they are, the function runs again at each read until it succeeds, and what
 * depends on the node is notified like of a failure. Functions depend on nodes of their own graph only; the first run of a
 * function fails if it reads a node of another graph, except in {@link Graph#untracked}.
 *
 * <p>Declared inputs are all brought up to date before the function runs, and chains of any length do not overflow the
 * stack. Functions with tracked inputs that nest more than 128 deep when they run for the first time are abandoned, and
 * start again when the innermost node has been computed.
 *
 * <p>While no observer is connected, a derived node refers to its inputs and they do not refer to it.
 *
 * @param <T> the type of the value
 */
public abstract sealed class Derived<T extends @Nullable Object> extends ComputedNode<T>
        permits DeclaredDerived, TrackedDerived {

    Derived(Engine engine, int flags, Object function) {
        super(engine, flags, function);
        value = UNSET;
    }

    /**
     * Creates a node with one input.
     *
     * @param first the first input
     * @param function computes the value from the values of the inputs
     * @param <A> the type of the first input
     * @param <T> the type of the value
     * @return the node, in the graph of its inputs
     * @throws NullPointerException if an argument is null
     */
    public static <A extends @Nullable Object, T extends @Nullable Object> Derived<T> of(
            Node<? extends A> first, Function<? super A, ? extends T> function) {
        Derived<T> node =
                new DeclaredDerived.Of1<>(requireNonNull(first, "first").engine, requireNonNull(function, "function"));
        node.declare(requireNonNull(first, "first"));
        return node;
    }

    /**
     * Creates a node with two inputs.
     *
     * @param first the first input
     * @param second the second input
     * @param function computes the value from the values of the inputs
     * @param <A> the type of the first input
     * @param <B> the type of the second input
     * @param <T> the type of the value
     * @return the node, in the graph of its inputs
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the inputs belong to different graphs
     */
    public static <A extends @Nullable Object, B extends @Nullable Object, T extends @Nullable Object> Derived<T> of(
            Node<? extends A> first, Node<? extends B> second, BiFunction<? super A, ? super B, ? extends T> function) {
        Derived<T> node =
                new DeclaredDerived.Of2<>(requireNonNull(first, "first").engine, requireNonNull(function, "function"));
        node.declare(requireNonNull(first, "first"));
        node.declare(requireNonNull(second, "second"));
        return node;
    }

    /**
     * Creates a node with three inputs.
     *
     * @param first the first input
     * @param second the second input
     * @param third the third input
     * @param function computes the value from the values of the inputs
     * @param <A> the type of the first input
     * @param <B> the type of the second input
     * @param <C> the type of the third input
     * @param <T> the type of the value
     * @return the node, in the graph of its inputs
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the inputs belong to different graphs
     */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    T extends @Nullable Object>
            Derived<T> of(
                    Node<? extends A> first,
                    Node<? extends B> second,
                    Node<? extends C> third,
                    Function3<? super A, ? super B, ? super C, ? extends T> function) {
        Derived<T> node =
                new DeclaredDerived.Of3<>(requireNonNull(first, "first").engine, requireNonNull(function, "function"));
        node.declare(requireNonNull(first, "first"));
        node.declare(requireNonNull(second, "second"));
        node.declare(requireNonNull(third, "third"));
        return node;
    }

    /**
     * Creates a node with four inputs.
     *
     * @param first the first input
     * @param second the second input
     * @param third the third input
     * @param fourth the fourth input
     * @param function computes the value from the values of the inputs
     * @param <A> the type of the first input
     * @param <B> the type of the second input
     * @param <C> the type of the third input
     * @param <D> the type of the fourth input
     * @param <T> the type of the value
     * @return the node, in the graph of its inputs
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the inputs belong to different graphs
     */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    T extends @Nullable Object>
            Derived<T> of(
                    Node<? extends A> first,
                    Node<? extends B> second,
                    Node<? extends C> third,
                    Node<? extends D> fourth,
                    Function4<? super A, ? super B, ? super C, ? super D, ? extends T> function) {
        Derived<T> node =
                new DeclaredDerived.Of4<>(requireNonNull(first, "first").engine, requireNonNull(function, "function"));
        node.declare(requireNonNull(first, "first"));
        node.declare(requireNonNull(second, "second"));
        node.declare(requireNonNull(third, "third"));
        node.declare(requireNonNull(fourth, "fourth"));
        return node;
    }

    /**
     * Creates a node with five inputs.
     *
     * @param first the first input
     * @param second the second input
     * @param third the third input
     * @param fourth the fourth input
     * @param fifth the fifth input
     * @param function computes the value from the values of the inputs
     * @param <A> the type of the first input
     * @param <B> the type of the second input
     * @param <C> the type of the third input
     * @param <D> the type of the fourth input
     * @param <E> the type of the fifth input
     * @param <T> the type of the value
     * @return the node, in the graph of its inputs
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the inputs belong to different graphs
     */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    T extends @Nullable Object>
            Derived<T> of(
                    Node<? extends A> first,
                    Node<? extends B> second,
                    Node<? extends C> third,
                    Node<? extends D> fourth,
                    Node<? extends E> fifth,
                    Function5<? super A, ? super B, ? super C, ? super D, ? super E, ? extends T> function) {
        Derived<T> node =
                new DeclaredDerived.Of5<>(requireNonNull(first, "first").engine, requireNonNull(function, "function"));
        node.declare(requireNonNull(first, "first"));
        node.declare(requireNonNull(second, "second"));
        node.declare(requireNonNull(third, "third"));
        node.declare(requireNonNull(fourth, "fourth"));
        node.declare(requireNonNull(fifth, "fifth"));
        return node;
    }

    /**
     * Creates a node with six inputs.
     *
     * @param first the first input
     * @param second the second input
     * @param third the third input
     * @param fourth the fourth input
     * @param fifth the fifth input
     * @param sixth the sixth input
     * @param function computes the value from the values of the inputs
     * @param <A> the type of the first input
     * @param <B> the type of the second input
     * @param <C> the type of the third input
     * @param <D> the type of the fourth input
     * @param <E> the type of the fifth input
     * @param <F> the type of the sixth input
     * @param <T> the type of the value
     * @return the node, in the graph of its inputs
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the inputs belong to different graphs
     */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    F extends @Nullable Object,
                    T extends @Nullable Object>
            Derived<T> of(
                    Node<? extends A> first,
                    Node<? extends B> second,
                    Node<? extends C> third,
                    Node<? extends D> fourth,
                    Node<? extends E> fifth,
                    Node<? extends F> sixth,
                    Function6<? super A, ? super B, ? super C, ? super D, ? super E, ? super F, ? extends T> function) {
        Derived<T> node =
                new DeclaredDerived.Of6<>(requireNonNull(first, "first").engine, requireNonNull(function, "function"));
        node.declare(requireNonNull(first, "first"));
        node.declare(requireNonNull(second, "second"));
        node.declare(requireNonNull(third, "third"));
        node.declare(requireNonNull(fourth, "fourth"));
        node.declare(requireNonNull(fifth, "fifth"));
        node.declare(requireNonNull(sixth, "sixth"));
        return node;
    }

    /**
     * Creates a node with seven inputs.
     *
     * @param first the first input
     * @param second the second input
     * @param third the third input
     * @param fourth the fourth input
     * @param fifth the fifth input
     * @param sixth the sixth input
     * @param seventh the seventh input
     * @param function computes the value from the values of the inputs
     * @param <A> the type of the first input
     * @param <B> the type of the second input
     * @param <C> the type of the third input
     * @param <D> the type of the fourth input
     * @param <E> the type of the fifth input
     * @param <F> the type of the sixth input
     * @param <G> the type of the seventh input
     * @param <T> the type of the value
     * @return the node, in the graph of its inputs
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the inputs belong to different graphs
     */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    F extends @Nullable Object,
                    G extends @Nullable Object,
                    T extends @Nullable Object>
            Derived<T> of(
                    Node<? extends A> first,
                    Node<? extends B> second,
                    Node<? extends C> third,
                    Node<? extends D> fourth,
                    Node<? extends E> fifth,
                    Node<? extends F> sixth,
                    Node<? extends G> seventh,
                    Function7<? super A, ? super B, ? super C, ? super D, ? super E, ? super F, ? super G, ? extends T>
                            function) {
        Derived<T> node =
                new DeclaredDerived.Of7<>(requireNonNull(first, "first").engine, requireNonNull(function, "function"));
        node.declare(requireNonNull(first, "first"));
        node.declare(requireNonNull(second, "second"));
        node.declare(requireNonNull(third, "third"));
        node.declare(requireNonNull(fourth, "fourth"));
        node.declare(requireNonNull(fifth, "fifth"));
        node.declare(requireNonNull(sixth, "sixth"));
        node.declare(requireNonNull(seventh, "seventh"));
        return node;
    }

    /**
     * Creates a node with eight inputs.
     *
     * @param first the first input
     * @param second the second input
     * @param third the third input
     * @param fourth the fourth input
     * @param fifth the fifth input
     * @param sixth the sixth input
     * @param seventh the seventh input
     * @param eighth the eighth input
     * @param function computes the value from the values of the inputs
     * @param <A> the type of the first input
     * @param <B> the type of the second input
     * @param <C> the type of the third input
     * @param <D> the type of the fourth input
     * @param <E> the type of the fifth input
     * @param <F> the type of the sixth input
     * @param <G> the type of the seventh input
     * @param <H> the type of the eighth input
     * @param <T> the type of the value
     * @return the node, in the graph of its inputs
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the inputs belong to different graphs
     */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    F extends @Nullable Object,
                    G extends @Nullable Object,
                    H extends @Nullable Object,
                    T extends @Nullable Object>
            Derived<T> of(
                    Node<? extends A> first,
                    Node<? extends B> second,
                    Node<? extends C> third,
                    Node<? extends D> fourth,
                    Node<? extends E> fifth,
                    Node<? extends F> sixth,
                    Node<? extends G> seventh,
                    Node<? extends H> eighth,
                    Function8<
                                    ? super A,
                                    ? super B,
                                    ? super C,
                                    ? super D,
                                    ? super E,
                                    ? super F,
                                    ? super G,
                                    ? super H,
                                    ? extends T>
                            function) {
        Derived<T> node =
                new DeclaredDerived.Of8<>(requireNonNull(first, "first").engine, requireNonNull(function, "function"));
        node.declare(requireNonNull(first, "first"));
        node.declare(requireNonNull(second, "second"));
        node.declare(requireNonNull(third, "third"));
        node.declare(requireNonNull(fourth, "fourth"));
        node.declare(requireNonNull(fifth, "fifth"));
        node.declare(requireNonNull(sixth, "sixth"));
        node.declare(requireNonNull(seventh, "seventh"));
        node.declare(requireNonNull(eighth, "eighth"));
        return node;
    }

    /**
     * Creates a node in the shared graph whose inputs are tracked while it is computed: all nodes that the function
     * reads.
     *
     * @param function computes the value
     * @param <T> the type of the value
     * @return the node
     * @throws NullPointerException if {@code function} is null
     */
    public static <T extends @Nullable Object> Derived<T> of(Supplier<? extends T> function) {
        return of(Graph.shared(), function);
    }

    /**
     * Creates a node in the given graph whose inputs are tracked while it is computed: all nodes of the graph that the
     * function reads.
     *
     * @param graph the graph
     * @param function computes the value
     * @param <T> the type of the value
     * @return the node
     * @throws NullPointerException if an argument is null
     */
    public static <T extends @Nullable Object> Derived<T> of(Graph graph, Supplier<? extends T> function) {
        return new TrackedDerived<>(requireNonNull(graph, "graph").engine, requireNonNull(function, "function"));
    }

    /**
     * Creates a node with any number of inputs of one type.
     *
     * @param inputs the inputs, at least one
     * @param function computes the value from the values of the inputs, in the same order; each call gets a new list
     * @param <A> the type of the inputs
     * @param <T> the type of the value
     * @return the node, in the graph of its inputs
     * @throws NullPointerException if an argument or an element is null
     * @throws IllegalArgumentException if {@code inputs} is empty, or if the inputs belong to different graphs
     */
    public static <A extends @Nullable Object, T extends @Nullable Object> Derived<T> of(
            List<? extends Node<? extends A>> inputs, Function<? super List<A>, ? extends T> function) {
        requireNonNull(inputs, "inputs");
        requireNonNull(function, "function");
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException(
                    "A derived node needs an input; use Derived.of(Supplier) for one without");
        }
        Derived<T> node = new DeclaredDerived.OfList<A, T>(requireNonNull(inputs.get(0), "inputs").engine, function);
        node.declareAll(inputs);
        return node;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // Null only if T is nullable.
    public final T get() {
        Engine engine = this.engine;
        if (engine.tracker == Engine.firstRun) {
            long epoch = engine.epoch();
            if (isFresh(epoch)) {
                Object present = value;
                if (!(present instanceof Failure) && wasFresh(epoch)) {
                    return (T) present;
                }
            }
        }
        return slowGet();
    }

    /** Runs the function on the current values of its inputs. */
    abstract T evaluate();

    @Override
    final boolean compute() {
        try {
            T fresh = evaluate();
            engine.evaluator.checkUnwinding();
            Object before = value;
            if (before != UNSET && !(before instanceof Failure) && appearsSame(before, fresh)) {
                return false;
            }
            if (isRestored()) {
                return false;
            }
            value = fresh;
            return true;
        } catch (Throwable thrown) {
            return recordFailure(thrown);
        }
    }

    /**
     * Names this node for messages and diagrams.
     *
     * @param name the name
     * @return this node
     * @throws NullPointerException if {@code name} is null
     */
    public final Derived<T> named(String name) {
        extras().name = requireNonNull(name, "name");
        return this;
    }

    /**
     * Sets the equality that determines what is a change; the default is {@link Object#equals}. Must be called before
     * the first use of the node. If the equality throws, the values count as different, and what it throws goes to
     * {@link dev.observatory.hook.ObserverErrors}.
     *
     * @param equality returns whether two values are the same; must not use nodes
     * @return this node
     * @throws NullPointerException if {@code equality} is null
     */
    public final Derived<T> comparedBy(BiPredicate<? super T, ? super T> equality) {
        compareBy(requireNonNull(equality, "equality"));
        return this;
    }

    @Override
    final String kind() {
        return "Derived";
    }
}
