// Generated from core/src/templates/graph/PrimitiveValue.java.template; edit that file, not this one.
package dev.observatory.graph;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Value} of the primitive type {@code int}, boxed only by {@link #get()} and for observers.
 */
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
        VarHandle.releaseFence(); // However the reference reaches another thread, the number is visible there.
    }

    /**
     * Creates a node in the shared graph.
     *
     * @param initial the initial value
     * @return the node
     */
    public static IntValue of(int initial) {
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
    public static IntValue of(Graph graph, int initial) {
        return new IntValue(requireNonNull(graph, "graph").engine, initial);
    }

    /** Returns the current value, boxed; {@link #getAsInt()} does not box it. */
    @Override
    public Integer get() {
        return getAsInt();
    }

    /**
     * Returns the current value.
     *
     * @return the value
     */
    @Override
    public int getAsInt() {
        Engine engine = this.engine;
        if (engine.tracker == Engine.firstRun) {
            long epoch = engine.epoch();
            int current = (int) NUMBER.getAcquire(this);
            if (!isLoggedAcquire() && engine.epoch() == epoch) {
                return current;
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
                return (Integer) requireNonNull(seen);
            }
        }
        boolean entered = engine.prepare(this);
        int current = number;
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
    public void set(int newValue) {
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
    public void update(IntUnaryOperator change) {
        requireNonNull(change, "change");
        if (engine.reactions.isNotifyingOnThisThread()) {
            engine.reactions.delay(() -> update(change));
            return;
        }
        Graph.batch(graph(), () -> set(change.applyAsInt(engine.untracked(this::getAsInt))));
    }

    /**
     * Names this node for messages and diagrams.
     *
     * @param name the name
     * @return this node
     * @throws NullPointerException if {@code name} is null
     */
    public IntValue named(String name) {
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
        return isSame(fromBits(beforeBits), number);
    }

    @Override
    String kind() {
        return "IntValue";
    }
}
