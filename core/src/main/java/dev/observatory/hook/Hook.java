package dev.observatory.hook;

import static java.util.Objects.requireNonNull;

import dev.observatory.runtime.LateObservers;
import dev.observatory.runtime.NewConnections;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The connect side of a hook, to which observers are connected. Owners publish this type and keep the emit side private.
 *
 * <p>Observers are compared by identity, never by {@code equals}; an observer that is connected twice is called once. To
 * disconnect a method reference by itself, keep it in a field: each evaluation of {@code this::show} creates another object.
 * Observers are called on the emitter's thread in the order of connection, those of higher priority first. All methods are safe
 * from any thread; no lock is held while observers run. The observers are one immutable state that is replaced by
 * compare-and-set, so that a running emission sees a snapshot. The {@link ErrorPolicy} defines what happens when an observer
 * throws. A hook holds its observers strongly until they are disconnected.
 *
 * <p>A hook may have a parent. Each emission calls the hook's own observers first, then those connected to the parent at
 * that time.
 *
 * <p>A hook can be paused for all threads, by any number of overlapping {@link Pause}s. An emission stops at the first
 * paused hook on its way from child to parent and, if it was kept, continues from there when the pauses end.
 *
 * @param <L> the type of the observers
 */
public abstract sealed class Hook<L> permits Hook0, Hook1, Hook2, Hook3 {
    private static final VarHandle OBSERVERS;
    private static final VarHandle GATE;
    private static final VarHandle WAITING;
    private static final VarHandle STATE;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            OBSERVERS = lookup.findVarHandle(Hook.class, "observers", ObserverArray.class);
            GATE = lookup.findVarHandle(Hook.class, "gate", EmissionGate.class);
            WAITING = lookup.findVarHandle(Hook.class, "waiting", WaitingTurns.class);
            STATE = lookup.findVarHandle(Hook.class, "state", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private static final ErrorPolicy[] POLICIES = ErrorPolicy.values();
    private static final int POLICY = 3;
    private static final int ONE_CONNECTING = POLICY + 1;

    private final String name;
    private final @Nullable Runnable onDemand;
    private final @Nullable Hook<L> parent;

    // Written only by compare-and-set: a reader sees everything that belongs to the state.
    private volatile ObserverArray<L> observers;

    // Null until the hook is first paused, unless nested emissions are queued; never reset to null.
    private volatile @Nullable EmissionGate<L> gate;

    // The error policy, and above it the number of threads that are connecting observers, which is maintained only if
    // there is
    // a demand listener. In one field, since programs may have very many hooks.
    private volatile int state;

    // Null until an observer that is connected for one emission has received it; never reset to null.
    private volatile @Nullable WaitingTurns<L> waiting;

    @SuppressWarnings("EnumOrdinal") // Never leaves this class.
    Hook(HookOptions options, @Nullable Hook<L> parent, ObserverArray<L> none) {
        this.name = options.name();
        this.state = options.errors().ordinal();
        this.onDemand = options.onDemand();
        this.parent = parent;
        this.observers = none;
        if (options.reentrancy() != Reentrancy.IMMEDIATE) {
            this.gate = new EmissionGate<>(this, options.reentrancy());
        }
    }

    /**
     * Connects an observer after those that are already connected.
     *
     * @param observer called on the emitter's thread by every emission that starts after this method has returned; the error
     *     policy defines what its exceptions do
     * @return the connection; the existing one if the same observer is already connected
     * @throws NullPointerException if {@code observer} is null
     */
    public final Subscription connect(L observer) {
        return add(new Connection<>(this, requireNonNull(observer, "observer")));
    }

    /**
     * Connects an observer unless one is connected that serves in its place. Both is one step: of two threads that do this with
     * observers which serve for each other, one connects.
     *
     * @param observer the observer
     * @param isServing returns whether an observer of this hook serves in its place; called with no lock held, in the order in which
     *     observers are called, until it returns true, and again when another thread has changed the observers meanwhile
     * @return the connection of the observer that serves, or else of the given one
     * @hidden
     */
    public final Subscription connectUnless(L observer, Predicate<? super L> isServing) {
        return add(
                new Connection<>(this, requireNonNull(observer, "observer")), requireNonNull(isServing, "isServing"));
    }

    /**
     * Returns a builder that connects an observer with options, such as once, priority and filter.
     *
     * @return a new builder; nothing is connected before {@link ConnectionBuilder#connect} is called
     */
    public abstract ConnectionBuilder<L, ?> with();

    final Subscription add(Connection<L> added) {
        return add(added, null);
    }

    private Subscription add(Connection<L> added, @Nullable Predicate<? super L> isServing) {
        if (onDemand == null) {
            return connected(added, isServing);
        }
        STATE.getAndAdd(this, ONE_CONNECTING);
        try {
            return connected(added, isServing);
        } finally {
            STATE.getAndAdd(this, -ONE_CONNECTING);
        }
    }

    /**
     * Returns whether another thread may be connecting the first observer. What feeds this hook must be ready when a connection has
     * been made, whichever thread prepares it.
     */
    private boolean mayOtherThreadBePreparing() {
        return state >= 2 * ONE_CONNECTING;
    }

    private Subscription connected(Connection<L> added, @Nullable Predicate<? super L> isServing) {
        L observer = requireNonNull(added.observer);
        while (true) {
            ObserverArray<L> before = observers;
            Connection<L> present = before.find(observer);
            if (present == null && isServing != null) {
                present = before.findFirst(isServing);
            }
            if (present != null) {
                if (mayOtherThreadBePreparing()) {
                    demandChanged();
                }
                return present;
            }
            ObserverArray<L> after = before.with(added);
            if (change(before, after)) {
                boolean isMoreRequired = before.isEmpty() || after.required() != before.required();
                if (isMoreRequired || mayOtherThreadBePreparing()) {
                    demandChanged();
                }
                NewConnections.notifyListener(added);
                return added;
            }
        }
    }

    /**
     * Disconnects an observer, as {@link Subscription#close()} does: no call of it begins after this method has returned, except
     * by an emission of another thread that has reached the observer already. An emission that waits for an executor or a timer
     * to call it is dropped, also if the observer is connected once and so has left this hook.
     *
     * @param observer the observer, found by identity
     * @return whether it was connected, or an emission was waiting to call it
     * @throws NullPointerException if {@code observer} is null
     */
    public final boolean disconnect(L observer) {
        Connection<L> connection = observers.find(requireNonNull(observer, "observer"));
        boolean wasConnected = connection != null && connection.closeNow();
        WaitingTurns<L> turns = waiting;
        boolean wasWaiting = turns != null && turns.drop(observer);
        return wasConnected || wasWaiting;
    }

    /** Disconnects all observers of this hook, as {@link #disconnect} does, but not those of its parent. */
    public final void disconnectAll() {
        ObserverArray<L> present = observers;
        for (int i = 0; i < present.size; i++) {
            present.items[i].close();
        }
        WaitingTurns<L> turns = waiting;
        if (turns != null) {
            turns.dropAll();
        }
    }

    /** Returns the emissions that wait to call observers which are connected for one emission. */
    final WaitingTurns<L> waitingTurns() {
        WaitingTurns<L> present = waiting;
        if (present == null) {
            WAITING.compareAndSet(this, null, new WaitingTurns<>());
            present = requireNonNull(waiting);
        }
        return present;
    }

    /**
     * Returns whether an emission would reach an observer.
     *
     * @return whether an observer is connected to this hook or to an ancestor
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
     * Returns whether an observer is connected to this hook itself, regardless of its ancestors.
     *
     * @return whether this hook has an observer of its own
     */
    public final boolean hasOwnObservers() {
        return !observers.isEmpty();
    }

    /**
     * Returns whether an emission must visit this hook itself, regardless of its ancestors.
     *
     * @return whether it has observers, was ever paused, or queues nested emissions
     * @hidden
     */
    public final boolean concernsEmissions() {
        return !observers.isEmpty() || gate != null;
    }

    /**
     * Returns what the observers that an emission would reach may read.
     *
     * @return bits of {@link dev.observatory.runtime.Requirement}; none if there are no observers
     * @hidden
     */
    public final int required() {
        int required = 0;
        for (Hook<L> hook = this; hook != null; hook = hook.parent) {
            required |= hook.observers.required();
        }
        return required;
    }

    /**
     * Returns the observers of this hook itself, in the order in which they are called.
     *
     * @return an immutable snapshot, without the observers of a parent
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
     * Pauses the hook for all threads and drops what is emitted in the meantime.
     *
     * @return the pause, which ends when it is closed
     */
    public final Pause paused() {
        return paused(PauseMode.DROP);
    }

    /**
     * Pauses the hook for all threads.
     *
     * @param mode what happens to emissions during the pause
     * @return the pause, which ends when it is closed
     * @throws NullPointerException if {@code mode} is null
     */
    public final Pause paused(PauseMode mode) {
        return gate().openPause(requireNonNull(mode, "mode"));
    }

    /** Pauses the hook for all threads until {@link #resume()} is called, and drops what is emitted in the meantime. */
    public final void pause() {
        pause(PauseMode.DROP);
    }

    /**
     * Pauses the hook for all threads until {@link #resume()} is called.
     *
     * @param mode what happens to emissions during the pause
     * @throws NullPointerException if {@code mode} is null
     */
    public final void pause(PauseMode mode) {
        gate().pause(requireNonNull(mode, "mode"));
    }

    /**
     * Ends the most recent {@link #pause()}. If no other pause is open, delivers the emissions that were kept, on this
     * thread, and the hook emits again.
     *
     * @throws IllegalStateException if there is no {@code pause()} to end
     * @throws EventHookException if an observer of a kept emission failed and the error policy is not
     *     {@link ErrorPolicy#ISOLATE}
     */
    public final void resume() {
        gate().resume();
    }

    /**
     * Returns whether this hook itself is paused, regardless of its ancestors.
     *
     * @return whether a pause is open
     */
    public final boolean isPaused() {
        EmissionGate<L> present = gate;
        return present != null && present.isPaused();
    }

    /**
     * Returns the name of this hook, which is used in messages.
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

    private ErrorPolicy errors() {
        return POLICIES[state & POLICY];
    }

    /**
     * Returns the hook to which emissions of this one propagate.
     *
     * @return null if there is none
     * @hidden
     */
    public final @Nullable Hook<L> parent() {
        return parent;
    }

    /** Returns the observers for an emission that starts now, flattened for this and later emissions where possible. */
    final ObserverArray<L> snapshot() {
        ObserverArray<L> present = observers;
        return present.plain != null ? present : flattened(present);
    }

    private ObserverArray<L> flattened(ObserverArray<L> before) {
        ObserverArray<L> present = before;
        if (present.isEmpty() && LateObservers.areWaiting()) {
            LateObservers.connect();
            present = observers;
        }
        ObserverArray<L> flat = present.flattened();
        return flat != present && OBSERVERS.compareAndSet(this, present, flat) ? flat : present;
    }

    /** Returns an observer that tests at each call whether the connection is still open, and only then calls the given one. */
    abstract L guarded(Connection<L> connection, L observer);

    /**
     * Replaces a state if it is still the present one. Emissions in progress in the old state call each remaining observer
     * only if its connection is open at its turn.
     */
    private boolean change(ObserverArray<L> before, ObserverArray<L> after) {
        before.guard(this);
        return OBSERVERS.compareAndSet(this, before, after);
    }

    /** Replaces the state by an equal one, so that emissions in progress test which of their observers are still open. */
    final void replaceState() {
        ObserverArray<L> before;
        do {
            before = observers;
        } while (!change(before, before.copy()));
    }

    /**
     * Removes a closed connection.
     *
     * @return whether no observer is left, or the others require less
     */
    final boolean remove(Connection<L> closing) {
        while (true) {
            ObserverArray<L> before = observers;
            ObserverArray<L> after = before.without(closing);
            if (change(before, after)) {
                return after.isEmpty() || after.required() != before.required();
            }
        }
    }

    /** Returns whether an emission that reaches this hook must pass its gate before it calls observers. */
    final boolean hasGate() {
        return gate != null;
    }

    /** Emits from a level on, with all features: pauses, queued nested emissions and observer options. */
    final void emitFrom(Hook<L> level, Emission<L> emission) {
        EmissionGate<L> own = gate;
        if (level == this && own != null && own.queuesNested()) {
            own.emitInTurn(emission);
        } else {
            dispatch(level, emission);
        }
    }

    /**
     * Handles the failure of an observer and continues the emission behind it.
     *
     * @param level the hook whose observer failed: this one or an ancestor
     * @param state the observers of that level as the emission sees them
     * @param turn the index of the observer that failed
     * @param called the observer that failed, or its guard
     * @param failure the exception that it threw
     * @param emission the emission in progress
     */
    final void continueAfterFailure(
            Hook<L> level, ObserverArray<L> state, int turn, L called, Throwable failure, Emission<L> emission) {
        List<ObserverFailure> failures =
                handleFailure(null, state.items[turn].nameOf(OpenCheck.unwrap(called)), failure);
        deliverAbove(level, emission, deliver(state, turn + 1, emission, failures));
    }

    /** Delivers an emission of this hook to a level and its ancestors, until the gate of one of them intercepts it. */
    final void dispatch(Hook<L> from, Emission<L> emission) {
        EmissionGate<L> gate = from.gate;
        if (gate == null || !gate.intercept(this, emission)) {
            dispatchPastGate(from, emission);
        }
    }

    /** Delivers like {@link #dispatch}, but bypasses the gate of the first level, which has kept the emission until now. */
    final void dispatchPastGate(Hook<L> from, Emission<L> emission) {
        deliverAbove(from, emission, deliver(from.observers, 0, emission, null));
    }

    private void deliverAbove(Hook<L> below, Emission<L> emission, @Nullable List<ObserverFailure> earlier) {
        List<ObserverFailure> failures = earlier;
        for (Hook<L> level = below.parent; level != null && emission.propagatesTo(level); level = level.parent) {
            EmissionGate<L> gate = level.gate;
            if (gate != null && gate.intercept(this, emission)) {
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
                    Emission<L> part = emission.partFor(connection);
                    if (part != null) {
                        connection.deliver(observer, part);
                    }
                } catch (Throwable failure) {
                    failures = handleFailure(failures, connection.nameOf(observer), failure);
                }
            }
        }
        return failures;
    }

