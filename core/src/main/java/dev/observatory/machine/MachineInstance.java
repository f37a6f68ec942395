package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.Hook1;
import dev.observatory.machine.chart.Edge;
import dev.observatory.machine.diagram.MermaidDiagram;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One machine of a {@link MachineDefinition}: its state, and further data only if needed. Order, atomicity and threads are those of
 * {@link Machine}.
 *
 * @param <S> the type of the states
 * @param <E> the type of the triggers
 * @param <C> the type of the context of guards and actions
 */
@SuppressWarnings("EnumOrdinal") // the numbers of this JVM's constants, never stored
public final class MachineInstance<S extends Enum<S>, E extends Enum<E>, C extends @Nullable Object> extends Engine {
    private final MachineDefinition<S, E, C> definition;
    private final C context;

    MachineInstance(MachineDefinition<S, E, C> definition, C context, MachineOptions options) {
        super(options);
        this.definition = definition;
        this.context = context;
        this.chart = definition.chart;
    }

    /**
     * Fires a trigger and requires a transition.
     *
     * @param event the trigger
     * @throws TransitionRefusedException if it has no transition from the current state, or guards refuse; if fired from inside a
     *     transition, the exception goes to {@link dev.observatory.hook.ObserverErrors} instead
     * @throws MachineException if this machine is finished, or confined to another thread
     * @throws NullPointerException if {@code event} is null
     */
    public void fire(E event) {
        fire(numberOf(event), null, true);
    }

    /**
     * Fires a trigger with a payload and requires a transition.
     *
     * @param event the trigger
     * @param payload the payload for guards, actions and observers
     * @throws TransitionRefusedException as for {@link #fire(Enum)}
     * @throws MachineException as for {@link #fire(Enum)}
     * @throws NullPointerException if an argument is null
     */
    public void fire(E event, Object payload) {
        fire(numberOf(event), requireNonNull(payload, "payload"), true);
    }

    /**
     * Fires a trigger. Exceptions of guards and actions are thrown unchanged.
     *
     * @param event the trigger
     * @return the result
     * @throws ConfinementException if this machine is confined to another thread
     * @throws NullPointerException if {@code event} is null
     */
    public FireResult tryFire(E event) {
        return fire(numberOf(event), null, false);
    }

    /**
     * Fires a trigger with a payload. Exceptions of guards and actions are thrown unchanged.
     *
     * @param event the trigger
     * @param payload the payload for guards, actions and observers
     * @return the result
     * @throws ConfinementException if this machine is confined to another thread
     * @throws NullPointerException if an argument is null
     */
    public FireResult tryFire(E event, Object payload) {
        return fire(numberOf(event), requireNonNull(payload, "payload"), false);
    }

    /**
     * Fires a trigger and returns a future of its result.
     *
     * @param event the trigger
     * @return a future that the thread that executes the transition completes
     * @throws NullPointerException if {@code event} is null
     */
    public CompletableFuture<FireResult> submit(E event) {
        return submit(numberOf(event), null);
    }

    /**
     * Fires a trigger with a payload and returns a future of its result.
     *
     * @param event the trigger
     * @param payload the payload for guards, actions and observers
     * @return a future that the thread that executes the transition completes
     * @throws NullPointerException if an argument is null
     */
    public CompletableFuture<FireResult> submit(E event, Object payload) {
        return submit(numberOf(event), requireNonNull(payload, "payload"));
    }

    private int numberOf(E event) {
        return requireNonNull(event, "event").ordinal();
    }

    /**
     * Returns the current state.
     *
     * @return the innermost active state; if several regions are active, the state that contains them
     */
    public S state() {
        return definition.byNumber[common()];
    }

    /**
     * Returns all active states.
     *
     * @return the active states
     */
    public Set<S> activeStates() {
        EnumSet<S> active = EnumSet.noneOf(definition.byNumber[0].getDeclaringClass());
        chart.active(leaves()).stream().forEach(number -> active.add(definition.byNumber[number]));
        return Collections.unmodifiableSet(active);
    }

    /**
     * Returns whether a state is active.
     *
     * @param state the state
     * @return true if the state, or a state inside it, is active
     * @throws NullPointerException if {@code state} is null
     */
    public boolean isIn(S state) {
        return chart.active(leaves()).get(definition.numberOf(requireNonNull(state, "state")));
    }

