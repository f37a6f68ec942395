// Generated from core/src/templates/graph/PrimitiveDerived.java.template; edit that file, not this one.
package dev.observatory.graph;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.function.LongBinaryOperator;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Derived} of the primitive type {@code long}, boxed only by {@link #get()} and for observers.
 */
public abstract sealed class LongDerived extends ComputedNode<Long> implements LongSupplier {
    private long number;

    private LongDerived(Engine engine, int flags, Object function) {
        super(engine, flags, function);
        value = UNSET;
    }

    /**
     * Creates a node with one input.
     *
     * @param input the input
     * @param function computes the value from the value of the input
     * @return the node, in the graph of its input
     * @throws NullPointerException if an argument is null
     */
    public static LongDerived of(Node<Long> input, LongUnaryOperator function) {
        return declared(new OfOne(requireNonNull(input, "input").engine, requireNonNull(function, "function")), input);
    }

    /**
     * Creates a node with two inputs.
     *
     * @param first the first input
     * @param second the second input
     * @param function computes the value from the values of the inputs
     * @return the node, in the graph of its inputs
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the inputs belong to different graphs
     */
    public static LongDerived of(Node<Long> first, Node<Long> second, LongBinaryOperator function) {
        return declared(
                new OfTwo(requireNonNull(first, "first").engine, requireNonNull(function, "function")),
                first,
                requireNonNull(second, "second"));
    }

    /**
     * Creates a node with one input of any type.
     *
     * @param input the input
     * @param function computes the value from the value of the input
     * @param <A> the type of the input
     * @return the node, in the graph of its input
     * @throws NullPointerException if an argument is null
     */
    public static <A extends @Nullable Object> LongDerived from(Node<A> input, ToLongFunction<? super A> function) {
        return declared(
                new OfObject(requireNonNull(input, "input").engine, requireNonNull(function, "function")), input);
    }

    /**
     * Creates a node that folds the values of any number of inputs from left to right, without boxing them.
     *
     * @param inputs the inputs, at least one
     * @param identity the initial value of the fold
     * @param fold combines the result so far with the next value
     * @return the node, in the graph of its inputs
     * @throws NullPointerException if an argument or an element is null
     * @throws IllegalArgumentException if {@code inputs} is empty, or if the inputs belong to different graphs
     */
    public static LongDerived of(List<? extends Node<Long>> inputs, long identity, LongBinaryOperator fold) {
        requireNonNull(inputs, "inputs");
        requireNonNull(fold, "fold");
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException(
                    "A derived node needs an input; use LongDerived.of(LongSupplier) for one without");
        }
        LongDerived node = new OfAll(requireNonNull(inputs.get(0), "inputs").engine, fold, identity);
        node.declareAll(inputs);
        return node;
    }

    /**
     * Creates a node in the shared graph whose inputs are the nodes that the function reads.
     *
     * @param function computes the value
     * @return the node
     * @throws NullPointerException if {@code function} is null
     */
    public static LongDerived of(LongSupplier function) {
        return of(Graph.shared(), function);
    }

    /**
     * Creates a node in the given graph whose inputs are the nodes of that graph that the function reads.
     *
     * @param graph the graph
     * @param function computes the value
     * @return the node
     * @throws NullPointerException if an argument is null
     */
    public static LongDerived of(Graph graph, LongSupplier function) {
        return new Tracked(requireNonNull(graph, "graph").engine, requireNonNull(function, "function"));
    }

    private static LongDerived declared(LongDerived node, Node<?>... inputs) {
        for (Node<?> input : inputs) {
            node.declare(input);
        }
        return node;
    }

    /** Returns the current value, boxed; {@link #getAsLong()} does not box it. */
    @Override
    public final Long get() {
        return getAsLong();
    }

    /**
     * Returns the current value, computing it first if necessary.
     *
     * @return the value
     * @throws ComputationException if the value could not be computed
     * @throws CycleException if the value depends on itself
     */
    @Override
    public final long getAsLong() {
        Engine engine = this.engine;
        if (engine.tracker == Engine.firstRun) {
            long epoch = engine.epoch();
            if (isFresh(epoch)) {
                long current = number;
                if (value == null && wasFresh(epoch)) {
                    return current;
                }
            }
        }
        return slowGetAsLong();
    }

    private long slowGetAsLong() {
        if (Engine.firstRun != null) {
            engine.requireSameGraph(this);
        }
        if (!engine.isHeldByCurrentThread()) {
            Object seen = LockFreeReads.peek(this);
            if (seen != LockFreeReads.MISSED) {
                return (Long) requireNonNull(given(seen));
            }
        }
        boolean entered = engine.prepare(this);
        try {
            return longNow();
        } finally {
            if (entered) {
                engine.exit();
            }
        }
    }

    /** Runs the function on the current values of its inputs. */
    abstract long evaluate();

    @Override
    final boolean compute() {
        try {
            long fresh = evaluate();
            engine.evaluator.checkUnwinding();
            if (value == null && isSame(number, fresh)) {
                return false;
            }
            number = fresh;
            value = null;
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
    public final LongDerived named(String name) {
        extras().name = requireNonNull(name, "name");
        return this;
    }

    private static boolean isSame(long before, long after) {
        return before == after;
    }

    private long current() {
        if (value != null) {
            given(value);
        }
        return number;
    }

    @Override
    Long now() {
        return current();
    }

    @Override
    int intNow() {
        return (int) current();
    }

    @Override
    long longNow() {
        return current();
    }

    @Override
    double doubleNow() {
        return current();
    }

    @Override
    long bits() {
        return number;
    }

    @Override
    void restoreBits(long before) {
        number = fromBits(before);
    }

    @Override
    @Nullable
    Object boxed(@Nullable Object before, long beforeBits) {
        return before == null ? (Long) fromBits(beforeBits) : before;
    }

    private static long fromBits(long bits) {
        return bits;
    }

    @Override
    boolean isAsBefore(@Nullable Object before, long beforeBits) {
        return isSameFailure(before) || (before == null && value == null && isSame(fromBits(beforeBits), number));
    }

    @Override
    final String kind() {
        return "LongDerived";
    }

    @SuppressWarnings("NullAway") // There are as many links as inputs.
    private static final class OfOne extends LongDerived {
        private OfOne(Engine engine, LongUnaryOperator function) {
            super(engine, 0, function);
        }

        @Override
        long evaluate() {
            return ((LongUnaryOperator) function).applyAsLong(deps.dep.longNow());
        }
    }

    @SuppressWarnings("NullAway") // There are as many links as inputs.
    private static final class OfTwo extends LongDerived {
        private OfTwo(Engine engine, LongBinaryOperator function) {
            super(engine, 0, function);
        }

        @Override
        long evaluate() {
            LongBinaryOperator operator = (LongBinaryOperator) function;
            Link first = deps;
            return operator.applyAsLong(first.dep.longNow(), first.nextDep.dep.longNow());
        }
    }

    private static final class OfAll extends LongDerived {
        private final long identity;

        private OfAll(Engine engine, LongBinaryOperator fold, long identity) {
            super(engine, 0, fold);
            this.identity = identity;
        }

        @Override
        long evaluate() {
            LongBinaryOperator fold = (LongBinaryOperator) function;
            long result = identity;
            for (Link link = deps; link != null; link = link.nextDep) {
                result = fold.applyAsLong(result, link.dep.longNow());
            }
            return result;
        }
    }

    @SuppressWarnings("NullAway") // There are as many links as inputs.
    private static final class OfObject extends LongDerived {
        private OfObject(Engine engine, ToLongFunction<?> function) {
            super(engine, 0, function);
        }

        @Override
        @SuppressWarnings("unchecked")
        long evaluate() {
            return ((ToLongFunction<Object>) function).applyAsLong(deps.dep.now());
        }
    }

    private static final class Tracked extends LongDerived {
        private Tracked(Engine engine, LongSupplier function) {
            super(engine, TRACKED, function);
            VarHandle.releaseFence(); // However the reference reaches another thread, its state is visible there.
        }

        @Override
        long evaluate() {
            return ((LongSupplier) function).getAsLong();
        }
    }
}