    final HookOptions optionsFor(Object target) {
        requireNonNull(target, "target");
        Reentrancy reentrancy = gate == null ? Reentrancy.IMMEDIATE : gate().reentrancy();
        return new HookOptions(name + " of " + ObserverFailure.nameOf(target), errors(), reentrancy, null);
    }

    private EmissionGate<L> gate() {
        EmissionGate<L> present = gate;
        if (present == null) {
            GATE.compareAndSet(this, null, new EmissionGate<>(this, Reentrancy.IMMEDIATE));
            present = requireNonNull(gate);
            demandChanged(); // Emissions must visit this hook from now on.
        }
        return present;
    }

    /**
     * Handles the failure of one observer by the error policy: throws, reports or collects it.
     *
     * @return the failures collected so far; null if there are none
     */
    private @Nullable List<ObserverFailure> handleFailure(
            @Nullable List<ObserverFailure> earlier, String observer, Throwable failure) {
        if (errors() == ErrorPolicy.ISOLATE) {
            ObserverErrors.report(new ObserverFailure(name, observer, failure));
            return null;
        }
        if (failure instanceof VirtualMachineError fatal) {
            throw fatal;
        }
        List<ObserverFailure> failures = earlier == null ? new ArrayList<>() : earlier;
        failures.add(new ObserverFailure(name, observer, failure));
        if (errors() == ErrorPolicy.FAIL_FAST) {
            throw new EventHookException(name, failures);
        }
        return failures;
    }

    /** Calls the demand listener. What it throws must not reach an emitter whose observer was connected once. */
    final void demandChanged() {
        if (onDemand != null) {
            try {
                onDemand.run();
            } catch (Throwable failure) {
                ObserverErrors.report(name, onDemand, failure);
            }
        }
    }
}
