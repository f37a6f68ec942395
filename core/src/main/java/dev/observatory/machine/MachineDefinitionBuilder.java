package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import dev.observatory.machine.chart.DefinitionDraft;
import dev.observatory.machine.chart.Edge;
import dev.observatory.machine.chart.Edge.Reach;
import dev.observatory.machine.chart.StateChart;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Defines machines whose states and triggers are the constants of two enums.
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
 * <p>Used by one thread; what {@link #build()} returns is immutable.
 *
 * @param <S> the type of the states
 * @param <E> the type of the triggers
 * @param <C> the type of the context that guards and actions are given
 */
@SuppressWarnings("EnumOrdinal") // the numbers of this very JVM's constants, never stored
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
     * Has guards and actions be given an object of each instance's own. To be called before they are defined.
     *
     * @param type the object's type
     * @param <K> the object's type
     * @return this builder, which knows the type now
     * @throws NullPointerException if {@code type} is null
     */
    @SuppressWarnings("unchecked") // nothing of the other type has been given to this builder
    public <K> MachineDefinitionBuilder<S, E, K> context(Class<K> type) {
        contextType = requireNonNull(type, "type");
        return (MachineDefinitionBuilder<S, E, K>) this;
    }

    /**
     * Says how instances run, unless they are told otherwise.
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
     * Says in which state instances start.
     *
     * @param state one at the top
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
     * @param from where it starts
     * @param event what it answers
     * @param to where it leads
     * @return this builder
     * @throws NullPointerException if an argument is null
     */
    public MachineDefinitionBuilder<S, E, C> on(S from, E event, S to) {
        return on(from, event, to, rule -> {});
    }

    /**
     * Defines a transition with guards, actions or other options.
     *
     * @param from where it starts
     * @param event what it answers
     * @param to where it leads
     * @param rule fills in the options
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
     * @param in where it holds
     * @param event what it answers
     * @param rule fills in guards and actions
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
     * Defines a transition from any state; what a state says itself goes before.
     *
     * @param event what it answers
     * @param to where it leads
     * @return this builder
     * @throws NullPointerException if an argument is null
     */
    public MachineDefinitionBuilder<S, E, C> any(E event, S to) {
        return any(event, to, rule -> {});
    }

    /**
     * Defines a transition from any state, with options; what a state says itself goes before.
     *
     * @param event what it answers
     * @param to where it leads
     * @param rule fills in the options
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
     * Puts states inside another, of which one is active while the outer one is.
     *
     * @param outer the outer state
     * @param initial the one that is entered with it
     * @param others the others
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
     * Makes states the regions of another, all of which are active while the outer one is.
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
            draft.problems.add("State [" + inner + "] is put inside of [" + draft.nodes.get(node.parent).name
                    + "] and of [" + outer + "]; it can be inside of one");
        }
        for (int each = outer.ordinal(); each >= 0; each = draft.nodes.get(each).parent) {
            if (each == inner.ordinal()) {
                draft.problems.add("State [" + inner + "] is put inside of itself");
                return;
            }
        }
        node.parent = outer.ordinal();
    }

    /**
     * Makes states the end: of the instance, or of the state that they are inside of.
     *
     * @param ends leaves
     * @return this builder
     * @throws NullPointerException if {@code ends} is null or has a null
     */
    @SafeVarargs
    public final MachineDefinitionBuilder<S, E, C> ends(S... ends) {
        for (S end : requireNonNull(ends, "ends")) {
            node(end).last = true;
        }
        return this;
    }

    /**
     * Lets states be set from anywhere.
     *
     * @param targets what {@link MachineInstance#set} may go to without a trigger
     * @return this builder
     * @throws NullPointerException if {@code targets} is null or has a null
     */
    @SafeVarargs
    public final MachineDefinitionBuilder<S, E, C> settable(S... targets) {
        for (S target : requireNonNull(targets, "targets")) {
            node(target).settable = true;
        }
        return this;
    }

    /**
     * Does something whenever a state is entered, also at the start.
     *
     * @param state the state
     * @param action given the instance's context; as for {@link State#onEntry} if it throws
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
     * Does something whenever a state is left.
     *
     * @param state the state
     * @param action given the instance's context; if it throws, the state is not left
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
     * Keeps triggers that nothing answers in a state, until the instance is in one that does.
     *
     * @param state the state
     * @param deferred what is kept
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
     * Defines where a state leads by itself once its final state, or that of each of its regions, was entered.
     *
     * @param outer the state
     * @param to where it leads
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

    private DefinitionDraft.Node node(S state) {
        return draft.nodes.get(state.ordinal());
    }

    /**
     * Checks the definition.
     *
     * @return the definition, to make instances of
     * @throws DefinitionException with all that is wrong
     */
    public MachineDefinition<S, E, C> build() {
        // Whether there is a scheduler, instances are asked; each may have its own.
        StateChart chart = Engine.compile(draft, true);
        return new MachineDefinition<>(
                chart, states.getEnumConstants(), events.getEnumConstants(), contextType, options);
    }
}
