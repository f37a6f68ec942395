package dev.observatory.hook;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connect side of a hook: where observers come and go. Owners publish this type and keep the emit side.
 *
 * <p>Observers are compared by identity, never by {@code equals}; the same observer connected twice runs once. They run
 * in the order in which they were connected. All methods are safe from any thread and hold no lock: the observers are
 * one immutable array, replaced by compare-and-set, so that an emission that already runs sees a snapshot.
 *
 * <p>A hook may have a parent. Each emission calls its own observers first, then the parent's, live.
 *
 * @param <L> the type of the observers
 */
public abstract sealed class Hook<L> permits EventHook {
    private static final VarHandle CONNECTIONS;
    private static final Connection<?>[] NONE = {};

    static {
        try {
            CONNECTIONS = MethodHandles.lookup().findVarHandle(Hook.class, "connections", Connection[].class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final String name;
    private final ErrorPolicy errors;
    private final @Nullable Runnable onDemand;
    private final @Nullable Hook<L> parent;

    // Written only by compare-and-set in connect and remove; the volatile read in snapshot() sees complete arrays.
    @SuppressWarnings("unchecked")
    private volatile Connection<L>[] connections = (Connection<L>[]) NONE;

    Hook(HookOptions options, @Nullable Hook<L> parent) {
        this.name = options.name();
        this.errors = options.errors();
        this.onDemand = options.onDemand();
        this.parent = parent;
    }

    /**
     * Connects an observer, after those already connected.
     *
     * @param observer called by every emission that starts after this method returned
     * @return the connection; the existing one if this very observer is connected already
     * @throws NullPointerException if {@code observer} is null
     */
    public final Subscription connect(L observer) {
        requireNonNull(observer, "observer");
        while (true) {
            Connection<L>[] before = connections;
            for (Connection<L> connection : before) {
                if (connection.observer == observer && connection.isOpen()) {
                    return connection;
                }
            }
            Connection<L> added = new Connection<>(this, observer);
            Connection<L>[] after = Arrays.copyOf(before, before.length + 1);
            after[before.length] = added;
            if (CONNECTIONS.compareAndSet(this, before, after)) {
                if (before.length == 0) {
                    demandChanged();
                }
                return added;
            }
        }
    }

    /**
     * Disconnects an observer, found by identity.
     *
     * @param observer the observer
     * @return whether it was connected
     * @throws NullPointerException if {@code observer} is null
     */
    public final boolean disconnect(L observer) {
        requireNonNull(observer, "observer");
        for (Connection<L> connection : connections) {
            if (connection.observer == observer && connection.isOpen()) {
                connection.close();
                return true;
            }
        }
        return false;
    }

    /** Disconnects every observer of this hook; a parent keeps its own. */
    public final void disconnectAll() {
        for (Connection<L> connection : connections) {
            connection.close();
        }
    }

    /**
     * Tells whether an emission would reach anybody.
     *
     * @return whether this hook or an ancestor has an observer
     */
    public final boolean isObserved() {
        for (Hook<L> hook = this; hook != null; hook = hook.parent) {
            if (hook.connections.length != 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * The observers of this hook itself, in the order in which they run.
     *
     * @return a snapshot; a parent's observers are not in it
     */
    public final List<L> observers() {
        List<L> observers = new ArrayList<>();
        for (Connection<L> connection : connections) {
            if (connection.isOpen()) {
                observers.add(connection.observer);
            }
        }
        return List.copyOf(observers);
    }

    /**
     * What messages call this hook.
     *
     * @return the name given at construction
     */
    public final String name() {
        return name;
    }

    @Override
    public final String toString() {
        return "hook [" + name + "]";
    }

    final Connection<L>[] snapshot() {
        return connections;
    }

    final @Nullable Hook<L> parent() {
        return parent;
    }

    final void remove(Connection<L> connection) {
        while (true) {
            Connection<L>[] before = connections;
            int index = Arrays.asList(before).indexOf(connection);
            if (index < 0) {
                return;
            }
            if (CONNECTIONS.compareAndSet(this, before, without(before, index))) {
                if (before.length == 1) {
                    demandChanged();
                }
                return;
            }
        }
    }

    /**
     * Decides about one failure: rethrows, reports or keeps it.
     *
     * @return the failures kept so far, for {@link #exception}
     */
    final @Nullable List<ObserverFailure> failed(
            @Nullable List<ObserverFailure> earlier, Connection<L> connection, Throwable failure) {
        L observer = connection.observer;
        if (errors == ErrorPolicy.ISOLATE) {
            ObserverErrors.report(name, observer, failure);
            return null;
        }
        if (failure instanceof VirtualMachineError fatal) {
            throw fatal;
        }
        List<ObserverFailure> failures = earlier == null ? new ArrayList<>() : earlier;
        failures.add(ObserverFailure.of(name, observer, failure));
        if (errors == ErrorPolicy.FAIL_FAST) {
            throw exception(failures);
        }
        return failures;
    }

    final EventHookException exception(List<ObserverFailure> failures) {
        return new EventHookException(name, failures);
    }

    private void demandChanged() {
        if (onDemand != null) {
            onDemand.run();
        }
    }

    @SuppressWarnings("unchecked")
    private static <L> Connection<L>[] without(Connection<L>[] before, int index) {
        if (before.length == 1) {
            return (Connection<L>[]) NONE;
        }
        Connection<L>[] after = Arrays.copyOf(before, before.length - 1);
        System.arraycopy(before, index + 1, after, index, after.length - index);
        return after;
    }
}
