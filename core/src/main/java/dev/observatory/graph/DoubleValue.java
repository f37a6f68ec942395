// Generated from core/src/templates/graph/PrimitiveValue.java.template; edit that file, not this one.
package dev.observatory.graph;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Value} of the primitive type {@code double}, boxed only by {@link #get()} and for observers.
 * Values are compared like {@link Double#equals} does: NaN equals itself, 0.0 does not equal -0.0.
 */
public final class DoubleValue extends Source<Double> implements DoubleSupplier {
    private static final VarHandle NUMBER;

    static {
        try {
            NUMBER = MethodHandles.lookup().findVarHandle(DoubleValue.class, "number", double.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private double number;

    private DoubleValue(Engine engine, double initial) {
        super(engine);
        number = initial;
        VarHandle.releaseFence(); // However the reference reaches another thread, the number is visible there.
    }

    /**
     * Creates a node in the shared graph.
     *
     * @param initial the initial value
     * @return the node
     */
    public static DoubleValue of(double initial) {
        return of(Graph.shared(), initial);
    }

    /**
     * Creates a node in the given graph.
     *
     * @param graph the graph
     * @param initial the initial value
     * @return the node
     * @throws NullPointerException if {@code graph} is null
     */
    public static DoubleValue of(Graph graph, double initial) {
        return new DoubleValue(requireNonNull(graph, "graph").engine, initial);
    }

    /** Returns the current value, boxed; {@link #getAsDouble()} does not box it. */
    @Override
    public Double get() {
        return getAsDouble();
    }

    /**
     * Returns the current value.
     *
     * @return the value
     */
    @Override
    public double getAsDouble() {
        Engine engine = this.engine;
        if (engine.tracker == Engine.firstRun) {
            long epoch = engine.epoch();
            double current = (double) NUMBER.getAcquire(this);
            if (!isLoggedAcquire() && engine.epoch() == epoch) {
                return current;
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
                return (Double) requireNonNull(seen);
            }
        }
        boolean entered = engine.prepare(this);
        double current = number;
        if (entered) {
            engine.exit();
        }
        return current;
    }

    /**
     * Sets the value. Has no effect if it equals the current one.
     *
     * @param newValue the new value
     * @throws IllegalStateException if the function of a derived node calls this method while it computes
     */
    public void set(double newValue) {
        Engine engine = this.engine;
        if (engine.reactions.isNotifyingOnThisThread()) {
            engine.reactions.delay(() -> set(newValue));
            return;
        }
        engine.beginWrite(this);
        try {
            if (!isSame(number, newValue)) {
                engine.changing(this);
                NUMBER.setRelease(this, newValue);
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
     * @throws IllegalStateException if the function of a derived node calls this method while it computes
     */
    public void update(DoubleUnaryOperator change) {
        requireNonNull(change, "change");
        if (engine.reactions.isNotifyingOnThisThread()) {
            engine.reactions.delay(() -> update(change));
            return;
        }
        Graph.batch(graph(), () -> set(change.applyAsDouble(engine.untracked(this::getAsDouble))));
    }

    /**
     * Names this node for messages and diagrams.
     *
     * @param name the name
     * @return this node
     * @throws NullPointerException if {@code name} is null
     */
    public DoubleValue named(String name) {
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
        return isSame(fromBits(beforeBits), number);
    }

    @Override
    String kind() {
        return "DoubleValue";
    }
}
