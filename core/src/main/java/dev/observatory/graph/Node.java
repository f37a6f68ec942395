package dev.observatory.graph;

import dev.observatory.hook.Hook1;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A value in a graph: set by code ({@link Value}), fed by a hook ({@link HookValue}) or computed ({@link Derived}).
 *
 * <p>All methods are safe from any thread, unless the graph is confined to one. A reader on another thread sees all of a
 * batch or nothing of it. Reading a value that is right as it stands takes no lock. Nobody below a node holds it: it is
 * garbage when the program lets go of it, unless an effect or an observer depends on it.
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

    /** The first of those that depend on this node and want to be told; a node that has one is hot. */
    @Nullable
    Link subs;

    /** What few nodes have: name, equality, observers. */
    @Nullable
    NodeExtras<T> extras;

    /**
     * The value, {@link #UNSET}, or the {@link Failure} to compute it; of the primitive forms null or one of the latter.
     * Readers without the lock look afterwards whether what they read was right.
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
     * The value as of now; computed first if it has to be.
     *
     * @return the value
     * @throws NoValueException if it was never set
     * @throws ComputationException if it could not be computed
     * @throws CycleException if it depends on itself
     */
    public abstract T get();

    /**
     * Emits after the value has changed: old and new value, when a {@link Graph#batch batch} is over once for all that it
     * did. What an observer reads is never older than what it is told. What it sets takes effect when all observers have
     * heard the change under way, so that each hears a chain without gaps. What observers throw goes to
     * {@link dev.observatory.hook.ObserverErrors}. While somebody observes a derived node, its inputs hold it.
     *
     * @return the connect side
     */
    public final Hook1<ValueChange<T>> updated() {
        return extras().updated(this);
    }

    /**
     * What messages and diagrams call this node.
     *
     * @return the name; if none was given, one made of the type and a number
     */
    public final String name() {
        NodeExtras<T> present = extras;
        String given = present == null ? null : present.name;
        return given == null ? kind() + "@" + Integer.toHexString(System.identityHashCode(this)) : given;
    }

    /**
     * The graph that this node belongs to.
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

    /** The value as it stands, for whoever holds the lock and knows that it is right. */
    @SuppressWarnings({"unchecked", "NullAway"}) // null only if T is nullable
    T now() {
        return (T) given(value);
    }

    /** Throws if it stands for the lack of a value. */
    final @Nullable Object given(@Nullable Object present) {
        if (present == UNSET) {
            throw new NoValueException(this);
        }
        if (present instanceof Failure failure) {
            throw failure.toException();
        }
        return present;
    }

    /** Of the primitive forms, the value; zero for others. */
    long bits() {
        return 0;
    }

    void restoreBits(long before) {}

    /** What a value and bits read earlier mean. */
    @Nullable
    Object boxed(@Nullable Object before, long beforeBits) {
        return before;
    }

    boolean isAsBefore(@Nullable Object before, long beforeBits) {
        if (before == value || isSameFailure(before)) {
            return true;
        }
        return isGiven(before) && isGiven(value) && same(before, value);
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

    /** Reads an object node in the way that always does: under the lock if need be, and tracked. */
    @SuppressWarnings({"unchecked", "NullAway"}) // null only if T is nullable
    final T slowGet() {
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

    /** Changes how this node compares values; meant for the time before its first use. */
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
