package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import dev.observatory.machine.chart.Behaviour.Guard;
import dev.observatory.machine.chart.Edge;
import dev.observatory.machine.chart.PureTransitions;
import dev.observatory.machine.chart.StateChart;
import dev.observatory.machine.diagram.DotDiagram;
import dev.observatory.machine.diagram.MermaidDiagram;
import dev.observatory.machine.diagram.PlantUmlDiagram;
import dev.observatory.machine.diagram.ScxmlDocument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The shared definition of many machines: states and triggers, which are the constants of two enums, and the transitions between
 * them. Created by {@link Machine#define}. Immutable and safe for use by multiple threads; an instance is small and holds only its
 * own state.
 *
 * <p>Applications that store the state elsewhere, such as in a row of a database, need no instance: {@link #next} is a pure function.
 *
 * @param <S> the type of the states
 * @param <E> the type of the triggers
 * @param <C> the type of the context of guards and actions
 */
@SuppressWarnings("EnumOrdinal") // the numbers of this JVM's constants, never stored
public final class MachineDefinition<S extends Enum<S>, E extends Enum<E>, C extends @Nullable Object> {
    final StateChart chart;

    /** States by their numbers in the chart. */
    final S[] byNumber;

    final E[] events;
    private final @Nullable Class<?> contextType;
    private final MachineOptions options;

    // Reusable transitions; a lost write only costs an object.
    private final @Nullable InstanceTransition<S, E>[] cached;

    @SuppressWarnings({"unchecked", "rawtypes"})
    MachineDefinition(
            StateChart chart, S[] states, E[] events, @Nullable Class<?> contextType, MachineOptions options) {
        this.chart = chart;
        this.byNumber = states.clone();
        for (S state : states) {
            byNumber[chart.numbers[state.ordinal()]] = state;
        }
        this.events = events;
        this.contextType = contextType;
        this.options = options;
        this.cached = new InstanceTransition[chart.edges.length];
    }

    int numberOf(S state) {
        return chart.numbers[state.ordinal()];
    }

    InstanceTransition<S, E> step(Edge edge, int from, int to, @Nullable Object payload) {
        boolean isUsual = payload == null && edge.index >= 0;
        if (isUsual) {
            InstanceTransition<S, E> usual = cached[edge.index];
            if (usual != null && usual.from() == byNumber[from] && usual.to() == byNumber[to]) {
                return usual;
            }
        }
        E event = edge.trigger >= 0 && edge.trigger < events.length ? events[edge.trigger] : null;
        InstanceTransition<S, E> step = new InstanceTransition<>(
                byNumber[from], byNumber[to], event, payload, TransitionKind.of(chart, edge, from));
        if (isUsual) {
            cached[edge.index] = step;
        }
        return step;
    }

    /**
     * Creates a machine, which starts at once.
     *
     * @return a new instance in its initial state
     * @throws IllegalStateException if guards and actions need a context; use {@link #instance(Object)}
     */
    @SuppressWarnings({"unchecked", "NullAway"}) // no guard or action takes a context whose type was never given
    public MachineInstance<S, E, C> instance() {
        if (contextType != null) {
            throw new IllegalStateException("Machine [" + name() + "] has a context of type [" + contextType.getName()
                    + "]; use instance(context)");
        }
        return make((C) null, options);
    }

    /**
     * Creates a machine, which starts at once.
     *
     * @param context the context of guards and actions
     * @return a new instance in its initial state
     * @throws NullPointerException if {@code context} is null
     */
    public MachineInstance<S, E, C> instance(C context) {
        return make(requireNonNull(context, "context"), options);
    }

    /**
     * Creates a machine with its own options, which starts at once.
     *
     * @param context the context of guards and actions
     * @param own mode and scheduler
     * @return a new instance in its initial state
     * @throws NullPointerException if an argument is null
     */
    public MachineInstance<S, E, C> instance(C context, MachineOptions own) {
        return make(requireNonNull(context, "context"), requireNonNull(own, "own"));
    }

    private MachineInstance<S, E, C> make(C context, MachineOptions how) {
        if (how.scheduler() == null) {
            Edge timed =
                    Arrays.stream(chart.edges).filter(Edge::isTimed).findFirst().orElse(null);
            if (timed != null) {
                throw new IllegalStateException("Trigger [" + chart.triggers[timed.trigger] + "] of machine [" + name()
                        + "] is timed; give the instance a scheduler with MachineOptions.scheduler");
            }
        }
        MachineInstance<S, E, C> made = new MachineInstance<>(this, context, how);
        if (!made.startWithoutActions()) {
            made.begin();
        }
        return made;
    }

    /**
     * Returns the state that a trigger leads to. A pure function: guards are called, no action runs, no hook emits and no state is kept,
     * so histories lead to initial states.
     *
     * @param state an innermost state
     * @param event the trigger
     * @param context the context for the guards; may be null if they do not need it
     * @return the next innermost state; the same if the transition is internal
     * @throws TransitionRefusedException if the trigger has no transition from there, or guards refuse
     * @throws IllegalArgumentException if the state contains others
     * @throws IllegalStateException if the definition has regions, since one state does not determine the configuration then
     * @throws NullPointerException if {@code state} or {@code event} is null
     */
    public S next(S state, E event, @Nullable C context) {
        List<Guard> refusing = new ArrayList<>();
        return next(state, event, context, refusing)
                .orElseThrow(() -> RefusalMessages.refusal(chart, numberOf(state), event.ordinal(), refusing));
    }

    /**
     * Returns the state that a trigger leads to, like {@link #next}, or an empty result.
     *
     * @param state an innermost state
     * @param event the trigger
     * @param context the context for the guards; may be null if they do not need it
     * @return the next innermost state; empty if the trigger has no transition from there, or guards refuse
     * @throws IllegalArgumentException if the state contains others
     * @throws IllegalStateException if the definition has regions
     * @throws NullPointerException if {@code state} or {@code event} is null
     */
    public Optional<S> tryNext(S state, E event, @Nullable C context) {
        return next(state, event, context, null);
    }

    private Optional<S> next(S state, E event, @Nullable C context, @Nullable List<Guard> refusing) {
        int leaf = leafOf(requireNonNull(state, "state"));
        int trigger = requireNonNull(event, "event").ordinal();
        int next = PureTransitions.next(chart, leaf, trigger, context, refusing);
        return next < 0 ? Optional.empty() : Optional.of(byNumber[next]);
    }

    private int leafOf(S state) {
        if (chart.hasRegions) {
            throw new IllegalStateException(
                    "Definition [" + chart.name
                            + "] has regions, so one state does not determine the configuration; use snapshots of instances instead");
        }
        int leaf = numberOf(state);
        if (!chart.isLeaf(leaf)) {
            throw new IllegalArgumentException("State [" + state + "] contains other states; pass an innermost state");
        }
        return leaf;
    }

    /**
     * Returns the name of the machines in messages: the simple name of the type of their states.
     *
     * @return the name
     */
    public String name() {
        return chart.name;
    }

    /**
     * Returns the transition table, in order of definition.
     *
     * @return one row for each transition
     */
    public List<TransitionRow> transitions() {
        return ChartViews.rows(chart);
    }

    /**
     * Returns a diagram of the definition for Mermaid.
     *
     * @return a {@code stateDiagram-v2}
     */
    public String toMermaid() {
        return MermaidDiagram.of(ChartViews.diagram(chart));
    }

    /**
     * Returns a diagram of the definition for Graphviz.
     *
     * @return a {@code digraph}
     */
    public String toDot() {
        return DotDiagram.of(ChartViews.diagram(chart));
    }

    /**
     * Returns a diagram of the definition for PlantUML.
     *
     * @return a state diagram
     */
    public String toPlantUml() {
        return PlantUmlDiagram.of(ChartViews.diagram(chart));
    }

    /**
     * Returns the definition as State Chart XML. Guards are included by name, actions are not.
     *
     * @return an SCXML 1.0 document
     */
    public String toScxml() {
        return ScxmlDocument.of(ChartViews.diagram(chart));
    }

    @Override
    public String toString() {
        return "definition [" + name() + "]";
    }
}
