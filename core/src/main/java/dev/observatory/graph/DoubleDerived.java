package dev.observatory.graph;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** As {@link Derived}, of an {@code double} that is never boxed. Numbers are compared like {@link Double#equals}: NaN equals itself, 0.0 does not equal -0.0. */
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
     * @param function computes the value from its value
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
     * @param function computes the value from theirs
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
     * @param function computes the value from its value
     * @param <A> the type of the input
     * @return the node, in the graph of its input
     * @throws NullPointerException if an argument is null
     */
    public static <A extends @Nullable Object> DoubleDerived from(Node<A> input, ToDoubleFunction<? super A> function) {
        return declared(
                new OfObject(requireNonNull(input, "input").engine, requireNonNull(function, "function")), input);
    }

    /**
     * Creates a node with any number of inputs: their values are folded from left to right, without a box.
     *
     * @param inputs the inputs; at least one
     * @param identity where to begin
     * @param fold combines what there is with the next value
     * @return the node, in the graph of its inputs
     * @throws NullPointerException if an argument or an element is null
     * @throws IllegalArgumentException if there is no input, or if they belong to different graphs
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
     * Creates a node in the shared graph whose inputs are all nodes that the function reads.
     *
     * @param function computes the value
     * @return the node
     * @throws NullPointerException if {@code function} is null
     */
    public static DoubleDerived of(DoubleSupplier function) {
        return of(Graph.shared(), function);
    }

    /**
     * Creates a node in a graph whose inputs are all nodes of that graph that the function reads.
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

    /** The value, boxed; {@link #getAsDouble} does without the box. */
    @Override
    public final Double get() {
        return getAsDouble();
    }

    /**
     * The value as of now; computed first if it has to be.
     *
     * @return the value
     * @throws ComputationException if it could not be computed
     * @throws CycleException if it depends on itself
     */
    @Override
    public final double getAsDouble() {
        Engine engine = this.engine;
        if (engine.tracker == null) {
            long epoch = engine.epoch();
            if (isFresh(epoch)) {
                double present = number;
                if (value == null && wasFresh(epoch)) {
                    return present;
                }
            }
        }
        return slowGetAs();
    }

    private double slowGetAs() {
        if (!engine.isMine()) {
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

    /** Runs the function on what its inputs are now. */
    abstract double evaluate();

    @Override
    final boolean compute() {
        try {
            double fresh = evaluate();
            engine.refreshing.checkUnwinding();
            if (value == null && isSame(number, fresh)) {
                return false;
            }
            number = fresh;
            value = null;
            return true;
        } catch (Unwinding tooDeep) {
            throw tooDeep;
        } catch (Throwable thrown) {
            return failed(thrown);
        }
    }

    private static boolean isSame(double before, double number) {
        return Double.doubleToLongBits(before) == Double.doubleToLongBits(number);
    }

    /**
     * Gives it a name for messages and diagrams.
     *
     * @param name what to call it
     * @return this node
     * @throws NullPointerException if {@code name} is null
     */
    public final DoubleDerived named(String name) {
        extras().name = requireNonNull(name, "name");
        return this;
    }

    @Override
    Double now() {
        return doubleNow();
    }

    @Override
    int intNow() {
        return (int) doubleNow();
    }

    @Override
    long longNow() {
        return (long) doubleNow();
    }

    @Override
    double doubleNow() {
        if (value != null) {
            given(value);
        }
        return number;
    }

    @Override
    long bits() {
        return Double.doubleToRawLongBits(number);
    }

    @Override
    void restoreBits(long before) {
        number = Double.longBitsToDouble(before);
    }

    @Override
    @Nullable
    Object boxed(@Nullable Object before, long beforeBits) {
        return before == null ? (Double) fromBits(beforeBits) : before;
    }

    private static double fromBits(long before) {
        return Double.longBitsToDouble(before);
    }

    @Override
    boolean isAsBefore(@Nullable Object before, long beforeBits) {
        return isSameFailure(before) || (before == null && value == null && isSame(fromBits(beforeBits), number));
    }

    @Override
    final String kind() {
        return "DoubleDerived";
    }

    @SuppressWarnings("NullAway") // as many links as inputs
    private static final class OfOne extends DoubleDerived {
        private OfOne(Engine engine, DoubleUnaryOperator function) {
            super(engine, 0, function);
        }

        @Override
        double evaluate() {
            return ((DoubleUnaryOperator) function).applyAsDouble(deps.dep.doubleNow());
        }
    }

    @SuppressWarnings("NullAway")
    private static final class OfTwo extends DoubleDerived {
        private OfTwo(Engine engine, DoubleBinaryOperator function) {
            super(engine, 0, function);
        }

        @Override
        double evaluate() {
            Link first = deps;
            return ((DoubleBinaryOperator) function)
                    .applyAsDouble(first.dep.doubleNow(), first.nextDep.dep.doubleNow());
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

    @SuppressWarnings("NullAway")
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
            VarHandle.releaseFence(); // However the reference gets to another thread, its state is there.
        }

        @Override
        double evaluate() {
            return ((DoubleSupplier) function).getAsDouble();
        }
    }
}
