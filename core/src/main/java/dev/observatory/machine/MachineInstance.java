package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.Hook1;
import dev.observatory.machine.chart.Edge;
import dev.observatory.machine.diagram.MermaidDiagram;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One machine of a {@link MachineDefinition}: its state, and nothing else as long as nothing else is needed. Order, atomicity and
 * threads are those of {@link Machine}.
 *
 * @param <S> the type of the states
 * @param <E> the type of the triggers
 * @param <C> the type of the context that guards and actions are given
 */
@SuppressWarnings("EnumOrdinal") // the numbers of this very JVM's constants, never stored
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
     * Fires a trigger, and expects a transition.
     *
     * @param event the trigger
     * @throws TransitionRefusedException if it leads nowhere from here; from inside a transition, that goes to
     *     {@link dev.observatory.hook.ObserverErrors} instead
     * @throws MachineException if this is finished, or confined to another thread
     * @throws NullPointerException if {@code event} is null
     */
    public void fire(E event) {
        fire(numberOf(event), null, true);
    }

    /**
     * Fires a trigger with a payload, and expects a transition.
     *
     * @param event the trigger
     * @param payload given to guards, actions and observers
     * @throws TransitionRefusedException as for {@link #fire(Enum)}
     * @throws MachineException as for {@link #fire(Enum)}
     * @throws NullPointerException if an argument is null
     */
    public void fire(E event, Object payload) {
        fire(numberOf(event), requireNonNull(payload, "payload"), true);
    }

    /**
     * Fires a trigger. What guards and actions throw comes out unchanged.
     *
     * @param event the trigger
     * @return what became of it
     * @throws ConfinementException if this is confined to another thread
     * @throws NullPointerException if {@code event} is null
     */
    public FireResult tryFire(E event) {
        return fire(numberOf(event), null, false);
    }

    /**
     * Fires a trigger with a payload.
     *
     * @param event the trigger
     * @param payload given to guards, actions and observers
     * @return what became of it
     * @throws ConfinementException if this is confined to another thread
     * @throws NullPointerException if an argument is null
     */
    public FireResult tryFire(E event, Object payload) {
        return fire(numberOf(event), requireNonNull(payload, "payload"), false);
    }

    /**
     * Fires a trigger, and tells the outcome when it is known.
     *
     * @param event the trigger
     * @return completed by the thread that runs the transition
     * @throws NullPointerException if {@code event} is null
     */
    public CompletableFuture<FireResult> submit(E event) {
        return submit(numberOf(event), null);
    }

    /**
     * Fires a trigger with a payload, and tells the outcome when it is known.
     *
     * @param event the trigger
     * @param payload given to guards, actions and observers
     * @return completed by the thread that runs the transition
     * @throws NullPointerException if an argument is null
     */
    public CompletableFuture<FireResult> submit(E event, Object payload) {
        return submit(numberOf(event), requireNonNull(payload, "payload"));
    }

    private int numberOf(E event) {
        return requireNonNull(event, "event").ordinal();
    }

    /**
     * Where this is.
     *
     * @return the innermost active state; where several regions are active, the state that has them inside
     */
    public S state() {
        return definition.byNumber[common()];
    }

    /**
     * All that this is in.
     *
     * @return the active states
     */
    public Set<S> activeStates() {
        EnumSet<S> active = EnumSet.noneOf(definition.byNumber[0].getDeclaringClass());
        chart.active(leaves()).stream().forEach(number -> active.add(definition.byNumber[number]));
        return Collections.unmodifiableSet(active);
    }

    /**
     * Whether this is in a state.
     *
     * @param state the state
     * @return true if it is, or a state inside it is, active
     * @throws NullPointerException if {@code state} is null
     */
    public boolean isIn(S state) {
        return chart.active(leaves()).get(definition.numberOf(requireNonNull(state, "state")));
    }

    /**
     * Whether a final state at the top has been reached.
     *
     * @return true if nothing will transition this any more
     */
    public boolean isFinished() {
        return isOver();
    }

    /**
     * What guards and actions are given.
     *
     * @return the object that this was made with; null if there is none
     */
    @Override
    public C context() {
        return context;
    }

    /**
     * What this is an instance of.
     *
     * @return the definition
     */
    public MachineDefinition<S, E, C> definition() {
        return definition;
    }

    /**
     * Goes to a state without a trigger; see {@link Machine#set}.
     *
     * @param target the state
     * @throws TransitionRefusedException if no trigger leads there from here and it is not set freely
     * @throws ReentrantSetException from inside a transition of this machine
     * @throws NullPointerException if {@code target} is null
     */
    public void set(S target) {
        DirectStateChange.set(this, definition.numberOf(requireNonNull(target, "target")));
    }

    /**
     * The triggers that could fire now.
     *
     * @return those that no guard refuses, as far as that can be said without a payload
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
     * Says whether a trigger can fire, and if not, why. Asks all guards that need no payload.
     *
     * @param event the trigger
     * @return what it depends on
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
     * Tells each transition that has entered a state of this machine.
     *
     * @param state the state
     * @return the connect side
     * @throws NullPointerException if {@code state} is null
     */
    public Hook1<InstanceTransition<S, E>> entered(S state) {
        return hooks().entered(definition.numberOf(requireNonNull(state, "state")), state);
    }

    /**
     * Tells each transition that has left a state of this machine.
     *
     * @param state the state
     * @return the connect side
     * @throws NullPointerException if {@code state} is null
     */
    public Hook1<InstanceTransition<S, E>> exited(S state) {
        return hooks().exited(definition.numberOf(requireNonNull(state, "state")), state);
    }

    /**
     * Tells each transition that a trigger of this machine has brought about, internal ones included.
     *
     * @param event the trigger
     * @return the connect side
     * @throws NullPointerException if {@code event} is null
     */
    public Hook1<InstanceTransition<S, E>> triggered(E event) {
        return hooks().triggered(requireNonNull(event, "event"));
    }

    /**
     * Tells each transition that has changed the state, one for each region that it changed; internal ones are none.
     *
     * @return the connect side
     */
    public Hook1<InstanceTransition<S, E>> updated() {
        return hooks().updated();
    }

    /**
     * Draws the definition for Mermaid and marks where this is.
     *
     * @return a {@code stateDiagram-v2} whose active states have the class {@code current}
     */
    public String render() {
        return MermaidDiagram.of(ChartViews.diagram(chart), ChartViews.active(chart, leaves()));
    }

    /**
     * Takes down where this is, to restore it later or elsewhere.
     *
     * @return active states, histories, what timers have left and what is deferred
     * @throws SnapshotException if a trigger with a payload is deferred
     * @throws ReentrantSetException from inside a transition of this machine
     */
    public MachineSnapshot snapshot() {
        return SnapshotRestorer.snapshot(this);
    }

    /**
     * Puts this where a snapshot says; see {@link Machine#restore(MachineSnapshot)}.
     *
     * @param snapshot of a machine with the same definition
     * @throws SnapshotException if the definition has changed so that the snapshot does not fit; names what is gone
     * @throws ReentrantSetException from inside a transition of this machine
     * @throws NullPointerException if {@code snapshot} is null
     */
    public void restore(MachineSnapshot snapshot) {
        restore(snapshot, UnaryOperator.identity());
    }

    /**
     * As {@link #restore(MachineSnapshot)}, but a snapshot of another definition is first adapted.
     *
     * @param snapshot of a machine of this or an earlier definition
     * @param migration makes a snapshot that fits of one that may not
     * @throws SnapshotException if what comes out does not fit either
     * @throws ReentrantSetException from inside a transition of this machine
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
        throw new AssertionError("an instance is made of a chart");
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
    public String toString() {
        return name() + " in " + RefusalMessages.place(this);
    }
}
