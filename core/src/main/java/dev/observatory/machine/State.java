package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.EventHook;
import dev.observatory.hook.Hook1;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One state of one {@link Machine}, made by it. Its {@code toString} is its name.
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
 * <p>A state may have states inside, of which one is active while it is, or, if it is {@link #parallel()}, regions, all of
 * which are. What it declares holds inside of it too, unless something there says otherwise.
 *
 * <p>Everything is declared before the machine's first use, by one thread. The hooks are safe from any thread; their
 * observers run while the transition does, and their failures reach nobody but
 * {@link dev.observatory.hook.ObserverErrors}.
 */
public final class State implements TransitionSource, TransitionTarget {
    final Machine machine;
    final @Nullable State parent;
    final List<Runnable> entries = new ArrayList<>();
    final List<Runnable> exits = new ArrayList<>();
    final List<Trigger> deferred = new ArrayList<>();

    @Nullable
    String name;

    boolean initial;
    boolean parallel;
    boolean last;
    boolean settable;

    /** How often it was asked for by name while the machine was declared. */
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
     * The state's name.
     *
     * @return the name given, or that of the field that holds the state
     */
    public String name() {
        return machine.nameOf(this);
    }

    /**
     * Declares a state inside this one, named after the field that will hold it.
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
     * Declares the state inside this one that is entered with it, named after the field that will hold it.
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
     * Makes the states inside regions, which are all active while this one is.
     *
     * @return this state
     */
    public State parallel() {
        machine.requireDeclaring();
        parallel = true;
        return this;
    }

    /**
     * Makes this the end: of the machine, or, inside another state, of that one, which then takes what
     * {@link Machine#whenDone} says.
     *
     * @return this state
     */
    public State asFinal() {
        machine.requireDeclaring();
        last = true;
        return this;
    }

    /**
     * Does something whenever the state is entered, also at the start. If it throws, the machine is in the state all the
     * same, and whoever fired gets the exception once the hooks were told.
     *
     * @param action runs after the state changed, on the thread that runs the transition
     * @return this state
     * @throws NullPointerException if {@code action} is null
     */
    public State onEntry(Runnable action) {
        requireNonNull(action, "action");
        machine.requireDeclaring();
        entries.add(action);
        return this;
    }

    /**
     * Does something whenever the state is left. If it throws, the state is not left.
     *
     * @param action runs before the state changes, on the thread that runs the transition
     * @return this state
     * @throws NullPointerException if {@code action} is null
     */
    public State onExit(Runnable action) {
        requireNonNull(action, "action");
        machine.requireDeclaring();
        exits.add(action);
        return this;
    }

    /**
     * Says whether {@link Machine#set} may go to this state only where a trigger leads to it.
     *
     * @param required false to let the state be set from anywhere; true unless said otherwise
     * @return this state
     */
    public State requireTrigger(boolean required) {
        machine.requireDeclaring();
        settable = !required;
        return this;
    }

    /**
     * Keeps triggers that nothing answers while this state is active, until the machine is in a state that does.
     *
     * @param triggers of the same machine
     * @return this state
     * @throws NullPointerException if {@code triggers} is null or has a null
     */
    public State defer(Trigger... triggers) {
        List<Trigger> kept = List.of(requireNonNull(triggers, "triggers"));
        machine.requireDeclaring();
        deferred.addAll(kept);
        return this;
    }

    /**
     * The state inside this one that was active when this one was last left; at first, the initial one.
     *
     * @return something that transitions may lead to
     */
    public TransitionTarget history() {
        return new HistoryTarget(this, false);
    }

    /**
     * As {@link #history()}, at all depths.
     *
     * @return something that transitions may lead to
     */
    public TransitionTarget deepHistory() {
        return new HistoryTarget(this, true);
    }

    /**
     * What this state is inside of.
     *
     * @return the outer state; null for one at the top
     */
    public @Nullable State parent() {
        return parent;
    }

    /**
     * Whether the machine is in this state.
     *
     * @return true if it is, or a state inside it is, active
     */
    public boolean isActive() {
        return machine.isIn(this);
    }

    /**
     * Tells each transition that has entered this state.
     *
     * @return the connect side, this machine's own
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
     * Tells each transition that has left this state.
     *
     * @return the connect side, this machine's own
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

    /** The child of a state that was last active, or, if deep, its innermost states that were. */
    record HistoryTarget(State state, boolean deep) implements TransitionTarget {}
}
