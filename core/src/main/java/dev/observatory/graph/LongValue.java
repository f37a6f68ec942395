// Generated from core/src/templates/graph/PrimitiveValue.java.template; edit that file, not this one.
package dev.observatory.graph;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Value} of the primitive type {@code long}, boxed only by {@link #get()} and for observers.
 */
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
        VarHandle.releaseFence(); // However the reference reaches another thread, the number is visible there.
    }

    /**
     * Creates a node in the shared graph.
     *
     * @param initial the initial value
     * @return the node
     */
    public static LongValue of(long initial) {
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
    public static LongValue of(Graph graph, long initial) {
        return new LongValue(requireNonNull(graph, "graph").engine, initial);
    }

    /** Returns the current value, boxed; {@link #getAsLong()} does not box it. */
    @Override
    public Long get() {
        return getAsLong();
    }

    /**
     * Returns the current value.
     *
     * @return the value
     */
    @Override
    public long getAsLong() {
        Engine engine = this.engine;
        if (engine.tracker == Engine.firstRun) {
            long epoch = engine.epoch();
            long current = (long) NUMBER.getAcquire(this);
            if (!isLoggedAcquire() && engine.epoch() == epoch) {
                return current;
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
                return (Long) requireNonNull(seen);
            }
        }
        boolean entered = engine.prepare(this);
        long current = number;
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
    public void set(long newValue) {
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
    public void update(LongUnaryOperator change) {
        requireNonNull(change, "change");
        if (engine.reactions.isNotifyingOnThisThread()) {
            engine.reactions.delay(() -> update(change));
            return;
        }
        Graph.batch(graph(), () -> set(change.applyAsLong(engine.untracked(this::getAsLong))));
    }

    /**
     * Names this node for messages and diagrams.
     *
     * @param name the name
     * @return this node
     * @throws NullPointerException if {@code name} is null
     */
    public LongValue named(String name) {
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
        return isSame(fromBits(beforeBits), number);
    }

    @Override
    String kind() {
        return "LongValue";
    }
}
