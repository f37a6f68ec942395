package dev.observatory.graph;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** As {@link Value}, of an {@code int} that is never boxed. */
public final class IntValue extends Source<Integer> implements IntSupplier {
    private static final VarHandle NUMBER;

    static {
        try {
            NUMBER = MethodHandles.lookup().findVarHandle(IntValue.class, "number", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private int number;

    private IntValue(Engine engine, int initial) {
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
    public static IntValue of(int initial) {
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
    public static IntValue of(Graph graph, int initial) {
        return new IntValue(requireNonNull(graph, "graph").engine, initial);
    }

    /** The value, boxed; {@link #getAsInt} does without the box. */
    @Override
    public Integer get() {
        return getAsInt();
    }

    /**
     * The value as of now.
     *
     * @return the value
     */
    @Override
    public int getAsInt() {
        Engine engine = this.engine;
        if (engine.tracker == null) {
            long epoch = engine.epoch();
            int present = (int) NUMBER.getAcquire(this);
            if (!isLoggedAcquire() && engine.epoch() == epoch) {
                return present;
            }
        }
        return slowGetAs();
    }

    private int slowGetAs() {
        if (!engine.isMine()) {
            Object seen = LockFreeReads.peek(this);
            if (seen != LockFreeReads.MISSED) {
                return (int) (Integer) requireNonNull(seen);
            }
        }
        boolean entered = engine.prepare(this);
        int present = number;
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
    public void set(int newValue) {
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
    public void update(IntUnaryOperator change) {
        requireNonNull(change, "change");
        Graph.batch(graph(), () -> set(change.applyAsInt(engine.untracked(this::getAsInt))));
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
    public IntValue named(String name) {
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
        return isSame(fromBits(beforeBits), number);
    }

    @Override
    String kind() {
        return "IntValue";
    }
}
