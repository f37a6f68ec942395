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
 * <p>States and triggers belong to one machine, and so do their hooks. They may be declared until the machine is first used:
 * asked for its state, fired, set, explained or drawn. Then the definition is checked, and all that is wrong with it is told in
 * one {@link DefinitionException}. The machine starts when it is first used otherwise than to be drawn, which runs the entry actions of the initial states. Where many
 * machines share one definition, {@link #define} is the smaller form.
 *
 * <p><b>Order.</b> Guards, exit actions from the inside out, the transition's actions; then the state changes; entry actions
 * from the outside in; then the hooks {@code exited}, {@code triggered}, {@code entered}, {@code updated}. Whatever throws
 * before the state changes leaves the machine as it was, and no hook is told. A trigger that is fired from inside runs after
 * all this, first come, first served.
 *
 * <p><b>Threads.</b> The {@link ThreadingMode} says which may fire; {@link ThreadingMode#SERIAL} unless the constructor is told otherwise.
 * Reading and connecting is safe from any thread in every mode. Observers run while the transition does: who waits in one for
 * another thread that fires this machine waits for ever.
 *
 * <p><b>Lifetime.</b> The library starts no thread and keeps no machine alive; timers hold theirs weakly.
 */
public abstract non-sealed class Machine extends Engine {

    /** Any state: the source of transitions that hold everywhere, unless a state says otherwise. */
    public static final TransitionSource ANY = new AnyState();

    @SuppressWarnings("this-escape") // kept, and not asked for anything before the fields of subclasses are there
    final MachineHooks<Transition> hooks = new MachineHooks<>(this);

    @SuppressWarnings("this-escape") // as above
    private final Declaration declaration = new Declaration(this);

    private volatile @Nullable EventHook<Transition> updated;

    // Set with the chart: states by their numbers, and what observers are told again and again.
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
     * Begins the definition of machines whose states and triggers are those of two enums: one shared definition, many small
     * instances.
     *
     * @param states all constants are states
     * @param triggers all constants are triggers
     * @param <S> the type of the states
     * @param <E> the type of the triggers
     * @return a builder, to be filled in
     * @throws NullPointerException if an argument is null
     */
    public static <S extends Enum<S>, E extends Enum<E>> MachineDefinitionBuilder<S, E, Object> define(
            Class<S> states, Class<E> triggers) {
        return new MachineDefinitionBuilder<>(requireNonNull(states, "states"), requireNonNull(triggers, "triggers"));
    }

    /**
     * Declares a state, named after the field that will hold it.
     *
     * @return the new state
     */
    public final State newState() {
        return declare(null, null);
    }

    /**
     * The state of a name. Before the first use, a name that no state has declares a new one at the top.
     *
     * @param name the state's name
     * @return the state
     * @throws IllegalArgumentException if the machine is in use and has no such state; the message tells those it has
     * @throws NullPointerException if {@code name} is null
     */
    public final State state(String name) {
        return declaration.findOrDeclare(requireNonNull(name, "name"));
    }

    /**
     * Declares the state at the top in which the machine starts, named after the field that will hold it.
     *
     * @return the new state
     */
    public final State initial() {
        return declareInitial(null, null);
    }

    /**
     * Declares the state at the top in which the machine starts.
     *
     * @param name its name
     * @return the state
     * @throws NullPointerException if {@code name} is null
     */
    public final State initial(String name) {
        return declareInitial(null, requireNonNull(name, "name"));
    }

    /**
     * Declares a trigger, named after the field that will hold it.
     *
     * @param paths its transitions, in the order in which they are tried
     * @return the new trigger
     * @throws NullPointerException if {@code paths} is null or has a null
     */
    @SafeVarargs
    public final Trigger trigger(TransitionBuilder<Object>... paths) {
        return declaration.add(new Trigger(this, null), requireNonNull(paths, "paths"));
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
        return declaration.add(trigger, requireNonNull(paths, "paths"));
    }

    /**
     * Declares a trigger that is fired with a payload, named after the field that will hold it.
     *
     * @param type the payload's type
     * @param paths its transitions, in the order in which they are tried
     * @param <T> the payload's type
     * @return the new trigger
     * @throws NullPointerException if an argument is null, or a path
     */
    @SafeVarargs
    public final <T> Trigger.Of<T> trigger(Class<T> type, TransitionBuilder<? super T>... paths) {
        Trigger.Of<T> trigger = new Trigger.Of<>(this, null, requireNonNull(type, "type"));
        return declaration.add(trigger, requireNonNull(paths, "paths"));
    }

    /**
     * Declares a trigger that is fired with a payload.
     *
     * @param name its name
     * @param type the payload's type
     * @param paths its transitions, in the order in which they are tried
     * @param <T> the payload's type
     * @return the new trigger
     * @throws NullPointerException if an argument is null, or a path
     */
    @SafeVarargs
    public final <T> Trigger.Of<T> trigger(String name, Class<T> type, TransitionBuilder<? super T>... paths) {
        Trigger.Of<T> trigger = new Trigger.Of<>(this, requireNonNull(name, "name"), requireNonNull(type, "type"));
        return declaration.add(trigger, requireNonNull(paths, "paths"));
    }

    /**
     * Declares what a state with states inside does by itself once it is done: once its final state, or that of each of its
     * regions, was entered.
     *
     * @param path starts from that state
     * @return the trigger that the machine fires then
     * @throws NullPointerException if {@code path} is null
     */
    public final Trigger whenDone(TransitionBuilder<Object> path) {
        return declaration.whenDone(requireNonNull(path, "path"));
    }

    final State declare(@Nullable State parent, @Nullable String name) {
        return declaration.add(new State(this, parent, name));
    }

    final State declareInitial(@Nullable State parent, @Nullable String name) {
        State state = parent == null && name != null ? declaration.findOrDeclare(name) : declare(parent, name);
        state.initial = true;
        return state;
    }

    final void requireDeclaring() {
        declaration.requireOpen();
    }

    final String nameOf(State state) {
        return declaration.nameOf(state);
    }

    final String nameOf(Trigger trigger) {
        return declaration.nameOf(trigger);
    }

    @Override
    final void prepare() {
        DefinitionDraft draft = declaration.draft();
        StateChart made = compile(draft, options.scheduler() != null);
        List<State> states = declaration.states();
        byNumber = new State[states.size()];
        for (int i = 0; i < byNumber.length; i++) {
            State state = states.get(i);
            state.number = made.numbers[i];
            byNumber[state.number] = state;
        }
        triggersByNumber = declaration.triggers().toArray(new Trigger[0]);
        for (int i = 0; i < triggersByNumber.length; i++) {
            triggersByNumber[i].number = i;
        }
        cached = new Transition[made.edges.length];
        chart = made;
        declaration.close();
    }

    private void use() {
        if (isNew()) {
            begin();
        }
    }

    /** The number of a trigger of this machine, which is in use then. */
    private int numberOf(Trigger trigger) {
        if (trigger.machine != this) {
            throw foreign("Trigger", trigger.name(), trigger.machine, "triggers", declaration.triggers());
        }
        use();
        return trigger.number;
    }

    private int numberOf(State state) {
        if (state.machine != this) {
            throw foreign("State", state.name(), state.machine, "states", declaration.states());
        }
        use();
        return state.number;
    }

    private ForeignElementException foreign(String kind, String found, Machine owner, String kinds, List<?> own) {
        return new ForeignElementException(kind + " [" + found + "] belongs to machine [" + owner.name()
                + (owner.getClass() == getClass() ? "], another one of its kind" : "]") + "; machine [" + name()
                + "] has " + kinds + " " + own);
    }

    final FireResult run(Trigger trigger, @Nullable Object payload, boolean strict) {
        if (isNew()) {
            begin();
        }
        return fire(trigger.number, payload, strict);
    }

    final CompletableFuture<FireResult> send(Trigger trigger, @Nullable Object payload) {
        return submit(numberOf(trigger), payload);
    }

    /**
     * What messages call the machine: the simple name of its class.
     *
     * @return the name
     */
    @Override
    public final String name() {
        String simple = getClass().getSimpleName();
        return simple.isEmpty() ? "machine" : simple;
    }

    /** Checks the definition and enters the initial states, unless that has been done; any other use does so, too. */
    public final void start() {
        use();
    }

    /**
     * Where the machine is.
     *
     * @return the innermost active state; where several regions are active, the state that has them inside
     * @throws DefinitionException if this is the first use and the definition is wrong
     */
    public final State state() {
        use();
        return byNumber[common()];
    }

    /**
     * All that the machine is in.
     *
     * @return the active states, outer ones before what is inside of them
     */
    public final Set<State> activeStates() {
        use();
        Set<State> active = new LinkedHashSet<>();
        chart.active(leaves()).stream().forEach(number -> active.add(byNumber[number]));
        return Collections.unmodifiableSet(active);
    }

    /**
     * Whether the machine is in a state.
     *
     * @param state one of its own
     * @return true if it is, or a state inside it is, active
     * @throws ForeignElementException if the state belongs to another machine
     * @throws NullPointerException if {@code state} is null
     */
    public final boolean isIn(State state) {
        return chart().active(leavesFor(requireNonNull(state, "state"))).get(state.number);
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
     * Whether the machine has reached a final state at the top.
     *
     * @return true if nothing will move it any more
     */
    public final boolean isFinished() {
        use();
        return isOver();
    }

    /**
     * All states, in the order of declaration.
     *
     * @return an unmodifiable list
     */
    public final List<State> states() {
        return List.copyOf(declaration.states());
    }

    /**
     * All triggers, in the order of declaration.
     *
     * @return an unmodifiable list; what {@link #whenDone} declared is in it
     */
    public final List<Trigger> triggers() {
        return List.copyOf(declaration.triggers());
    }

    /**
     * The trigger of a name. Before the first use, a name that no trigger has declares a new one, to be given transitions by
     * {@link Trigger#on}.
     *
     * @param name the trigger's name
     * @return the trigger
     * @throws IllegalArgumentException if the machine is in use and has no such trigger; the message tells those it has
     * @throws NullPointerException if {@code name} is null
     */
    public final Trigger trigger(String name) {
        return declaration.findOrDeclareTrigger(requireNonNull(name, "name"));
    }

    /**
     * Goes to a state without a trigger. Where a trigger without a payload leads there from the present state and its guards
     * pass, its transition is taken; else the state must be one that is set freely. Nothing happens if the machine is in it.
     *
     * @param target a state of this machine
     * @throws TransitionRefusedException if neither is so
     * @throws ReentrantSetException from inside a transition of this machine
     * @throws ForeignElementException if the state belongs to another machine
     * @throws NullPointerException if {@code target} is null
     */
    public final void set(State target) {
        DirectStateChange.set(this, numberOf(requireNonNull(target, "target")));
    }

    /**
     * Tells each transition that has changed the state, one for each region that it changed; internal ones are none.
     *
     * @return the connect side
     */
    public final Hook1<Transition> updated() {
        EventHook<Transition> hook = updated;
        if (hook == null) {
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
     * The triggers that could fire now.
     *
     * @return those that no guard refuses, as far as that can be said without a payload; in the order of declaration
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
     * Says whether a trigger can fire, and if not, why. Asks all guards that need no payload.
     *
     * @param trigger one of this machine
     * @return what it depends on
     * @throws ForeignElementException if the trigger belongs to another machine
     * @throws NullPointerException if {@code trigger} is null
     */
    public final TriggerExplanation explain(Trigger trigger) {
        int number = numberOf(requireNonNull(trigger, "trigger"));
        return quietly(() -> RefusalMessages.explain(this, number, null, false));
    }

    /**
     * Says whether a trigger can fire with a payload, and if not, why. Asks all guards.
     *
     * @param trigger one of this machine
     * @param payload given to the guards
     * @param <T> the payload's type
     * @return what it depends on
     * @throws ForeignElementException if the trigger belongs to another machine
     * @throws NullPointerException if an argument is null
     */
    public final <T> TriggerExplanation explain(Trigger.Of<T> trigger, T payload) {
        int number = numberOf(requireNonNull(trigger, "trigger"));
        T checked = trigger.checked(payload);
        return quietly(() -> RefusalMessages.explain(this, number, checked, true));
    }

    /**
     * The transition table, in the order of declaration.
     *
     * @return one row for each transition
     */
    public final List<TransitionRow> transitions() {
        return ChartViews.rows(compiled());
    }

    /**
     * Draws the machine for Mermaid.
     *
     * @return a {@code stateDiagram-v2}
     */
    public final String toMermaid() {
        return MermaidDiagram.of(ChartViews.diagram(compiled()));
    }

    /**
     * Draws the machine for Mermaid and marks where it is.
     *
     * @return a {@code stateDiagram-v2} whose active states have the class {@code current}
     */
    public final String render() {
        return MermaidDiagram.of(ChartViews.diagram(chart()), ChartViews.active(chart, leaves()));
    }

    /**
     * Draws the machine for Graphviz.
     *
     * @return a {@code digraph}
     */
    public final String toDot() {
        return DotDiagram.of(ChartViews.diagram(compiled()));
    }

    /**
     * Draws the machine for PlantUML.
     *
     * @return a state diagram
     */
    public final String toPlantUml() {
        return PlantUmlDiagram.of(ChartViews.diagram(compiled()));
    }

    /**
     * Writes the machine down as State Chart XML. Guards are there by name only, actions not at all.
     *
     * @return an SCXML 1.0 document
     */
    public final String toScxml() {
        return ScxmlDocument.of(ChartViews.diagram(compiled()));
    }

    /**
     * Takes down where the machine is, to restore it later or elsewhere.
     *
     * @return active states, histories, what timers have left and what is deferred
     * @throws SnapshotException if a trigger with a payload is deferred
     * @throws ReentrantSetException from inside a transition of this machine
     */
    public final MachineSnapshot snapshot() {
        use();
        return SnapshotRestorer.snapshot(this);
    }

    /**
     * Puts the machine where a snapshot says. No action runs and no hook is told; timers go on with what they had left.
     *
     * @param snapshot of a machine with the same definition
     * @throws SnapshotException if the definition has changed so that the snapshot does not fit; names what is gone
     * @throws ReentrantSetException from inside a transition of this machine
     * @throws NullPointerException if {@code snapshot} is null
     */
    public final void restore(MachineSnapshot snapshot) {
        restore(snapshot, UnaryOperator.identity());
    }

    /**
     * As {@link #restore(MachineSnapshot)}, but a snapshot of another definition is first adapted.
     *
     * @param snapshot of a machine of this or an earlier definition
     * @param migration makes a snapshot that fits of one that may not; {@link MachineSnapshot#renamed} helps
     * @throws SnapshotException if what comes out does not fit either
     * @throws ReentrantSetException from inside a transition of this machine
     * @throws NullPointerException if an argument is null
     */
    public final void restore(MachineSnapshot snapshot, UnaryOperator<MachineSnapshot> migration) {
        requireNonNull(snapshot, "snapshot");
        requireNonNull(migration, "migration");
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

    /** For a human reader: name and state; never starts the machine. */
    @Override
    public String toString() {
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