    /**
     * Returns whether this machine has reached a top-level final state.
     *
     * @return true if no trigger has any effect any more
     */
    public boolean isFinished() {
        return isOver();
    }

    /**
     * Returns the context of guards and actions.
     *
     * @return the object that this machine was created with; null if there is none
     */
    @Override
    public C context() {
        return context;
    }

    /**
     * Returns the definition of this machine.
     *
     * @return the definition
     */
    public MachineDefinition<S, E, C> definition() {
        return definition;
    }

    /**
     * Changes the state without a trigger; see {@link Machine#set}.
     *
     * @param target the state
     * @throws TransitionRefusedException if no trigger leads there from the current state and it is not settable
     * @throws ReentrantSetException if called from inside a transition of this machine
     * @throws NullPointerException if {@code target} is null
     */
    public void set(S target) {
        DirectStateChange.set(this, definition.numberOf(requireNonNull(target, "target")));
    }

    /**
     * Returns the triggers that could fire now.
     *
     * @return those that no guard refuses, as far as this is known without a payload
     */
    public Set<E> permitted() {
        EnumSet<E> permitted = EnumSet.noneOf(definition.events[0].getDeclaringClass());
        for (E event : definition.events) {
            if (explain(event).isReady()) {
                permitted.add(event);
            }
        }
        return Collections.unmodifiableSet(permitted);
    }

    /**
     * Explains whether a trigger can fire. Calls all guards that need no payload.
     *
     * @param event the trigger
     * @return the explanation
     * @throws NullPointerException if {@code event} is null
     */
    public TriggerExplanation explain(E event) {
        int number = numberOf(event);
        return quietly(() -> RefusalMessages.explain(this, number, null, false));
    }

    private InstanceHooks<S, E> hooks() {
        RuntimeState memory = memory();
        synchronized (memory.mailbox) {
            InstanceHooks<S, E> hooks = hooksIfAny(memory);
            if (hooks == null) {
                memory.hooks = hooks = new InstanceHooks<>(this, chart);
            }
            return hooks;
        }
    }

    @SuppressWarnings("unchecked") // written by hooks() only
    private @Nullable InstanceHooks<S, E> hooksIfAny(RuntimeState memory) {
        return (InstanceHooks<S, E>) memory.hooks;
    }

    /**
     * Returns the hook that emits after each transition that has entered a state of this machine.
     *
     * @param state the state
     * @return the hook; its observers are called on the thread that executes the transition, and their exceptions never reach the caller
     * @throws NullPointerException if {@code state} is null
     */
    public Hook1<InstanceTransition<S, E>> entered(S state) {
        return hooks().entered(definition.numberOf(requireNonNull(state, "state")), state);
    }

    /**
     * Returns the hook that emits after each transition that has left a state of this machine.
     *
     * @param state the state
     * @return the hook; its observers are called on the thread that executes the transition, and their exceptions never reach the caller
     * @throws NullPointerException if {@code state} is null
     */
    public Hook1<InstanceTransition<S, E>> exited(S state) {
        return hooks().exited(definition.numberOf(requireNonNull(state, "state")), state);
    }

    /**
     * Returns the hook that emits after each transition of a trigger of this machine, including internal ones.
     *
     * @param event the trigger
     * @return the hook; its observers are called on the thread that executes the transition, and their exceptions never reach the caller
     * @throws NullPointerException if {@code event} is null
     */
    public Hook1<InstanceTransition<S, E>> triggered(E event) {
        return hooks().triggered(requireNonNull(event, "event"));
    }

    /**
     * Returns the hook that emits after each transition that has changed the state, once for each region that it changed; not after
     * internal transitions.
     *
     * @return the hook; its observers are called on the thread that executes the transition, and their exceptions never reach the caller
     */
    public Hook1<InstanceTransition<S, E>> updated() {
        return hooks().updated();
    }

    /**
     * Returns the hook that emits each trigger that led to no transition; see {@link Machine#refused()}.
     *
     * @return the hook; its observers are called on the thread that executed the trigger, and their exceptions never reach the caller
     */
    public Hook1<RefusedTrigger<S, E>> refused() {
        return hooks().refused();
    }

