package dev.observatory.hook;

import static java.util.Objects.requireNonNull;

import dev.observatory.runtime.NewConnections;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connect side of a hook: where observers come and go. Owners publish this type and keep the emit side.
 *
 * <p>Observers are compared by identity, never by {@code equals}; the same observer connected twice runs once. They run
 * in the order in which they were connected, those of higher priority first. All methods are safe from any thread; no lock
 * is held while observers run. The observers are one immutable state, replaced by compare-and-set, so that an emission that
 * already runs sees a snapshot.
 *
 * <p>A hook may have a parent. Each emission calls its own observers first, then the parent's, live.
 *
 * <p>A hook can be paused, by any number of overlapping {@link Pause}s, for all threads. An emission stops at the first
 * paused hook on its way from child to parent, and goes on from there if it was kept.
 *
 * @param <L> the type of the observers
 */
public abstract sealed class Hook<L> permits Hook0, Hook1, Hook2, Hook3 {
    private static final VarHandle OBSERVERS;
    private static final VarHandle CONTROL;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            OBSERVERS = lookup.findVarHandle(Hook.class, "observers", ObserverArray.class);
            CONTROL = lookup.findVarHandle(Hook.class, "control", EmissionGate.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final String name;
    private final ErrorPolicy errors;
    private final @Nullable Runnable onDemand;
    private final @Nullable Hook<L> parent;

    // Written only by compare-and-set; whoever reads it sees all that its state holds.
    private volatile ObserverArray<L> observers;

    // Null until the hook is first paused, or from the start if nested emissions do not run at once; then stays.
    private volatile @Nullable EmissionGate<L> control;

    Hook(HookOptions options, @Nullable Hook<L> parent, ObserverArray<L> none) {
        this.name = options.name();
        this.errors = options.errors();
        this.onDemand = options.onDemand();
        this.parent = parent;
        this.observers = none;
        if (options.reentrancy() != Reentrancy.IMMEDIATE) {
            this.control = new EmissionGate<>(this, options.reentrancy());
        }
    }

    /**
     * Connects an observer, after those already connected.
     *
     * @param observer called by every emission that starts after this method returned
     * @return the connection; the existing one if this very observer is connected already
     * @throws NullPointerException if {@code observer} is null
     */
    public final Subscription connect(L observer) {
        return add(new Connection<>(this, requireNonNull(observer, "observer")));
    }

    /**
     * Connects an observer with options: once, priority, filter and others.
     *
     * @return options to fill in; nothing is connected before {@link ConnectionBuilder#connect}
     */
    public abstract ConnectionBuilder<L, ?> with();

    final Subscription add(Connection<L> added) {
        L observer = requireNonNull(added.observer);
        while (true) {
            ObserverArray<L> before = observers;
            Connection<L> present = before.find(observer);
            if (present != null) {
                return present;
            }
            if (change(before, before.with(added))) {
                if (before.isEmpty()) {
                    demandChanged();
                }
                NewConnections.notifyListener(added);
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
        Connection<L> connection = observers.find(requireNonNull(observer, "observer"));
        return connection != null && connection.closeNow();
    }

    /** Disconnects every observer of this hook; a parent keeps its own. */
    public final void disconnectAll() {
        ObserverArray<L> present = observers;
        for (int i = 0; i < present.size; i++) {
            present.items[i].close();
        }
    }

    /**
     * Tells whether an emission would reach anybody.
     *
     * @return whether this hook or an ancestor has an observer
     */
    public final boolean isObserved() {
        for (Hook<L> hook = this; hook != null; hook = hook.parent) {
            if (!hook.observers.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Tells whether this hook itself has an observer, whatever its ancestors have.
     *
     * @return whether one is connected here
     */
    public final boolean hasOwnObservers() {
        return !observers.isEmpty();
    }

    /**
     * The observers of this hook itself, in the order in which they run.
     *
     * @return a snapshot; a parent's observers are not in it
     */
    public final List<ObserverInfo<L>> observers() {
        List<ObserverInfo<L>> infos = new ArrayList<>();
        ObserverArray<L> present = observers;
        for (int i = 0; i < present.size; i++) {
            L observer = present.items[i].observer;
            if (observer != null) {
                infos.add(present.items[i].info(observer));
            }
        }
        return List.copyOf(infos);
    }

    /**
     * Pauses the hook for all threads; what is emitted meanwhile is lost.
     *
     * @return the pause, to be closed
     */
    public final Pause paused() {
        return paused(PauseMode.DROP);
    }

    /**
     * Pauses the hook for all threads.
     *
     * @param mode what becomes of emissions meanwhile
     * @return the pause, to be closed
     * @throws NullPointerException if {@code mode} is null
     */
    public final Pause paused(PauseMode mode) {
        return control().open(requireNonNull(mode, "mode"));
    }

    /** Pauses the hook until {@link #resume()}; what is emitted meanwhile is lost. */
    public final void pause() {
        pause(PauseMode.DROP);
    }

    /**
     * Pauses the hook until {@link #resume()}.
     *
     * @param mode what becomes of emissions meanwhile
     * @throws NullPointerException if {@code mode} is null
     */
    public final void pause(PauseMode mode) {
        control().openNameless(requireNonNull(mode, "mode"));
    }

    /**
     * Ends the latest {@link #pause()}; the hook emits again when no other is open.
     *
     * @throws IllegalStateException if there is none
     * @throws EventHookException if observers of what was kept failed and the hook's policy says so
     */
    public final void resume() {
        control().closeNameless();
    }

    /**
     * Tells whether this hook itself is paused.
     *
     * @return whether a pause is open
     */
    public final boolean isPaused() {
        EmissionGate<L> present = control;
        return present != null && present.isPaused();
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

    final @Nullable Hook<L> parent() {
        return parent;
    }

    /** The observers for an emission that begins now; settled if they can be, and then for the next emissions too. */
    final ObserverArray<L> settled() {
        ObserverArray<L> present = observers;
        return present.plain != null ? present : settled(present);
    }

    private ObserverArray<L> settled(ObserverArray<L> present) {
        ObserverArray<L> settled = present.settled();
        return settled != present && OBSERVERS.compareAndSet(this, present, settled) ? settled : present;
    }

    /** An observer that looks, whenever it is called, whether the connection is still open. */
    abstract L guarded(Connection<L> connection, L observer);

    /**
     * Goes from one state to another, if it still is the present one. Emissions that are under way in the state that is left
     * call those whose turn is yet to come only if they are open then.
     */
    private boolean change(ObserverArray<L> before, ObserverArray<L> after) {
        before.guard(this);
        return OBSERVERS.compareAndSet(this, before, after);
    }

    /** Makes emissions under way look which of their observers are open. */
    final void changeState() {
        ObserverArray<L> before;
        do {
            before = observers;
        } while (!change(before, before.again()));
    }

    /**
     * Takes out a connection that is closed.
     *
     * @return whether nobody is left
     */
    final boolean remove(Connection<L> closing) {
        while (true) {
            ObserverArray<L> before = observers;
            ObserverArray<L> after = before.without(closing);
            if (change(before, after)) {
                return after.isEmpty();
            }
        }
    }

    /** Whether an emission that comes to this hook has to ask before it calls observers. */
    final boolean isControlled() {
        return control != null;
    }

    /** Emits from a level of this hook on, in the way that heeds everything: pauses, queues and options of observers. */
    final void emitFrom(Hook<L> level, Emission<L> emission) {
        EmissionGate<L> own = control;
        if (level == this && own != null && own.queuesNested()) {
            own.emitInTurn(emission);
        } else {
            dispatch(level, emission);
        }
    }

    /**
     * Ends an emission of which an observer failed.
     *
     * @param level the hook whose turn it is
     * @param state the observers that the emission found there
     * @param turn the place of the one that failed
     * @param called what was called there
     * @param failure what it threw
     */
    final void emitRest(
            Hook<L> level, ObserverArray<L> state, int turn, L called, Throwable failure, Emission<L> emission) {
        List<ObserverFailure> failures = failed(null, state.items[turn].nameOf(OpenCheck.bare(called)), failure);
        deliverAbove(level, emission, deliver(state, turn + 1, emission, failures));
    }

    /** Delivers an emission of this hook, level by level upward, until a paused hook stops it. */
    final void dispatch(Hook<L> from, Emission<L> emission) {
        EmissionGate<L> gate = from.control;
        if (gate == null || !gate.stops(this, emission)) {
            dispatchPast(from, emission);
        }
    }

    /** As {@link #dispatch}, but the first level lets it pass: it was kept there, and its time has come. */
    final void dispatchPast(Hook<L> from, Emission<L> emission) {
        deliverAbove(from, emission, deliver(from.observers, 0, emission, null));
    }

    private void deliverAbove(Hook<L> below, Emission<L> emission, @Nullable List<ObserverFailure> earlier) {
        List<ObserverFailure> failures = earlier;
        for (Hook<L> level = below.parent; level != null && emission.climbsTo(level); level = level.parent) {
            EmissionGate<L> gate = level.control;
            if (gate != null && gate.stops(this, emission)) {
                break;
            }
            failures = deliver(level.observers, 0, emission, failures);
        }
        if (failures != null) {
            throw new EventHookException(name, failures);
        }
    }

    private @Nullable List<ObserverFailure> deliver(
            ObserverArray<L> state, int from, Emission<L> emission, @Nullable List<ObserverFailure> earlier) {
        List<ObserverFailure> failures = earlier;
        for (int i = from; i < state.size; i++) {
            Connection<L> connection = state.items[i];
            L observer = connection.observer;
            if (observer != null) {
                try {
                    connection.deliver(observer, emission);
                } catch (Throwable failure) {
                    failures = failed(failures, connection.nameOf(observer), failure);
                }
            }
        }
        return failures;
    }

    final HookOptions boundTo(Object owner) {
        requireNonNull(owner, "owner");
        Reentrancy reentrancy =
                control == null ? Reentrancy.IMMEDIATE : control().reentrancy();
        return new HookOptions(name + " of " + ObserverFailure.nameOf(owner), errors, reentrancy, null);
    }

    private EmissionGate<L> control() {
        EmissionGate<L> present = control;
        if (present == null) {
            CONTROL.compareAndSet(this, null, new EmissionGate<>(this, Reentrancy.IMMEDIATE));
            present = requireNonNull(control);
        }
        return present;
    }

    /**
     * Decides about one failure: rethrows, reports or keeps it.
     *
     * @return the failures kept so far
     */
    private @Nullable List<ObserverFailure> failed(
            @Nullable List<ObserverFailure> earlier, String observer, Throwable failure) {
        if (errors == ErrorPolicy.ISOLATE) {
            ObserverErrors.report(new ObserverFailure(name, observer, failure));
            return null;
        }
        if (failure instanceof VirtualMachineError fatal) {
            throw fatal;
        }
        List<ObserverFailure> failures = earlier == null ? new ArrayList<>() : earlier;
        failures.add(new ObserverFailure(name, observer, failure));
        if (errors == ErrorPolicy.FAIL_FAST) {
            throw new EventHookException(name, failures);
        }
        return failures;
    }

    final void demandChanged() {
        if (onDemand != null) {
            onDemand.run();
        }
    }
}
