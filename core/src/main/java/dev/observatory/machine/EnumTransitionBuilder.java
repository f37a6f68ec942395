package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import dev.observatory.machine.chart.Behaviour.Guard;
import dev.observatory.machine.chart.DefinitionDraft;
import dev.observatory.machine.chart.Edge;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A builder that configures one transition of a {@link MachineDefinitionBuilder}: its guards, actions and options.
 *
 * <p>All instances share guards and actions, which get the context of the instance and the payload. Guards are called in order of
 * definition, each at most once for a trigger, and must not have side effects. Actions are called after the exit actions and before
 * the state changes: if one throws, the state of the instance does not change.
 *
 * @param <C> the type of the context
 */
public final class EnumTransitionBuilder<C extends @Nullable Object> {
    private final DefinitionDraft.Arrow arrow;
    private final String event;

    EnumTransitionBuilder(DefinitionDraft.Arrow arrow, String event) {
        this.arrow = arrow;
        this.event = event;
    }

    /**
     * Adds a guard: the transition is taken only if a condition holds.
     *
     * @param name name of the condition in explanations and diagrams
     * @param condition called with the context of the instance
     * @return this builder
     * @throws NullPointerException if an argument is null
     */
    @SuppressWarnings("unchecked") // the instance has no other context
    public EnumTransitionBuilder<C> when(String name, Predicate<? super C> condition) {
        requireNonNull(condition, "condition");
        arrow.guards.add(
                new Guard(requireNonNull(name, "name"), false, (context, payload) -> condition.test((C) context)));
        return this;
    }

    /**
     * Adds a guard: the transition is taken only if context and payload satisfy a condition.
     *
     * @param name name of the condition in explanations and diagrams
     * @param type the type of the payload; a primitive type stands for its wrapper
     * @param condition called with the context of the instance and the payload
     * @param <P> the type of the payload
     * @return this builder
     * @throws IllegalArgumentException if the type is {@code void}
     * @throws NullPointerException if an argument is null
     */
    @SuppressWarnings("unchecked") // the instance has no other context
    public <P> EnumTransitionBuilder<C> when(String name, Class<P> type, BiPredicate<? super C, ? super P> condition) {
        Class<P> boxed = PayloadType.of(requireNonNull(type, "type"));
        requireNonNull(condition, "condition");
        arrow.guards.add(new Guard(
                requireNonNull(name, "name"),
                true,
                (context, payload) -> condition.test((C) context, payload(boxed, payload))));
        return this;
    }

    /**
     * Adds an action.
     *
     * @param action called with the context of the instance
     * @return this builder
     * @throws NullPointerException if {@code action} is null
     */
    @SuppressWarnings("unchecked") // the instance has no other context
    public EnumTransitionBuilder<C> then(Consumer<? super C> action) {
        requireNonNull(action, "action");
        arrow.actions.add((context, payload) -> action.accept((C) context));
        return this;
    }

    /**
     * Adds an action that takes the payload.
     *
     * @param type the type of the payload; a primitive type stands for its wrapper
     * @param action called with the context of the instance and the payload
     * @param <P> the type of the payload
     * @return this builder
     * @throws IllegalArgumentException if the type is {@code void}
     * @throws NullPointerException if an argument is null
     */
    @SuppressWarnings("unchecked") // the instance has no other context
    public <P> EnumTransitionBuilder<C> then(Class<P> type, BiConsumer<? super C, ? super P> action) {
        Class<P> boxed = PayloadType.of(requireNonNull(type, "type"));
        requireNonNull(action, "action");
        arrow.actions.add((context, payload) -> action.accept((C) context, payload(boxed, payload)));
        return this;
    }

    private <P> P payload(Class<P> type, @Nullable Object payload) {
        if (!type.isInstance(payload)) {
            throw new InvalidPayloadException(
                    event,
                    type,
                    payload == null ? "nothing" : payload.getClass().getName());
        }
        return type.cast(payload);
    }

    /**
     * Makes the transition leave the source and enter it again even if the target is inside it.
     *
     * @return this builder
     */
    public EnumTransitionBuilder<C> reentrant() {
        arrow.reentrant = true;
        return this;
    }

    /**
     * Makes the transition lead to the child of the target that was last active; to its initial state if none was.
     *
     * @return this builder
     */
    public EnumTransitionBuilder<C> history() {
        arrow.reach = Edge.Reach.SHALLOW_HISTORY;
        return this;
    }

    /**
     * Makes the transition lead to the innermost states of the target that were last active; to its initial state if none were.
     *
     * @return this builder
     */
    public EnumTransitionBuilder<C> deepHistory() {
        arrow.reach = Edge.Reach.DEEP_HISTORY;
        return this;
    }

    /**
     * Makes the instance fire the trigger automatically, a certain time after it has entered the source. The trigger
     * is fired once: if a guard refuses then, not again until the source is entered again.
     *
     * @param time the delay, measured by the {@link MachineScheduler} of the instance
     * @return this builder
     * @throws IllegalArgumentException if the time is not positive
     * @throws NullPointerException if {@code time} is null
     */
    public EnumTransitionBuilder<C> after(Duration time) {
        arrow.afterNanos = TransitionBuilder.nanosOf(requireNonNull(time, "time"));
        return this;
    }

    /**
     * Makes the instance fire the trigger automatically, when no trigger has been fired for a certain time while the source was active. Each
     * trigger that is fired restarts the time, and so does this one: as long as the source stays active, because a guard refuses or the
     * transition is internal, the trigger is fired again after the same time.
     *
     * @param time the idle time, measured by the {@link MachineScheduler} of the instance
     * @return this builder
     * @throws IllegalArgumentException if the time is not positive
     * @throws NullPointerException if {@code time} is null
     */
    public EnumTransitionBuilder<C> idle(Duration time) {
        arrow.idleNanos = TransitionBuilder.nanosOf(requireNonNull(time, "time"));
        return this;
    }
}
