package dev.observatory.graph;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** As {@link Derived}, of an {@code int} that is never boxed. */
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
     * @param function computes the value from its value
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
     * @param function computes the value from theirs
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
     * @param function computes the value from its value
     * @param <A> the type of the input
     * @return the node, in the graph of its input
     * @throws NullPointerException if an argument is null
     */
    public static <A extends @Nullable Object> IntDerived from(Node<A> input, ToIntFunction<? super A> function) {
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
     * Creates a node in the shared graph whose inputs are all nodes that the function reads.
     *
     * @param function computes the value
     * @return the node
     * @throws NullPointerException if {@code function} is null
     */
    public static IntDerived of(IntSupplier function) {
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
    public static IntDerived of(Graph graph, IntSupplier function) {
        return new Tracked(requireNonNull(graph, "graph").engine, requireNonNull(function, "function"));
    }

    private static IntDerived declared(IntDerived node, Node<?>... inputs) {
        for (Node<?> input : inputs) {
            node.declare(input);
        }
        return node;
    }

    /** The value, boxed; {@link #getAsInt} does without the box. */
    @Override
    public final Integer get() {
        return getAsInt();
    }

    /**
     * The value as of now; computed first if it has to be.
     *
     * @return the value
     * @throws ComputationException if it could not be computed
     * @throws CycleException if it depends on itself
     */
    @Override
    public final int getAsInt() {
        Engine engine = this.engine;
        if (engine.tracker == null) {
            long epoch = engine.epoch();
            if (isFresh(epoch)) {
                int present = number;
                if (value == null && wasFresh(epoch)) {
                    return present;
                }
            }
        }
        return slowGetAs();
    }

    private int slowGetAs() {
        if (!engine.isMine()) {
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

    /** Runs the function on what its inputs are now. */
    abstract int evaluate();

    @Override
    final boolean compute() {
        try {
            int fresh = evaluate();
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

    private static boolean isSame(int before, int number) {
        return before == number;
    }

    /**
     * Gives it a name for messages and diagrams.
     *
     * @param name what to call it
     * @return this node
     * @throws NullPointerException if {@code name} is null
     */
    public final IntDerived named(String name) {
        extras().name = requireNonNull(name, "name");
        return this;
    }

    @Override
    Integer now() {
        return intNow();
    }

    @Override
    int intNow() {
        if (value != null) {
            given(value);
        }
        return number;
    }

    @Override
    long longNow() {
        return intNow();
    }

    @Override
    double doubleNow() {
        return intNow();
    }

    @Override
    long bits() {
        return number;
    }

    @Override
    void restoreBits(long before) {
        number = (int) before;
    }

    @Override
    @Nullable
    Object boxed(@Nullable Object before, long beforeBits) {
        return before == null ? (Integer) fromBits(beforeBits) : before;
    }

    private static int fromBits(long before) {
        return (int) before;
    }

    @Override
    boolean isAsBefore(@Nullable Object before, long beforeBits) {
        return isSameFailure(before) || (before == null && value == null && isSame(fromBits(beforeBits), number));
    }

    @Override
    final String kind() {
        return "IntDerived";
    }

    @SuppressWarnings("NullAway") // as many links as inputs
    private static final class OfOne extends IntDerived {
        private OfOne(Engine engine, IntUnaryOperator function) {
            super(engine, 0, function);
        }

        @Override
        int evaluate() {
            return ((IntUnaryOperator) function).applyAsInt(deps.dep.intNow());
        }
    }

    @SuppressWarnings("NullAway")
    private static final class OfTwo extends IntDerived {
        private OfTwo(Engine engine, IntBinaryOperator function) {
            super(engine, 0, function);
        }

        @Override
        int evaluate() {
            Link first = deps;
            return ((IntBinaryOperator) function).applyAsInt(first.dep.intNow(), first.nextDep.dep.intNow());
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

    @SuppressWarnings("NullAway")
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
            VarHandle.releaseFence(); // However the reference gets to another thread, its state is there.
        }

        @Override
        int evaluate() {
            return ((IntSupplier) function).getAsInt();
        }
    }
}
