package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.EventHook;
import dev.observatory.hook.Hook1;
import dev.observatory.machine.chart.Behaviour.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One state of one {@link Machine}, which creates it. Its {@code toString} is its name.
 *
 * <pre>{@code
 * class Player extends Machine {
 *     final State stopped = initial(), on = newState().onEntry(() -> show("on"));
 *     final State playing = on.initial(), held = on.newState();
 *     final Trigger play = trigger(stopped.to(on)), hold = trigger(playing.to(held), held.to(playing));
 *     final Trigger stop = trigger(on.to(stopped));
 * }
 * }</pre>
 *
 * <p>A state may contain states, one of which is active while the outer state is; if the outer state is {@link #parallel()}, they
 * are regions, all of which are active. Transitions of a state apply in the states inside it too, unless those declare their own.
 *
 * <p>Everything is declared before the first use of the machine, by one thread. The hooks are safe for use by multiple threads.
 * Observers are called during the transition, on the thread that executes it; an exception that one throws goes to
 * {@link dev.observatory.hook.ObserverErrors} and never to the caller.
 */
public final class State implements TransitionSource, TransitionTarget {
    final Machine machine;
    final @Nullable State parent;
    final List<Action> entries = new ArrayList<>();
    final List<Action> exits = new ArrayList<>();
    final List<Trigger> deferred = new ArrayList<>();

    @Nullable
    String name;

    boolean initial;
    boolean parallel;
    boolean last;
    boolean settable;

    /** Whether some entry or exit action takes the transition. */
    boolean actionsTakeTransition;

    /** How often it was requested by name during declaration. */
    int calls = 1;

    /** Its number in the chart. */
    int number = -1;

    private volatile @Nullable EventHook<Transition> entered;
    private volatile @Nullable EventHook<Transition> exited;

    State(Machine machine, @Nullable State parent, @Nullable String name) {
        this.machine = machine;
        this.parent = parent;
        this.name = name;
    }

    /**
     * Returns the name of the state.
     *
     * @return the name given, or that of the field that holds the state
     */
    public String name() {
        return machine.nameOf(this);
    }

    /**
     * Declares a state inside this one, named after the field that holds it.
     *
     * @return the new state
     */
    public State newState() {
        return machine.declare(this, null);
    }

    /**
     * Declares a state inside this one.
     *
     * @param inner its name, unique in the machine
     * @return the new state
     * @throws NullPointerException if {@code inner} is null
     */
    public State state(String inner) {
        return machine.declare(this, requireNonNull(inner, "inner"));
    }

    /**
     * Declares the state inside this one that is entered with it, named after the field that holds it.
     *
     * @return the new state
     */
    public State initial() {
        return machine.declareInitial(this, null);
    }

    /**
     * Declares the state inside this one that is entered with it.
     *
     * @param inner its name, unique in the machine
     * @return the new state
     * @throws NullPointerException if {@code inner} is null
     */
    public State initial(String inner) {
        return machine.declareInitial(this, requireNonNull(inner, "inner"));
    }

    /**
     * Makes the states inside this one regions, all of which are active while this one is.
     *
     * @return this state
     */
    public State parallel() {
        machine.requireDeclaring();
        parallel = true;
        return this;
    }

    /**
     * Makes this state final: entering it ends the machine, or the state that contains it, which then takes the transition of
     * {@link Machine#whenDone}.
     *
     * @return this state
     */
    public State asFinal() {
        machine.requireDeclaring();
        last = true;
        return this;
    }

    /**
     * Adds an action that is called whenever the state is entered, including at the start. If it throws, the state is entered
     * nevertheless, and the caller that fired gets the exception after the hooks have emitted.
     *
     * @param action called after the state has changed, on the thread that executes the transition
     * @return this state
     * @throws NullPointerException if {@code action} is null
     */
    public State onEntry(Runnable action) {
        requireNonNull(action, "action");
        machine.requireDeclaring();
        entries.add((context, transition) -> action.run());
        return this;
    }

    /**
     * Adds an action that takes the transition with its payload, and is called whenever the state is entered, like
     * {@link #onEntry(Runnable)}.
     *
     * @param action called with the transition that observers get; at the start with one without a trigger, from the initial state to
     *     itself
     * @return this state
     * @throws NullPointerException if {@code action} is null
     */
    public State onEntry(Consumer<? super Transition> action) {
        entries.add(taking(requireNonNull(action, "action")));
        return this;
    }

    /**
     * Adds an action that is called whenever the state is left. If it throws, the state is not left.
     *
     * @param action called before the state changes, on the thread that executes the transition
     * @return this state
     * @throws NullPointerException if {@code action} is null
     */
    public State onExit(Runnable action) {
        requireNonNull(action, "action");
        machine.requireDeclaring();
        exits.add((context, transition) -> action.run());
        return this;
    }

    /**
     * Adds an action that takes the transition with its payload, and is called whenever the state is left, like
     * {@link #onExit(Runnable)}.
     *
     * @param action called with the transition that observers get once it is complete
     * @return this state
     * @throws NullPointerException if {@code action} is null
     */
    public State onExit(Consumer<? super Transition> action) {
        exits.add(taking(requireNonNull(action, "action")));
        return this;
    }

    @SuppressWarnings("NullAway") // with such an action there always is a transition
    private Action taking(Consumer<? super Transition> action) {
        machine.requireDeclaring();
        actionsTakeTransition = true;
        return (context, transition) -> action.accept((Transition) transition);
    }

    /**
     * Sets whether {@link Machine#set} accepts this state only if a trigger leads to it from the current state.
     *
     * @param required false to allow this state to be set from any state; the default is true
     * @return this state
     */
    public State requireTrigger(boolean required) {
        machine.requireDeclaring();
        settable = !required;
        return this;
    }

    /**
     * Defers triggers that have no transition while this state is active, until the machine is in a state that has one. After each
     * change of the state, the deferred triggers are tried again in order of firing, before anything that was fired meanwhile; one
     * whose transitions all have guards that refuse is deferred too.
     *
     * @param triggers triggers of the same machine
     * @return this state
     * @throws NullPointerException if {@code triggers} is null or contains null
     */
    public State defer(Trigger... triggers) {
        List<Trigger> kept = List.of(requireNonNull(triggers, "triggers"));
        machine.requireDeclaring();
        deferred.addAll(kept);
        return this;
    }

    /**
     * Returns the history of this state: the child that was last active; the initial one if none was. If this state is
     * active and has never been left, that is its present child, and no state around it is left.
     *
     * @return a target for transitions
     */
    public TransitionTarget history() {
        return new HistoryTarget(this, false);
    }

    /**
     * Returns the deep history of this state: the innermost states that were last active; the initial ones if none were. If
     * this state is active and has never been left, those are the present ones, and no state around it is left.
     *
     * @return a target for transitions
     */
    public TransitionTarget deepHistory() {
        return new HistoryTarget(this, true);
    }

    /**
     * Returns the state that contains this one.
     *
     * @return the outer state; null for a top-level state
     */
    public @Nullable State parent() {
        return parent;
    }

    /**
     * Returns whether this state is active.
     *
     * @return true if this state, or a state inside it, is active
     */
    public boolean isActive() {
        return machine.isIn(this);
    }

    /**
     * Returns the hook that emits after each transition that has entered this state.
     *
     * @return the hook, which belongs to this machine; its observers are called on the thread that executes the transition, and their
     *     exceptions never reach the caller
     */
    public Hook1<Transition> entered() {
        EventHook<Transition> hook = entered;
        if (hook == null) {
            synchronized (machine.hooks) {
                hook = entered;
                if (hook == null) {
                    entered = hook = machine.hooks.make(machine.name() + "." + name() + ".entered");
                }
            }
        }
        return hook;
    }

    /**
     * Returns the hook that emits after each transition that has left this state.
     *
     * @return the hook, which belongs to this machine; its observers are called on the thread that executes the transition, and their
     *     exceptions never reach the caller
     */
    public Hook1<Transition> exited() {
        EventHook<Transition> hook = exited;
        if (hook == null) {
            synchronized (machine.hooks) {
                hook = exited;
                if (hook == null) {
                    exited = hook = machine.hooks.make(machine.name() + "." + name() + ".exited");
                }
            }
        }
        return hook;
    }

    void emitEntered(Transition transition) {
        EventHook<Transition> hook = entered;
        if (hook != null) {
            hook.emit(transition);
        }
    }

    void emitExited(Transition transition) {
        EventHook<Transition> hook = exited;
        if (hook != null) {
            hook.emit(transition);
        }
    }

    @Override
    public String toString() {
        return name();
    }

    /** The history of a state: its child that was last active, or, if deep, its innermost states that were. */
    record HistoryTarget(State state, boolean deep) implements TransitionTarget {}
}
