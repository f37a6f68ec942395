// Generated from core/src/templates/graph/PrimitiveDerived.java.template; edit that file, not this one.
package dev.observatory.graph;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Derived} of the primitive type {@code double}, boxed only by {@link #get()} and for observers.
 * Values are compared like {@link Double#equals} does: NaN equals itself, 0.0 does not equal -0.0.
 */
public abstract sealed class DoubleDerived extends ComputedNode<Double> implements DoubleSupplier {
    private double number;

    private DoubleDerived(Engine engine, int flags, Object function) {
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
    public static DoubleDerived of(Node<Double> input, DoubleUnaryOperator function) {
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
    public static DoubleDerived of(Node<Double> first, Node<Double> second, DoubleBinaryOperator function) {
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
    public static <A extends @Nullable Object> DoubleDerived from(Node<A> input, ToDoubleFunction<? super A> function) {
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
    public static DoubleDerived of(List<? extends Node<Double>> inputs, double identity, DoubleBinaryOperator fold) {
        requireNonNull(inputs, "inputs");
        requireNonNull(fold, "fold");
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException(
                    "A derived node needs an input; use DoubleDerived.of(DoubleSupplier) for one without");
        }
        DoubleDerived node = new OfAll(requireNonNull(inputs.get(0), "inputs").engine, fold, identity);
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
    public static DoubleDerived of(DoubleSupplier function) {
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
    public static DoubleDerived of(Graph graph, DoubleSupplier function) {
        return new Tracked(requireNonNull(graph, "graph").engine, requireNonNull(function, "function"));
    }

    private static DoubleDerived declared(DoubleDerived node, Node<?>... inputs) {
        for (Node<?> input : inputs) {
            node.declare(input);
        }
        return node;
    }

    /** Returns the current value, boxed; {@link #getAsDouble()} does not box it. */
    @Override
    public final Double get() {
        return getAsDouble();
    }

    /**
     * Returns the current value, computing it first if necessary.
     *
     * @return the value
     * @throws ComputationException if the value could not be computed
     * @throws CycleException if the value depends on itself
     */
    @Override
    public final double getAsDouble() {
        Engine engine = this.engine;
        if (engine.tracker == Engine.firstRun) {
            long epoch = engine.epoch();
            if (isFresh(epoch)) {
                double current = number;
                if (value == null && wasFresh(epoch)) {
                    return current;
                }
            }
        }
        return slowGetAsDouble();
    }

    private double slowGetAsDouble() {
        if (Engine.firstRun != null) {
            engine.requireSameGraph(this);
        }
        if (!engine.isHeldByCurrentThread()) {
            Object seen = LockFreeReads.peek(this);
            if (seen != LockFreeReads.MISSED) {
                return (Double) requireNonNull(given(seen));
            }
        }
        boolean entered = engine.prepare(this);
        try {
            return doubleNow();
        } finally {
            if (entered) {
                engine.exit();
            }
        }
    }

    /** Runs the function on the current values of its inputs. */
    abstract double evaluate();

    @Override
    final boolean compute() {
        try {
            double fresh = evaluate();
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
    public final DoubleDerived named(String name) {
        extras().name = requireNonNull(name, "name");
        return this;
    }

    private static boolean isSame(double before, double after) {
        return Double.doubleToLongBits(before) == Double.doubleToLongBits(after);
    }

    private double current() {
        if (value != null) {
            given(value);
        }
        return number;
    }

    @Override
    Double now() {
        return current();
    }

    @Override
    int intNow() {
        return (int) current();
    }

    @Override
    long longNow() {
        return (long) current();
    }

    @Override
    double doubleNow() {
        return current();
    }

    @Override
    long bits() {
        return Double.doubleToRawLongBits(number);
    }

    @Override
    void restoreBits(long before) {
        number = fromBits(before);
    }

    @Override
    @Nullable
    Object boxed(@Nullable Object before, long beforeBits) {
        return before == null ? (Double) fromBits(beforeBits) : before;
    }

    private static double fromBits(long bits) {
        return Double.longBitsToDouble(bits);
    }

    @Override
    boolean isAsBefore(@Nullable Object before, long beforeBits) {
        return isSameFailure(before) || (before == null && value == null && isSame(fromBits(beforeBits), number));
    }

    @Override
    final String kind() {
        return "DoubleDerived";
    }

    @SuppressWarnings("NullAway") // There are as many links as inputs.
    private static final class OfOne extends DoubleDerived {
        private OfOne(Engine engine, DoubleUnaryOperator function) {
            super(engine, 0, function);
        }

        @Override
        double evaluate() {
            return ((DoubleUnaryOperator) function).applyAsDouble(deps.dep.doubleNow());
        }
    }

    @SuppressWarnings("NullAway") // There are as many links as inputs.
    private static final class OfTwo extends DoubleDerived {
        private OfTwo(Engine engine, DoubleBinaryOperator function) {
            super(engine, 0, function);
        }

        @Override
        double evaluate() {
            DoubleBinaryOperator operator = (DoubleBinaryOperator) function;
            Link first = deps;
            return operator.applyAsDouble(first.dep.doubleNow(), first.nextDep.dep.doubleNow());
        }
    }

    private static final class OfAll extends DoubleDerived {
        private final double identity;

        private OfAll(Engine engine, DoubleBinaryOperator fold, double identity) {
            super(engine, 0, fold);
            this.identity = identity;
        }

        @Override
        double evaluate() {
            DoubleBinaryOperator fold = (DoubleBinaryOperator) function;
            double result = identity;
            for (Link link = deps; link != null; link = link.nextDep) {
                result = fold.applyAsDouble(result, link.dep.doubleNow());
            }
            return result;
        }
    }

    @SuppressWarnings("NullAway") // There are as many links as inputs.
    private static final class OfObject extends DoubleDerived {
        private OfObject(Engine engine, ToDoubleFunction<?> function) {
            super(engine, 0, function);
        }

        @Override
        @SuppressWarnings("unchecked")
        double evaluate() {
            return ((ToDoubleFunction<Object>) function).applyAsDouble(deps.dep.now());
        }
    }

    private static final class Tracked extends DoubleDerived {
        private Tracked(Engine engine, DoubleSupplier function) {
            super(engine, TRACKED, function);
            VarHandle.releaseFence(); // However the reference reaches another thread, its state is visible there.
        }

        @Override
        double evaluate() {
            return ((DoubleSupplier) function).getAsDouble();
        }
    }
}
