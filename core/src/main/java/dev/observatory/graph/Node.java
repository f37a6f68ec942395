package dev.observatory.graph;

import dev.observatory.hook.Hook1;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A value in a graph: set by code ({@link Value}), by a hook ({@link HookValue}) or computed ({@link Derived}).
 *
 * <p>All methods are safe from any thread, unless the graph is confined to one. A reader on another thread sees all
 * writes of a batch or none. Reading a value that is up to date takes no lock. A node is not reachable from the nodes
 * that it is computed from, unless an effect or an observer depends on it.
 *
 * @param <T> the type of the value, boxed
 */
public abstract sealed class Node<T extends @Nullable Object> extends Vertex permits Source, ComputedNode {
    static final Object UNSET = new Object();
    static final VarHandle VALUE;
    static final VarHandle FLAGS;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            VALUE = lookup.findVarHandle(Node.class, "value", Object.class);
            FLAGS = lookup.findVarHandle(Vertex.class, "flags", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** The first link of the hot dependents of this node; a node that has one is hot. */
    @Nullable
    Link subs;

    /** Data that only few nodes have: name, equality, observers. */
    @Nullable
    NodeExtras<T> extras;

    /**
     * The value, {@link #UNSET}, or the {@link Failure} to compute it; null or one of the latter in primitive nodes.
     * Lock-free readers check afterwards whether what they read was valid.
     */
    @Nullable
    Object value;

    /** The clock when the value last changed. */
    long changedAt;

    /** The number of the run that last linked this node. */
    long mark;

    Node(Engine engine, int flags) {
        super(engine, flags);
    }

    /**
     * Returns the current value, computing it first if necessary.
     *
     * @return the value
     * @throws NoValueException if it was never set
     * @throws ComputationException if it could not be computed
     * @throws CycleException if it depends on itself
     */
    public abstract T get();

    /**
     * Returns the hook that emits after the value has changed, with the old and the new value; for a {@link Graph#batch
     * batch} once, at its end. Observers run on the thread that wrote, or on the one that is already notifying, without
     * any lock. Values that an observer reads are never older than the change that it receives. Each observer receives a
     * sequence without gaps, also if observers write:
     *
     * <ul>
     *   <li>What an observer sets, updates, clears or touches takes effect when all observers have received the current change,
     *       in the order of the program. What the function of an update throws then goes to {@link
     *       dev.observatory.hook.ObserverErrors}.
     *   <li>A batch or transaction of an observer runs at once, since it has a result. It begins with the writes above that
     *       precede it, which are visible to it and take effect with it, even if a transaction is rolled back.
     *   <li>Writes of other threads, and of observers that run on an executor, take effect at once.
     * </ul>
     *
     * <p>Exceptions of observers go to {@link dev.observatory.hook.ObserverErrors}; other observers still run. Observers of a
     * node receive nothing while it cannot be computed, and continue with the next value; an error of the virtual machine that
     * prevents it goes to {@code ObserverErrors}. If values cannot be compared because the equality throws, that goes to
     * {@code ObserverErrors}, and they count as different. Reads of observers are never dependencies. While an observer of a
     * derived node is connected, its inputs keep it reachable. The function of a node of the same graph must not connect
     * observers; disconnecting them is allowed anywhere.
     *
     * @return the hook
     */
    public final Hook1<ValueChange<T>> updated() {
        return extras().updated(this);
    }

    /**
     * Returns the name of this node in messages and diagrams.
     *
     * @return the name; by default, the type and a number
     */
    public final String name() {
        NodeExtras<T> present = extras;
        String given = present == null ? null : present.name;
        return given == null ? kind() + "@" + Integer.toHexString(System.identityHashCode(this)) : given;
    }

    /**
     * Returns the graph that this node belongs to.
     *
     * @return the graph
     */
    public final Graph graph() {
        return engine.graph;
    }

    @Override
    public final String toString() {
        return kind() + " [" + name() + "]";
    }

    abstract String kind();

    /** Returns the value as it is, for a caller that holds the lock and knows that it is valid. */
    @SuppressWarnings({"unchecked", "NullAway"}) // Null only if T is nullable.
    T now() {
        return (T) given(value);
    }

    /** Returns the given value, or throws if it is the marker for a missing one. */
    final @Nullable Object given(@Nullable Object present) {
        if (present == UNSET) {
            throw new NoValueException(this);
        }
        if (present instanceof Failure failure) {
            throw failure.toException();
        }
        return present;
    }

    /** Returns the bits of a primitive value; zero for other nodes. */
    long bits() {
        return 0;
    }

    void restoreBits(long before) {}

    /** Returns the value that was stored as the given object and bits. */
    @Nullable
    Object boxed(@Nullable Object before, long beforeBits) {
        return before;
    }

    boolean isAsBefore(@Nullable Object before, long beforeBits) {
        if (before == value || isSameFailure(before)) {
            return true;
        }
        return isGiven(before) && isGiven(value) && appearsSame(before, value);
    }

    final boolean isSameFailure(@Nullable Object before) {
        return value instanceof Failure now && before instanceof Failure then && now.isLike(then);
    }

    private static boolean isGiven(@Nullable Object present) {
        return present != UNSET && !(present instanceof Failure);
    }

    int intNow() {
        return ((Number) java.util.Objects.requireNonNull(now())).intValue();
    }

    long longNow() {
        return ((Number) java.util.Objects.requireNonNull(now())).longValue();
    }

    double doubleNow() {
        return ((Number) java.util.Objects.requireNonNull(now())).doubleValue();
    }

    final NodeExtras<T> extras() {
        NodeExtras<T> present = extras;
        return present == null ? NodeExtras.of(this) : present;
    }

    final boolean same(@Nullable Object before, @Nullable Object after) {
        if (before == after) {
            return true;
        }
        NodeExtras<T> present = extras;
        if (present != null && present.equality != null) {
            return present.isEqual(before, after);
        }
        return before != null && before.equals(after);
    }

    /** Compares like {@link #same} where no caller could handle a failure: it is reported, and the values differ. */
    final boolean appearsSame(@Nullable Object before, @Nullable Object after) {
        try {
            return same(before, after);
        } catch (Throwable failure) {
            engine.reactions.report("equality of nodes", this, failure);
            return false;
        }
    }

    /** Reads an object node without the fast path: under the lock if necessary, and tracked. */
    @SuppressWarnings({"unchecked", "NullAway"}) // Null only if T is nullable.
    final T slowGet() {
        if (Engine.firstRun != null) {
            engine.requireSameGraph(this);
        }
        if (!engine.isHeldByCurrentThread()) {
            Object seen = LockFreeReads.peek(this);
            if (seen != LockFreeReads.MISSED) {
                return (T) given(seen);
            }
        }
        boolean entered = engine.prepare(this);
        try {
            return now();
        } finally {
            if (entered) {
                engine.exit();
            }
        }
    }

    /** Sets how this node compares values; must be called before its first use. */
    final void compareBy(BiPredicate<? super T, ? super T> equality) {
        NodeExtras<T> present = extras();
        engine.enter();
        try {
            present.equality = equality;
        } finally {
            engine.exit();
        }
    }
}