    /**
     * Ends the ownership of the calling thread if this machine is confined; see {@link Machine#handOver()}.
     *
     * @throws ConfinementException if another thread owns this machine
     * @throws ReentrantSetException if called from inside a transition of this machine
     */
    public void handOver() {
        disown();
    }

    /**
     * Returns a diagram of the definition for Mermaid with the active states marked.
     *
     * @return a {@code stateDiagram-v2} whose active states have the class {@code current}
     */
    public String render() {
        return MermaidDiagram.of(ChartViews.diagram(chart), ChartViews.active(chart, leaves()));
    }

    /**
     * Returns a snapshot of the state of this machine, to be restored later or elsewhere.
     *
     * @return active states, histories, remaining times of timers, and deferred triggers
     * @throws SnapshotException if a trigger with a payload is deferred
     * @throws ReentrantSetException if called from inside a transition of this machine
     */
    public MachineSnapshot snapshot() {
        return SnapshotRestorer.snapshot(this);
    }

    /**
     * Restores a snapshot; see {@link Machine#restore(MachineSnapshot)}.
     *
     * @param snapshot a snapshot of a machine with the same definition
     * @throws SnapshotException if the definition has changed so that the snapshot does not fit; lists what is missing
     * @throws ReentrantSetException if called from inside a transition of this machine
     * @throws NullPointerException if {@code snapshot} is null
     */
    public void restore(MachineSnapshot snapshot) {
        restore(snapshot, UnaryOperator.identity());
    }

    /**
     * Restores a snapshot, like {@link #restore(MachineSnapshot)}, after adapting one of another definition.
     *
     * @param snapshot a snapshot of a machine with this or an earlier definition
     * @param migration called with a snapshot of another definition to return one that fits
     * @throws SnapshotException if the result does not fit either
     * @throws ReentrantSetException if called from inside a transition of this machine
     * @throws NullPointerException if an argument is null
     */
    public void restore(MachineSnapshot snapshot, UnaryOperator<MachineSnapshot> migration) {
        SnapshotRestorer.restore(this, requireNonNull(snapshot, "snapshot"), requireNonNull(migration, "migration"));
    }

    @Override
    String name() {
        return chart.name;
    }

    @Override
    void prepare() {
        throw new AssertionError("an instance is created with its chart");
    }

    @Override
    Object transition(Edge edge, int from, int to, @Nullable Object payload) {
        return definition.step(edge, from, to, payload);
    }

    @SuppressWarnings("unchecked") // made by transition()
    private InstanceTransition<S, E> step(Object transition) {
        return (InstanceTransition<S, E>) transition;
    }

    @Override
    void emitExited(int state, Object transition) {
        InstanceHooks<S, E> hooks = hooksIfAny(memory());
        if (hooks != null) {
            hooks.emitExited(state, step(transition));
        }
    }

    @Override
    void emitTriggered(int trigger, Object transition) {
        InstanceHooks<S, E> hooks = hooksIfAny(memory());
        if (hooks != null) {
            hooks.emitTriggered(trigger, step(transition));
        }
    }

    @Override
    void emitEntered(int state, Object transition) {
        InstanceHooks<S, E> hooks = hooksIfAny(memory());
        if (hooks != null) {
            hooks.emitEntered(state, step(transition));
        }
    }

    @Override
    void emitUpdated(Object transition) {
        InstanceHooks<S, E> hooks = hooksIfAny(memory());
        if (hooks != null) {
            hooks.emitUpdated(step(transition));
        }
    }

    @Override
    boolean observesRefusals() {
        RuntimeState memory = memoryIfAny();
        InstanceHooks<S, E> hooks = memory == null ? null : hooksIfAny(memory);
        return hooks != null && hooks.observesRefusals();
    }

    @Override
    void emitRefused(int trigger, @Nullable Object payload, FireResult outcome, List<String> guards) {
        InstanceHooks<S, E> hooks = hooksIfAny(memory());
        if (hooks != null && trigger < definition.events.length) {
            E event = definition.events[trigger];
            hooks.emitRefused(new RefusedTrigger<>(event, definition.byNumber[common()], payload, outcome, guards));
        }
    }

    @Override
    public String toString() {
        return name() + " in " + RefusalMessages.place(this);
    }
}
