package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import dev.observatory.machine.chart.Behaviour;
import dev.observatory.machine.chart.DefinitionDraft;
import dev.observatory.machine.chart.Edge;
import dev.observatory.machine.chart.Edge.Reach;
import dev.observatory.machine.chart.StateChart;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A builder of the definition of machines whose states and triggers are the constants of two enums.
 *
 * <pre>{@code
 * enum Light { RED, GREEN, YELLOW }
 * enum Cue { GO, CAUTION, STOP, FAULT }
 * MachineDefinition<Light, Cue, Object> lights = Machine.define(Light.class, Cue.class)
 *         .initial(Light.RED)
 *         .on(Light.RED, Cue.GO, Light.GREEN)
 *         .on(Light.GREEN, Cue.CAUTION, Light.YELLOW)
 *         .on(Light.YELLOW, Cue.STOP, Light.RED)
 *         .any(Cue.FAULT, Light.RED)
 *         .build();
 * MachineInstance<Light, Cue, Object> light = lights.instance();
 * light.fire(Cue.GO);
 * }</pre>
 *
 * <p>Not safe for use by multiple threads; the result of {@link #build()} is immutable.
 *
 * @param <S> the type of the states
 * @param <E> the type of the triggers
 * @param <C> the type of the context of guards and actions
 */
@SuppressWarnings("EnumOrdinal") // the numbers of this JVM's constants, never stored
public final class MachineDefinitionBuilder<S extends Enum<S>, E extends Enum<E>, C extends @Nullable Object> {
    private final Class<S> states;
    private final Class<E> events;
    private final DefinitionDraft draft;
    private @Nullable Class<?> contextType;
    private MachineOptions options = MachineOptions.SERIAL;

    MachineDefinitionBuilder(Class<S> states, Class<E> events) {
        this.states = states;
        this.events = events;
        this.draft = new DefinitionDraft(states.getSimpleName());
        for (S state : states.getEnumConstants()) {
            draft.nodes.add(new DefinitionDraft.Node(state.name()));
        }
        for (E event : events.getEnumConstants()) {
            draft.triggers.add(event.name());
        }
        draft.sharesTriggers = true;
    }

    /**
     * Sets the type of the context, an object of each instance that guards and actions get. Must be called before they are defined.
     *
     * @param type the type of the context
     * @param <K> the type of the context
     * @return this builder, with the type of the context
     * @throws NullPointerException if {@code type} is null
     */
    @SuppressWarnings("unchecked") // no guard or action has been defined yet
    public <K> MachineDefinitionBuilder<S, E, K> context(Class<K> type) {
        contextType = requireNonNull(type, "type");
        return (MachineDefinitionBuilder<S, E, K>) this;
    }

    /**
     * Sets the options of instances that are created without their own; the default is {@link MachineOptions#serial()}.
     *
     * @param usual mode and scheduler
     * @return this builder
     * @throws NullPointerException if {@code usual} is null
     */
    public MachineDefinitionBuilder<S, E, C> options(MachineOptions usual) {
        options = requireNonNull(usual, "usual");
        return this;
    }

    /**
     * Sets the state in which instances start.
     *
     * @param state a top-level state
     * @return this builder
     * @throws NullPointerException if {@code state} is null
     */
    public MachineDefinitionBuilder<S, E, C> initial(S state) {
        node(requireNonNull(state, "state")).initial = true;
        return this;
    }

    /**
     * Defines a transition; if {@code from} and {@code to} are the same, the state is left and entered again.
     *
     * @param from its source
     * @param event its trigger
     * @param to its target
     * @return this builder
     * @throws NullPointerException if an argument is null
     */
    public MachineDefinitionBuilder<S, E, C> on(S from, E event, S to) {
        return on(from, event, to, rule -> {});
    }

    /**
     * Defines a transition with guards, actions or other options.
     *
     * @param from its source
     * @param event its trigger
     * @param to its target
     * @param rule configures the transition
     * @return this builder
     * @throws NullPointerException if an argument is null
     */
    public MachineDefinitionBuilder<S, E, C> on(S from, E event, S to, Consumer<EnumTransitionBuilder<C>> rule) {
        return add(
                requireNonNull(from, "from").ordinal(),
                requireNonNull(event, "event"),
                requireNonNull(to, "to").ordinal(),
                requireNonNull(rule, "rule"));
    }

    /**
     * Defines an internal transition: its actions run, and no state is left.
     *
     * @param in the state in which it applies
     * @param event its trigger
     * @param rule configures guards and actions
     * @return this builder
     * @throws NullPointerException if an argument is null
     */
    public MachineDefinitionBuilder<S, E, C> stay(S in, E event, Consumer<EnumTransitionBuilder<C>> rule) {
        return add(
                requireNonNull(in, "in").ordinal(),
                requireNonNull(event, "event"),
                Edge.NOWHERE,
                requireNonNull(rule, "rule"));
    }

    /**
     * Defines a transition from any state; transitions of a state itself take precedence.
     *
     * @param event its trigger
     * @param to its target
     * @return this builder
     * @throws NullPointerException if an argument is null
     */
    public MachineDefinitionBuilder<S, E, C> any(E event, S to) {
        return any(event, to, rule -> {});
    }

    /**
     * Defines a transition from any state with options; transitions of a state itself take precedence.
     *
     * @param event its trigger
     * @param to its target
     * @param rule configures the transition
     * @return this builder
     * @throws NullPointerException if an argument is null
     */
    public MachineDefinitionBuilder<S, E, C> any(E event, S to, Consumer<EnumTransitionBuilder<C>> rule) {
        return add(
                Edge.ANY,
                requireNonNull(event, "event"),
                requireNonNull(to, "to").ordinal(),
                requireNonNull(rule, "rule"));
    }

    private MachineDefinitionBuilder<S, E, C> add(int from, E event, int to, Consumer<EnumTransitionBuilder<C>> rule) {
        DefinitionDraft.Arrow arrow = new DefinitionDraft.Arrow(from, to, Reach.STATE);
        arrow.trigger = event.ordinal();
        rule.accept(new EnumTransitionBuilder<>(arrow, event.name()));
        draft.arrows.add(arrow);
        return this;
    }

    /**
     * Defines a transition to one of several states, which a function selects each time.
     *
     * @param from its source
     * @param event its trigger
     * @param targets all states to which it may lead
     * @param choice called once, after the guards have passed and before any action, with the context of the instance and the payload,
     *     which is null if there is none; returns one of the targets, or an {@link IllegalStateException} is thrown
     * @return this builder
     * @throws IllegalArgumentException if there is no target
     * @throws NullPointerException if an argument is null, or a target
     */
    public MachineDefinitionBuilder<S, E, C> onOneOf(
            S from, E event, List<S> targets, BiFunction<? super C, ? super @Nullable Object, ? extends S> choice) {
        return onOneOf(from, event, targets, choice, rule -> {});
    }

    /**
     * Defines a transition to one of several states with options, like {@link #onOneOf(Enum, Enum, List, BiFunction)}.
     *
     * @param from its source
     * @param event its trigger
     * @param targets all states to which it may lead
     * @param choice selects one of them
     * @param rule configures the transition
     * @return this builder
     * @throws IllegalArgumentException if there is no target
     * @throws NullPointerException if an argument is null, or a target
     */
    @SuppressWarnings("unchecked") // an instance has no other context
    public MachineDefinitionBuilder<S, E, C> onOneOf(
            S from,
            E event,
            List<S> targets,
            BiFunction<? super C, ? super @Nullable Object, ? extends S> choice,
            Consumer<EnumTransitionBuilder<C>> rule) {
        requireNonNull(from, "from");
        requireNonNull(event, "event");
        List<S> all = List.copyOf(requireNonNull(targets, "targets"));
        requireNonNull(choice, "choice");
        requireNonNull(rule, "rule");
        if (all.isEmpty()) {
            throw new IllegalArgumentException(
                    "A transition to one of several states needs at least one; pass all states that"
                            + " its function may return");
        }
        List<DefinitionDraft.Arrow> arrows = new ArrayList<>();
        for (S target : all) {
            arrows.add(new DefinitionDraft.Arrow(from.ordinal(), target.ordinal(), Reach.STATE));
        }
        DefinitionDraft.Arrow first = arrows.get(0);
        first.trigger = event.ordinal();
        rule.accept(new EnumTransitionBuilder<>(first, event.name()));
        draft.addChoice(arrows, (context, payload) -> indexOf(choice.apply((C) context, payload), all, event));
        return this;
    }

    private static <S, E> int indexOf(@Nullable S chosen, List<S> targets, E event) {
        int index = chosen == null ? -1 : targets.indexOf(chosen);
        if (index < 0) {
            throw new IllegalStateException("The choice of trigger [" + event + "] has returned [" + chosen
                    + "], which is none of its targets " + targets + "; define it with onOneOf");
        }
        return index;
    }

    /**
     * Places states inside another one; one of them is active while the outer state is.
     *
     * @param outer the outer state
     * @param initial the inner state that is entered with the outer one
     * @param others the other inner states
     * @return this builder
     * @throws NullPointerException if an argument is null, or one of the others
     */
    @SafeVarargs
    public final MachineDefinitionBuilder<S, E, C> inside(S outer, S initial, S... others) {
        requireNonNull(outer, "outer");
        put(requireNonNull(initial, "initial"), outer);
        node(initial).initial = true;
        for (S other : requireNonNull(others, "others")) {
            put(other, outer);
        }
        return this;
    }

    /**
     * Makes states the regions of another one; all of them are active while the outer state is.
     *
     * @param outer the outer state
     * @param regions its regions
     * @return this builder
     * @throws NullPointerException if an argument is null, or a region
     */
    @SafeVarargs
    public final MachineDefinitionBuilder<S, E, C> regions(S outer, S... regions) {
        node(requireNonNull(outer, "outer")).parallel = true;
        for (S region : requireNonNull(regions, "regions")) {
            put(region, outer);
        }
        return this;
    }

    private void put(S inner, S outer) {
        DefinitionDraft.Node node = node(inner);
        if (node.parent >= 0 && node.parent != outer.ordinal()) {
            draft.problems.add("State [" + inner + "] is put inside [" + draft.nodes.get(node.parent).name
                    + "] and of [" + outer + "]; it can only be inside one");
        }
        for (int each = outer.ordinal(); each >= 0; each = draft.nodes.get(each).parent) {
            if (each == inner.ordinal()) {
                draft.problems.add("State [" + inner + "] is put inside itself");
                return;
            }
        }
        node.parent = outer.ordinal();
    }

    /**
     * Makes states final: they end the instance, or the state that contains them.
     *
     * @param ends leaves
     * @return this builder
     * @throws NullPointerException if {@code ends} is null or contains null
     */
    @SafeVarargs
    public final MachineDefinitionBuilder<S, E, C> ends(S... ends) {
        for (S end : requireNonNull(ends, "ends")) {
            node(end).last = true;
        }
        return this;
    }

    /**
     * Allows states to be set from any state without a trigger.
     *
     * @param targets states that {@link MachineInstance#set} accepts
     * @return this builder
     * @throws NullPointerException if {@code targets} is null or contains null
     */
    @SafeVarargs
    public final MachineDefinitionBuilder<S, E, C> settable(S... targets) {
        for (S target : requireNonNull(targets, "targets")) {
            node(target).settable = true;
        }
        return this;
    }

    /**
     * Adds an action that is called whenever a state is entered, including at the start.
     *
     * @param state the state
     * @param action called with the context of the instance; if it throws, as for {@link State#onEntry}
     * @return this builder
     * @throws NullPointerException if an argument is null
     */
    @SuppressWarnings("unchecked") // an instance has no other context
    public MachineDefinitionBuilder<S, E, C> onEntry(S state, Consumer<? super C> action) {
        requireNonNull(action, "action");
        node(requireNonNull(state, "state")).entries.add((context, payload) -> action.accept((C) context));
        return this;
    }

    /**
     * Adds an action that is called whenever a state is left.
     *
     * @param state the state
     * @param action called with the context of the instance; if it throws, the state is not left
     * @return this builder
     * @throws NullPointerException if an argument is null
     */
    @SuppressWarnings("unchecked") // an instance has no other context
    public MachineDefinitionBuilder<S, E, C> onExit(S state, Consumer<? super C> action) {
        requireNonNull(action, "action");
        node(requireNonNull(state, "state")).exits.add((context, payload) -> action.accept((C) context));
        return this;
    }

    /**
     * Adds an action that takes the transition with its payload, and is called whenever a state is entered.
     *
     * @param state the state
     * @param action called with the context of the instance and the transition that observers get; at the start with one without a
     *     trigger, from the initial state to itself
     * @return this builder
     * @throws NullPointerException if an argument is null
     */
    public MachineDefinitionBuilder<S, E, C> onEntry(
            S state, BiConsumer<? super C, ? super InstanceTransition<S, E>> action) {
        node(requireNonNull(state, "state")).entries.add(taking(requireNonNull(action, "action")));
        return this;
    }

    /**
     * Adds an action that takes the transition with its payload, and is called whenever a state is left.
     *
     * @param state the state
     * @param action called with the context of the instance and the transition that observers get once it is complete
     * @return this builder
     * @throws NullPointerException if an argument is null
     */
    public MachineDefinitionBuilder<S, E, C> onExit(
            S state, BiConsumer<? super C, ? super InstanceTransition<S, E>> action) {
        node(requireNonNull(state, "state")).exits.add(taking(requireNonNull(action, "action")));
        return this;
    }

    @SuppressWarnings({"unchecked", "NullAway"
    }) // an instance has no other context, and then there always is a transition
    private Behaviour.Action taking(BiConsumer<? super C, ? super InstanceTransition<S, E>> action) {
        draft.actionsTakeTransition = true;
        return (context, transition) -> action.accept((C) context, (InstanceTransition<S, E>) transition);
    }

    /**
     * Defers triggers that have no transition from a state until the instance is in a state that has one.
     *
     * @param state the state
     * @param deferred the deferred triggers
     * @return this builder
     * @throws NullPointerException if an argument is null, or a trigger
     */
    @SafeVarargs
    public final MachineDefinitionBuilder<S, E, C> defer(S state, E... deferred) {
        DefinitionDraft.Node node = node(requireNonNull(state, "state"));
        for (E each : requireNonNull(deferred, "deferred")) {
            node.deferred.set(each.ordinal());
        }
        return this;
    }

    /**
     * Defines the transition that a composite state takes by itself when its final state, or that of each of its regions, has
     * been entered.
     *
     * @param outer the composite state
     * @param to the target
     * @return this builder
     * @throws NullPointerException if an argument is null
     */
    public MachineDefinitionBuilder<S, E, C> whenDone(S outer, S to) {
        String trigger =
                DefinitionDraft.completionOf(requireNonNull(outer, "outer").name());
        int number = draft.triggers.indexOf(trigger);
        if (number < 0) {
            number = draft.triggers.size();
            draft.triggers.add(trigger);
        }
        DefinitionDraft.Arrow arrow = new DefinitionDraft.Arrow(
                outer.ordinal(), requireNonNull(to, "to").ordinal(), Reach.STATE);
        arrow.trigger = number;
        draft.arrows.add(arrow);
        return this;
    }

    /**
     * Defines a transition that an instance takes by itself when an action fails while a state is active; see
     * {@link Machine#whenFailed}.
     *
     * @param from its source
     * @param to its target
     * @param rule configures the transition; the payload is the exception
     * @return this builder
     * @throws NullPointerException if an argument is null
     */
    public MachineDefinitionBuilder<S, E, C> whenFailed(S from, S to, Consumer<EnumTransitionBuilder<C>> rule) {
        return addFailure(requireNonNull(from, "from").ordinal(), to, rule);
    }

    /**
     * Defines a transition that an instance takes by itself when an action fails in any state; see {@link Machine#whenFailed}.
     *
     * @param to its target
     * @param rule configures the transition; the payload is the exception
     * @return this builder
     * @throws NullPointerException if an argument is null
     */
    public MachineDefinitionBuilder<S, E, C> whenFailed(S to, Consumer<EnumTransitionBuilder<C>> rule) {
        return addFailure(Edge.ANY, to, rule);
    }

    private MachineDefinitionBuilder<S, E, C> addFailure(int from, S to, Consumer<EnumTransitionBuilder<C>> rule) {
        int target = requireNonNull(to, "to").ordinal();
        requireNonNull(rule, "rule");
        if (draft.failureTrigger < 0) {
            draft.failureTrigger = draft.triggers.size();
            draft.triggers.add(DefinitionDraft.FAILURE);
        }
        DefinitionDraft.Arrow arrow = new DefinitionDraft.Arrow(from, target, Reach.STATE);
        arrow.trigger = draft.failureTrigger;
        arrow.takesPayload = true;
        rule.accept(new EnumTransitionBuilder<>(arrow, DefinitionDraft.FAILURE));
        draft.arrows.add(arrow);
        return this;
    }

    private DefinitionDraft.Node node(S state) {
        return draft.nodes.get(state.ordinal());
    }

    /**
     * Creates the definition after checking it. An invalid one can be corrected and built again.
     *
     * @return the definition
     * @throws DefinitionException if the definition is invalid
     */
    public MachineDefinition<S, E, C> build() {
        // Each instance may have its own scheduler, so it is checked there.
        StateChart chart = Engine.compile(draft, true);
        return new MachineDefinition<>(
                chart, states.getEnumConstants(), events.getEnumConstants(), contextType, options);
    }
}
