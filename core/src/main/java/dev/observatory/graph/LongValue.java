package dev.observatory.graph;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** As {@link Value}, of an {@code long} that is never boxed. */
public final class LongValue extends Source<Long> implements LongSupplier {
    private static final VarHandle NUMBER;

    static {
        try {
            NUMBER = MethodHandles.lookup().findVarHandle(LongValue.class, "number", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private long number;

    private LongValue(Engine engine, long initial) {
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
    public static LongValue of(long initial) {
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
    public static LongValue of(Graph graph, long initial) {
        return new LongValue(requireNonNull(graph, "graph").engine, initial);
    }

    /** The value, boxed; {@link #getAsLong} does without the box. */
    @Override
    public Long get() {
        return getAsLong();
    }

    /**
     * The value as of now.
     *
     * @return the value
     */
    @Override
    public long getAsLong() {
        Engine engine = this.engine;
        if (engine.tracker == null) {
            long epoch = engine.epoch();
            long present = (long) NUMBER.getAcquire(this);
            if (!isLoggedAcquire() && engine.epoch() == epoch) {
                return present;
            }
        }
        return slowGetAs();
    }

    private long slowGetAs() {
        if (!engine.isMine()) {
            Object seen = LockFreeReads.peek(this);
            if (seen != LockFreeReads.MISSED) {
                return (long) (Long) requireNonNull(seen);
            }
        }
        boolean entered = engine.prepare(this);
        long present = number;
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
    public void set(long newValue) {
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
    public void update(LongUnaryOperator change) {
        requireNonNull(change, "change");
        Graph.batch(graph(), () -> set(change.applyAsLong(engine.untracked(this::getAsLong))));
    }

    private static boolean isSame(long before, long number) {
        return before == number;
    }

    /**
     * Gives it a name for messages and diagrams.
     *
     * @param name what to call it
     * @return this node
     * @throws NullPointerException if {@code name} is null
     */
    public LongValue named(String name) {
        extras().name = requireNonNull(name, "name");
        return this;
    }

    @Override
    Long now() {
        return longNow();
    }

    @Override
    int intNow() {
        return (int) longNow();
    }

    @Override
    long longNow() {
        if (value != null) {
            given(value);
        }
        return number;
    }

    @Override
    double doubleNow() {
        return longNow();
    }

    @Override
    long bits() {
        return number;
    }

    @Override
    void restoreBits(long before) {
        number = before;
    }

    @Override
    @Nullable
    Object boxed(@Nullable Object before, long beforeBits) {
        return before == null ? (Long) fromBits(beforeBits) : before;
    }

    private static long fromBits(long before) {
        return before;
    }

    @Override
    boolean isAsBefore(@Nullable Object before, long beforeBits) {
        return isSame(fromBits(beforeBits), number);
    }

    @Override
    String kind() {
        return "LongValue";
    }
}
