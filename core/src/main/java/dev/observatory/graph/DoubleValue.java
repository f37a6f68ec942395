package dev.observatory.graph;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** As {@link Value}, of an {@code double} that is never boxed. Numbers are compared like {@link Double#equals}: NaN equals itself, 0.0 does not equal -0.0. */
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
        VarHandle.releaseFence(); // However the reference gets to another thread, the number is there.
    }

    /**
     * Creates a value in the shared graph.
     *
     * @param initial the first value
     * @return the node
     */
    public static DoubleValue of(double initial) {
        return of(Graph.shared(), initial);
    }

    /**
     * Creates a value in a graph.
     *
     * @param graph the graph
     * @param initial the first value
     * @return the node
     * @throws NullPointerException if {@code graph} is null
     */
    public static DoubleValue of(Graph graph, double initial) {
        return new DoubleValue(requireNonNull(graph, "graph").engine, initial);
    }

    /** The value, boxed; {@link #getAsDouble} does without the box. */
    @Override
    public Double get() {
        return getAsDouble();
    }

    /**
     * The value as of now.
     *
     * @return the value
     */
    @Override
    public double getAsDouble() {
        Engine engine = this.engine;
        if (engine.tracker == null) {
            long epoch = engine.epoch();
            double present = (double) NUMBER.getAcquire(this);
            if (!isLoggedAcquire() && engine.epoch() == epoch) {
                return present;
            }
        }
        return slowGetAs();
    }

    private double slowGetAs() {
        if (!engine.isMine()) {
            Object seen = LockFreeReads.peek(this);
            if (seen != LockFreeReads.MISSED) {
                return (double) (Double) requireNonNull(seen);
            }
        }
        boolean entered = engine.prepare(this);
        double present = number;
        if (entered) {
            engine.exit();
        }
        return present;
    }

    /**
     * Sets another value.
     *
     * @param newValue what the value is from now on
     * @throws IllegalStateException if a derived node does it while computing
     */
    public void set(double newValue) {
        Engine engine = this.engine;
        if (engine.reactions.isTellingHere()) {
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
     * Sets a value made from the present one, with no write of another thread in between.
     *
     * @param change makes the new value; runs with the graph's lock held and must not wait for other threads
     * @throws NullPointerException if {@code change} is null
     * @throws IllegalStateException if a derived node does it while computing
     */
    public void update(DoubleUnaryOperator change) {
        requireNonNull(change, "change");
        Graph.batch(graph(), () -> set(change.applyAsDouble(engine.untracked(this::getAsDouble))));
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
    public DoubleValue named(String name) {
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
        return isSame(fromBits(beforeBits), number);
    }

    @Override
    String kind() {
        return "DoubleValue";
    }
}
