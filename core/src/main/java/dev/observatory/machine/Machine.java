package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.EventHook;
import dev.observatory.hook.Hook1;
import dev.observatory.machine.chart.DefinitionDraft;
import dev.observatory.machine.chart.Edge;
import dev.observatory.machine.chart.StateChart;
import dev.observatory.machine.diagram.DotDiagram;
import dev.observatory.machine.diagram.MermaidDiagram;
import dev.observatory.machine.diagram.PlantUmlDiagram;
import dev.observatory.machine.diagram.ScxmlDocument;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A state machine whose states and triggers are the fields of its class.
 *
 * <pre>{@code
 * class TrafficLight extends Machine {
 *     final State green = state("GREEN"), yellow = state("YELLOW"), red = initial("RED");
 *     final Trigger toGreen = trigger(red.to(green)), toYellow = trigger(green.to(yellow)), toStop = trigger(yellow.to(red));
 * }
 * TrafficLight light = new TrafficLight();
 * light.updated().connect(t -> System.out.println("from " + t.from() + " to " + t.to()));
 * light.toGreen.fire();
 * }</pre>
 *
 * <p>States and triggers belong to one machine, and so do their hooks. They can be declared until the machine is first used: until
 * its state is read or set, or a trigger is fired, explained or drawn. Then the definition is checked, and one
 * {@link DefinitionException} reports everything that is wrong with it. The first use other than drawing also starts the machine,
 * which runs the entry actions of the initial states. If many machines share one definition, {@link #define} needs less memory.
 *
 * <p><b>Order.</b> Guards, exit actions from the inside out, the actions of the transition; then the state changes; entry actions
 * from the outside in; then the hooks {@code exited}, {@code triggered}, {@code entered}, {@code updated}. If anything throws
 * before the state changes, the machine stays as it was, and no hook emits. A trigger that is fired from inside a transition is
 * executed after all this, in order of firing.
 *
 * <p><b>Threads.</b> The {@link ThreadingMode} determines which threads may fire; the default is {@link ThreadingMode#SERIAL}.
 * Connecting, and reading the state or the definition, are safe for use by multiple threads in every mode; which other reads a confined
 * machine permits is described there. Observers are called during the transition, on the thread that executes it. An exception that
 * an observer throws goes to {@link dev.observatory.hook.ObserverErrors} and never to the caller.
 *
 * <p>Machines may fire each other, from several threads too. A thread that fires a machine while another thread executes one of its
 * transitions waits for the end; but if that transition waits, directly or through further machines, for the firing thread, the trigger
 * is queued as if it were fired from inside. Only waits of the library are recognized: an action or observer that itself waits
 * for a thread which fires the same machine causes a deadlock.
 *
 * <p><b>Failures.</b> Guards, choices, actions, observers and schedulers may throw anything, fire, or use the machine otherwise at any
 * time, and it remains usable. What a guard, a choice, an exit action or an action of a transition throws leaves the machine as it
 * was; after what an entry action throws, the other entry actions run and the hooks emit. The caller gets the exception unchanged; one
 * of a trigger that was queued goes to its future, or to {@code ObserverErrors}. From inside a transition, {@code set}, {@code
 * snapshot} and {@code restore} throw a {@link ReentrantSetException}. Actions may also be followed by the transition of
 * {@link #whenFailed}.
 *
 * <p><b>Lifetime.</b> The library starts no thread and keeps no machine alive; timers refer to their machine weakly.
 */
public abstract non-sealed class Machine extends Engine {

    /** Any state: the source of transitions that apply in every state, unless the state declares its own. */
    public static final TransitionSource ANY = new AnyState();

    @SuppressWarnings("this-escape") // only stored: not used before the fields of subclasses are set
    final MachineHooks<Transition> hooks = new MachineHooks<>(this);

    @SuppressWarnings("this-escape") // as above
    private final Declaration declaration = new Declaration(this);

    private volatile @Nullable EventHook<Transition> updated;
    private volatile @Nullable EventHook<RefusedTrigger<State, Trigger>> refused;

    // Set with the chart: states by number, and reusable transitions.
    private State[] byNumber = {};
    private Trigger[] triggersByNumber = {};
    private @Nullable Transition[] cached = {};

    /** Creates a machine for any thread, in mode {@link ThreadingMode#SERIAL}. */
    protected Machine() {
        this(MachineOptions.SERIAL);
    }

    /**
     * Creates a machine.
     *
     * @param options mode, scheduler and lookup
     * @throws NullPointerException if {@code options} is null
     */
    protected Machine(MachineOptions options) {
        super(requireNonNull(options, "options"));
    }

    /**
     * Returns a builder of the definition of machines whose states and triggers are those of two enums: one shared definition, many
     * small instances.
     *
     * @param states the type of the states, all constants of which are states
     * @param triggers the type of the triggers, all constants of which are triggers
     * @param <S> the type of the states
     * @param <E> the type of the triggers
     * @return a new builder
     * @throws NullPointerException if an argument is null
     */
    public static <S extends Enum<S>, E extends Enum<E>> MachineDefinitionBuilder<S, E, Object> define(
            Class<S> states, Class<E> triggers) {
        return new MachineDefinitionBuilder<>(requireNonNull(states, "states"), requireNonNull(triggers, "triggers"));
    }

    /**
     * Declares a top-level state, named after the field that holds it.
     *
     * @return the new state
     */
    public final State newState() {
        return declare(null, null);
    }

    /**
     * Returns the state with a name. Before the first use, declares a new top-level state if there is none.
     *
     * @param name the name of the state
     * @return the state
     * @throws IllegalArgumentException if the machine is in use and has no such state; the message lists those it has
     * @throws NullPointerException if {@code name} is null
     */
    public final State state(String name) {
        return declaration().findOrDeclare(requireNonNull(name, "name"));
    }

    /**
     * Declares the top-level state in which the machine starts, named after the field that holds it.
     *
     * @return the new state
     */
    public final State initial() {
        return declareInitial(null, null);
    }

    /**
     * Declares the top-level state in which the machine starts.
     *
     * @param name its name
     * @return the state
     * @throws NullPointerException if {@code name} is null
     */
    public final State initial(String name) {
        return declareInitial(null, requireNonNull(name, "name"));
    }

    /**
     * Declares a trigger, named after the field that holds it.
     *
     * @param paths its transitions, in the order in which they are tried
     * @return the new trigger
     * @throws NullPointerException if {@code paths} is null or contains null
     */
    @SafeVarargs
    public final Trigger trigger(TransitionBuilder<Object>... paths) {
        return declaration().add(new Trigger(this, null), requireNonNull(paths, "paths"));
    }

    /**
     * Declares a trigger.
     *
     * @param name its name
     * @param paths its transitions, in the order in which they are tried
     * @return the new trigger
     * @throws NullPointerException if an argument is null, or a path
     */
    @SafeVarargs
    public final Trigger trigger(String name, TransitionBuilder<Object>... paths) {
        Trigger trigger = new Trigger(this, requireNonNull(name, "name"));
        return declaration().add(trigger, requireNonNull(paths, "paths"));
    }

    /**
     * Declares a trigger with a payload, named after the field that holds it.
     *
     * @param type the type of the payload; a primitive type stands for its wrapper
     * @param paths its transitions, in the order in which they are tried
     * @param <T> the type of the payload
     * @return the new trigger
     * @throws IllegalArgumentException if the type is {@code void}
     * @throws NullPointerException if an argument is null, or a path
     */
    @SafeVarargs
    public final <T> Trigger.Of<T> trigger(Class<T> type, TransitionBuilder<? super T>... paths) {
        Trigger.Of<T> trigger = new Trigger.Of<>(this, null, requireNonNull(type, "type"));
        return declaration().add(trigger, requireNonNull(paths, "paths"));
    }

    /**
     * Declares a trigger with a payload.
     *
     * @param name its name
     * @param type the type of the payload; a primitive type stands for its wrapper
     * @param paths its transitions, in the order in which they are tried
     * @param <T> the type of the payload
     * @return the new trigger
     * @throws IllegalArgumentException if the type is {@code void}
     * @throws NullPointerException if an argument is null, or a path
     */
    @SafeVarargs
    public final <T> Trigger.Of<T> trigger(String name, Class<T> type, TransitionBuilder<? super T>... paths) {
        Trigger.Of<T> trigger = new Trigger.Of<>(this, requireNonNull(name, "name"), requireNonNull(type, "type"));
        return declaration().add(trigger, requireNonNull(paths, "paths"));
    }

    /**
     * Declares the transition that a composite state takes by itself when it is done: when its final state, or that of each of its
     * regions, has been entered.
     *
     * @param path a transition from that state
     * @return the trigger that the machine fires then
     * @throws NullPointerException if {@code path} is null
     */
    public final Trigger whenDone(TransitionBuilder<Object> path) {
        return declaration().whenDone(requireNonNull(path, "path"));
    }

    /**
     * Declares a transition that the machine takes by itself when an action fails: an entry or exit action, or one of a transition. It
     * is taken from the state in which the machine is then: the previous one, unless an entry action has failed. It follows the failed
     * step at once, before everything that is waiting, and the failure counts as handled: firing returns the result of this
     * transition. If it is not declared for the state, if its guards refuse or if it fails itself, the exception of the action is
     * thrown. Failures of guards and {@linkplain VirtualMachineError errors of the JVM} always are.
     *
     * <pre>{@code
     * class Upload extends Machine {
     *     final State idle = initial(), sending = newState().onEntry(() -> show("sending")), offline = newState();
     *     final Trigger start = trigger(idle.to(sending)), retry = trigger(offline.to(idle), sending.to(idle));
     *     final Trigger.Of<Throwable> failed =
     *             whenFailed(ANY.to(offline).when("network", (Throwable t) -> t instanceof IllegalStateException));
     * }
     * }</pre>
     *
     * @param path a transition from a state, or from any state
     * @return the trigger that the machine fires then, named {@code error.execution}, with the exception as its payload; it can also be
     *     fired explicitly
     * @throws NullPointerException if {@code path} is null
     */
    public final Trigger.Of<Throwable> whenFailed(TransitionBuilder<? super Throwable> path) {
        return declaration().whenFailed(requireNonNull(path, "path"));
    }

    final State declare(@Nullable State parent, @Nullable String name) {
        return declaration().add(new State(this, parent, name));
    }

    final State declareInitial(@Nullable State parent, @Nullable String name) {
        State state = parent == null && name != null ? declaration().findOrDeclare(name) : declare(parent, name);
        state.initial = true;
        return state;
    }

    final void requireDeclaring() {
        declaration().requireOpen();
    }

    final String nameOf(State state) {
        return declaration().nameOf(state);
    }

    final String nameOf(Trigger trigger) {
        return declaration().nameOf(trigger);
    }

    /**
     * Returns the declaration of this machine.
     *
     * @throws MachineProxyException if it has none of its own
     */
    private Declaration declaration() {
        Declaration own = declaration;
        if (own == null) {
            throw MachineProxies.withoutConstructor(this);
        }
        if (!own.belongsTo(this)) {
            throw MachineProxies.copied(this);
        }
        return own;
    }

    private void requireConstructed() {
        declaration();
    }

    /** Returns an argument that is not null; that it is may be because this machine has no states. */
    private <T> T required(@Nullable T argument, String parameter) {
        if (argument == null) {
            requireConstructed();
        }
        return requireNonNull(argument, parameter);
    }

    @Override
    final void prepare() {
        MachineProxies.requireNoForwarding(this);
        DefinitionDraft draft = declaration().draft();
        StateChart made = compile(draft, options.scheduler() != null);
        List<State> states = declaration().states();
        byNumber = new State[states.size()];
        for (int i = 0; i < byNumber.length; i++) {
            State state = states.get(i);
            state.number = made.numbers[i];
            byNumber[state.number] = state;
        }
        triggersByNumber = declaration().triggers().toArray(new Trigger[0]);
        for (int i = 0; i < triggersByNumber.length; i++) {
            triggersByNumber[i].number = i;
        }
        cached = new Transition[made.edges.length];
        chart = made;
        declaration().close();
    }

    private void use() {
        // Without a constructor the machine is not even new.
        if (isNew() || chart == null) {
            requireConstructed();
            begin();
        }
    }

    /** Returns the chart without starting the machine. */
    private StateChart declared() {
        requireConstructed();
        return compiled();
    }

    /** Returns the number of a trigger of this machine, which is thereby used. */
    private int numberOf(Trigger trigger) {
        if (trigger.machine != this) {
            throw foreign(
                    "Trigger",
                    trigger.name(),
                    trigger.machine,
                    "triggers",
                    declaration().triggers());
        }
        use();
        return trigger.number;
    }

    private int numberOf(State state) {
        if (state.machine != this) {
            throw foreign(
                    "State",
                    state.name(),
                    state.machine,
                    "states",
                    declaration().states());
        }
        use();
        return state.number;
    }

    private ForeignElementException foreign(String kind, String found, Machine owner, String kinds, List<?> own) {
        return new ForeignElementException(kind + " [" + found + "] belongs to machine [" + owner.name()
                + (owner.getClass() == getClass() ? "], another one of the same class" : "]") + "; machine [" + name()
                + "] has " + kinds + " " + own);
    }

    final FireResult run(Trigger trigger, @Nullable Object payload, boolean strict) {
        if (isNew()) {
            beginOwned();
        }
        return fire(trigger.number, payload, strict);
    }

    final CompletableFuture<FireResult> send(Trigger trigger, @Nullable Object payload) {
        if (isNew()) {
            beginOwned();
        }
        return submit(trigger.number, payload);
    }

    /**
     * Returns the name of the machine in messages: the simple name of its class, or of the one that a framework has generated that from.
     *
     * @return the name
     */
    @Override
    public final String name() {
        String simple = MachineProxies.declared(getClass()).getSimpleName();
        return simple.isEmpty() ? "machine" : simple;
    }

    /**
     * Checks the definition and enters the initial states, if the machine has not been used before. The calling thread becomes the
     * owner of a confined machine that has none.
     */
    public final void start() {
        requireConstructed();
        beginOwned();
    }

    /**
     * Ends the ownership of the calling thread if the machine is confined: the next thread that starts, fires, sets or restores it, or
     * runs one of its timers, becomes the owner, and sees everything that this thread has done. Has no effect in other modes, or if
     * the machine has no owner.
     *
     * @throws ConfinementException if another thread owns the machine
     * @throws ReentrantSetException if called from inside a transition of this machine
     */
    public final void handOver() {
        disown();
    }

    /**
     * Returns the current state.
     *
     * @return the innermost active state; if several regions are active, the state that contains them
     * @throws DefinitionException if this is the first use and the definition is invalid
     */
    public final State state() {
        use();
        return byNumber[common()];
    }

    /**
     * Returns all active states.
     *
     * @return the active states, outer ones before those inside them
     */
    public final Set<State> activeStates() {
        use();
        Set<State> active = new LinkedHashSet<>();
        chart.active(leaves()).stream().forEach(number -> active.add(byNumber[number]));
        return Collections.unmodifiableSet(active);
    }

    /**
     * Returns whether a state is active.
     *
     * @param state a state of this machine
     * @return true if the state, or a state inside it, is active
     * @throws ForeignElementException if the state belongs to another machine
     * @throws NullPointerException if {@code state} is null
     */
    public final boolean isIn(State state) {
        return chart().active(leavesFor(required(state, "state"))).get(state.number);
    }

    private int[] leavesFor(State state) {
        numberOf(state);
        return leaves();
    }

    private StateChart chart() {
        use();
        return chart;
    }

    /**
     * Returns whether the machine has reached a top-level final state.
     *
     * @return true if no trigger has any effect any more
     */
    public final boolean isFinished() {
        use();
        return isOver();
    }

    /**
     * Returns all states, in order of declaration.
     *
     * @return an unmodifiable list
     */
    public final List<State> states() {
        return List.copyOf(declaration().states());
    }

    /**
     * Returns all triggers, in order of declaration.
     *
     * @return an unmodifiable list, including those of {@link #whenDone}
     */
    public final List<Trigger> triggers() {
        return List.copyOf(declaration().triggers());
    }

    /**
     * Returns the trigger with a name. Before the first use, declares a new one if there is none, which gets its transitions from
     * {@link Trigger#on}.
     *
     * @param name the name of the trigger
     * @return the trigger
     * @throws IllegalArgumentException if the machine is in use and has no such trigger; the message lists those it has
     * @throws NullPointerException if {@code name} is null
     */
    public final Trigger trigger(String name) {
        return declaration().findOrDeclareTrigger(requireNonNull(name, "name"));
    }

    /**
     * Changes the state without a trigger. If a trigger without a payload leads from the current state to the target and its guards
     * pass, that transition is taken; otherwise the target must be settable. Has no effect if the target is active.
     *
     * @param target a state of this machine
     * @throws TransitionRefusedException if neither is the case
     * @throws ReentrantSetException if called from inside a transition of this machine
     * @throws ForeignElementException if the state belongs to another machine
     * @throws NullPointerException if {@code target} is null
     */
    public final void set(State target) {
        State wanted = required(target, "target");
        if (isNew() && wanted.machine == this) {
            beginOwned();
        }
        DirectStateChange.set(this, numberOf(wanted));
    }

    /**
     * Returns the hook that emits after each transition that has changed the state, once for each region that it changed; not after
     * internal transitions.
     *
     * @return the hook; its observers are called on the thread that executes the transition, and their exceptions never reach the caller
     */
    public final Hook1<Transition> updated() {
        EventHook<Transition> hook = updated;
        if (hook == null) {
            requireConstructed();
            synchronized (hooks) {
                hook = updated;
                if (hook == null) {
                    updated = hook = hooks.make(name() + ".updated");
                }
            }
        }
        return hook;
    }

    /**
     * Returns the hook that emits each trigger that led to no transition: because it has none from the current state, because guards
     * refused, or because the machine is finished. It emits for each way of firing, including timers and triggers that were queued,
     * before an exception is thrown; not for triggers that are deferred, or that the machine fires by itself. Observing it does not
     * slow down transitions.
     *
     * @return the hook; its observers are called on the thread that executed the trigger, and their exceptions never reach the caller
     */
    public final Hook1<RefusedTrigger<State, Trigger>> refused() {
        EventHook<RefusedTrigger<State, Trigger>> hook = refused;
        if (hook == null) {
            synchronized (hooks) {
                hook = refused;
                if (hook == null) {
                    refused = hook = MachineHooks.unannounced(name() + ".refused");
                }
            }
        }
        return hook;
    }

    /**
     * Returns the triggers that could fire now.
     *
     * @return those that no guard refuses, as far as this is known without a payload; in order of declaration
     */
    public final List<Trigger> permitted() {
        use();
        List<Trigger> permitted = new ArrayList<>();
        for (Trigger trigger : triggersByNumber) {
            if (explain(trigger).isReady()) {
                permitted.add(trigger);
            }
        }
        return List.copyOf(permitted);
    }

    /**
     * Explains whether a trigger can fire. Calls all guards that need no payload.
     *
     * @param trigger a trigger of this machine
     * @return the explanation
     * @throws ForeignElementException if the trigger belongs to another machine
     * @throws NullPointerException if {@code trigger} is null
     */
    public final TriggerExplanation explain(Trigger trigger) {
        int number = numberOf(required(trigger, "trigger"));
        return quietly(() -> RefusalMessages.explain(this, number, null, false));
    }

    /**
     * Explains whether a trigger can fire with a payload. Calls all guards.
     *
     * @param trigger a trigger of this machine
     * @param payload the payload for the guards
     * @param <T> the type of the payload
     * @return the explanation
     * @throws ForeignElementException if the trigger belongs to another machine
     * @throws NullPointerException if an argument is null
     */
    public final <T> TriggerExplanation explain(Trigger.Of<T> trigger, T payload) {
        int number = numberOf(required(trigger, "trigger"));
        T checked = trigger.checked(payload);
        return quietly(() -> RefusalMessages.explain(this, number, checked, true));
    }

    /**
     * Returns the transition table, in order of declaration.
     *
     * @return one row for each transition
     */
    public final List<TransitionRow> transitions() {
        return ChartViews.rows(declared());
    }

    /**
     * Returns a diagram of the machine for Mermaid.
     *
     * @return a {@code stateDiagram-v2}
     */
    public final String toMermaid() {
        return MermaidDiagram.of(ChartViews.diagram(declared()));
    }

    /**
     * Returns a diagram of the machine for Mermaid with its active states marked.
     *
     * @return a {@code stateDiagram-v2} whose active states have the class {@code current}
     */
    public final String render() {
        return MermaidDiagram.of(ChartViews.diagram(chart()), ChartViews.active(chart, leaves()));
    }

    /**
     * Returns a diagram of the machine for Graphviz.
     *
     * @return a {@code digraph}
     */
    public final String toDot() {
        return DotDiagram.of(ChartViews.diagram(declared()));
    }

    /**
     * Returns a diagram of the machine for PlantUML.
     *
     * @return a state diagram
     */
    public final String toPlantUml() {
        return PlantUmlDiagram.of(ChartViews.diagram(declared()));
    }

    /**
     * Returns the machine as State Chart XML. Guards are included by name, actions are not.
     *
     * @return an SCXML 1.0 document
     */
    public final String toScxml() {
        return ScxmlDocument.of(ChartViews.diagram(declared()));
    }

    /**
     * Returns a snapshot of the state of the machine, to be restored later or elsewhere.
     *
     * @return active states, histories, remaining times of timers, and deferred triggers
     * @throws SnapshotException if a trigger with a payload is deferred
     * @throws ReentrantSetException if called from inside a transition of this machine
     */
    public final MachineSnapshot snapshot() {
        use();
        return SnapshotRestorer.snapshot(this);
    }

    /**
     * Restores a snapshot. No action runs and no hook emits. Timers expire at the instants that the snapshot contains, also if the
     * program did not run meanwhile: those that are overdue expire at once, each once, the most overdue first, as tasks of the scheduler;
     * {@link MachineSnapshot} describes the rule. Triggers that the machine has deferred are replaced by those of the snapshot: their
     * futures complete exceptionally with a {@link SnapshotException}, which goes to {@link dev.observatory.hook.ObserverErrors} for
     * those without a future. Triggers that wait for an executor are kept. If the scheduler throws an exception, it is thrown
     * unchanged, and the machine stays as it was.
     *
     * @param snapshot a snapshot of a machine with the same definition
     * @throws SnapshotException if the definition has changed so that the snapshot does not fit; lists what is missing
     * @throws ReentrantSetException if called from inside a transition of this machine
     * @throws NullPointerException if {@code snapshot} is null
     */
    public final void restore(MachineSnapshot snapshot) {
        restore(snapshot, UnaryOperator.identity());
    }

    /**
     * Restores a snapshot, like {@link #restore(MachineSnapshot)}, after adapting one of another definition. Timed transitions of the
     * active states for which a snapshot of another definition has no timer begin with their full time.
     *
     * @param snapshot a snapshot of a machine with this or an earlier definition
     * @param migration called with a snapshot of another definition to return one that fits; {@link MachineSnapshot#renamed} helps
     * @throws SnapshotException if the result does not fit either
     * @throws ReentrantSetException if called from inside a transition of this machine
     * @throws NullPointerException if an argument is null
     */
    public final void restore(MachineSnapshot snapshot, UnaryOperator<MachineSnapshot> migration) {
        requireNonNull(snapshot, "snapshot");
        requireNonNull(migration, "migration");
        requireConstructed();
        SnapshotRestorer.restore(this, snapshot, migration);
    }

    @Override
    final @Nullable Object context() {
        return null;
    }

    @Override
    final Object transition(Edge edge, int from, int to, @Nullable Object payload) {
        State before = byNumber[from];
        State after = byNumber[to];
        boolean isUsual = payload == null && edge.index >= 0;
        if (isUsual) {
            Transition usual = cached[edge.index];
            if (usual != null && usual.from() == before && usual.to() == after) {
                return usual;
            }
        }
        Trigger trigger = edge.trigger < 0 ? null : triggersByNumber[edge.trigger];
        Transition transition = new Transition(before, after, trigger, payload, TransitionKind.of(chart, edge, from));
        if (isUsual) {
            cached[edge.index] = transition;
        }
        return transition;
    }

    @Override
    final void emitExited(int state, Object transition) {
        byNumber[state].emitExited((Transition) transition);
    }

    @Override
    final void emitTriggered(int trigger, Object transition) {
        triggersByNumber[trigger].emitTriggered((Transition) transition);
    }

    @Override
    final void emitEntered(int state, Object transition) {
        byNumber[state].emitEntered((Transition) transition);
    }

    @Override
    final void emitUpdated(Object transition) {
        EventHook<Transition> hook = updated;
        if (hook != null) {
            hook.emit((Transition) transition);
        }
    }

    @Override
    final boolean observesRefusals() {
        EventHook<RefusedTrigger<State, Trigger>> hook = refused;
        return hook != null && hook.isObserved();
    }

    @Override
    final void emitRefused(int trigger, @Nullable Object payload, FireResult outcome, List<String> guards) {
        EventHook<RefusedTrigger<State, Trigger>> hook = refused;
        if (hook != null) {
            hook.emit(new RefusedTrigger<>(triggersByNumber[trigger], byNumber[common()], payload, outcome, guards));
        }
    }

    /** Returns name and state; never starts the machine. */
    @Override
    public String toString() {
        if (chart == null && !isNew()) {
            return name() + " (without states)";
        }
        return isNew() ? name() + " (not started)" : name() + " in " + RefusalMessages.place(this);
    }

    /** Every state. */
    static final class AnyState implements TransitionSource {
        private AnyState() {}

        @Override
        public String toString() {
            return "any";
        }
    }
}
