// Generated from core/src/templates/graph/PrimitiveDerived.java.template; edit that file, not this one.
package dev.observatory.graph;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Derived} of the primitive type {@code int}, boxed only by {@link #get()} and for observers.
 */
public abstract sealed class IntDerived extends ComputedNode<Integer> implements IntSupplier {
    private int number;

    private IntDerived(Engine engine, int flags, Object function) {
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
    public static IntDerived of(Node<Integer> input, IntUnaryOperator function) {
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
    public static IntDerived of(Node<Integer> first, Node<Integer> second, IntBinaryOperator function) {
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
    public static <A extends @Nullable Object> IntDerived from(Node<A> input, ToIntFunction<? super A> function) {
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
    public static IntDerived of(List<? extends Node<Integer>> inputs, int identity, IntBinaryOperator fold) {
        requireNonNull(inputs, "inputs");
        requireNonNull(fold, "fold");
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException(
                    "A derived node needs an input; use IntDerived.of(IntSupplier) for one without");
        }
        IntDerived node = new OfAll(requireNonNull(inputs.get(0), "inputs").engine, fold, identity);
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
    public static IntDerived of(IntSupplier function) {
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
    public static IntDerived of(Graph graph, IntSupplier function) {
        return new Tracked(requireNonNull(graph, "graph").engine, requireNonNull(function, "function"));
    }

    private static IntDerived declared(IntDerived node, Node<?>... inputs) {
        for (Node<?> input : inputs) {
            node.declare(input);
        }
        return node;
    }

    /** Returns the current value, boxed; {@link #getAsInt()} does not box it. */
    @Override
    public final Integer get() {
        return getAsInt();
    }

    /**
     * Returns the current value, computing it first if necessary.
     *
     * @return the value
     * @throws ComputationException if the value could not be computed
     * @throws CycleException if the value depends on itself
     */
    @Override
    public final int getAsInt() {
        Engine engine = this.engine;
        if (engine.tracker == Engine.firstRun) {
            long epoch = engine.epoch();
            if (isFresh(epoch)) {
                int current = number;
                if (value == null && wasFresh(epoch)) {
                    return current;
                }
            }
        }
        return slowGetAsInt();
    }

    private int slowGetAsInt() {
        if (Engine.firstRun != null) {
            engine.requireSameGraph(this);
        }
        if (!engine.isHeldByCurrentThread()) {
            Object seen = LockFreeReads.peek(this);
            if (seen != LockFreeReads.MISSED) {
                return (Integer) requireNonNull(given(seen));
            }
        }
        boolean entered = engine.prepare(this);
        try {
            return intNow();
        } finally {
            if (entered) {
                engine.exit();
            }
        }
    }

    /** Runs the function on the current values of its inputs. */
    abstract int evaluate();

    @Override
    final boolean compute() {
        try {
            int fresh = evaluate();
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
    public final IntDerived named(String name) {
        extras().name = requireNonNull(name, "name");
        return this;
    }

    private static boolean isSame(int before, int after) {
        return before == after;
    }

    private int current() {
        if (value != null) {
            given(value);
        }
        return number;
    }

    @Override
    Integer now() {
        return current();
    }

    @Override
    int intNow() {
        return current();
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
        return before == null ? (Integer) fromBits(beforeBits) : before;
    }

    private static int fromBits(long bits) {
        return (int) bits;
    }

    @Override
    boolean isAsBefore(@Nullable Object before, long beforeBits) {
        return isSameFailure(before) || (before == null && value == null && isSame(fromBits(beforeBits), number));
    }

    @Override
    final String kind() {
        return "IntDerived";
    }

    @SuppressWarnings("NullAway") // There are as many links as inputs.
    private static final class OfOne extends IntDerived {
        private OfOne(Engine engine, IntUnaryOperator function) {
            super(engine, 0, function);
        }

        @Override
        int evaluate() {
            return ((IntUnaryOperator) function).applyAsInt(deps.dep.intNow());
        }
    }

    @SuppressWarnings("NullAway") // There are as many links as inputs.
    private static final class OfTwo extends IntDerived {
        private OfTwo(Engine engine, IntBinaryOperator function) {
            super(engine, 0, function);
        }

        @Override
        int evaluate() {
            IntBinaryOperator operator = (IntBinaryOperator) function;
            Link first = deps;
            return operator.applyAsInt(first.dep.intNow(), first.nextDep.dep.intNow());
        }
    }

    private static final class OfAll extends IntDerived {
        private final int identity;

        private OfAll(Engine engine, IntBinaryOperator fold, int identity) {
            super(engine, 0, fold);
            this.identity = identity;
        }

        @Override
        int evaluate() {
            IntBinaryOperator fold = (IntBinaryOperator) function;
            int result = identity;
            for (Link link = deps; link != null; link = link.nextDep) {
                result = fold.applyAsInt(result, link.dep.intNow());
            }
            return result;
        }
    }

    @SuppressWarnings("NullAway") // There are as many links as inputs.
    private static final class OfObject extends IntDerived {
        private OfObject(Engine engine, ToIntFunction<?> function) {
            super(engine, 0, function);
        }

        @Override
        @SuppressWarnings("unchecked")
        int evaluate() {
            return ((ToIntFunction<Object>) function).applyAsInt(deps.dep.now());
        }
    }

    private static final class Tracked extends IntDerived {
        private Tracked(Engine engine, IntSupplier function) {
            super(engine, TRACKED, function);
            VarHandle.releaseFence(); // However the reference reaches another thread, its state is visible there.
        }

        @Override
        int evaluate() {
            return ((IntSupplier) function).getAsInt();
        }
    }
}
