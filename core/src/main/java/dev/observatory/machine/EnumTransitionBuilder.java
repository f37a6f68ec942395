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
 * What one transition of a {@link MachineDefinitionBuilder} depends on and does, while it is being defined.
 *
 * <p>Guards and actions are shared by all instances: they know only the instance's context and the payload. Guards are asked
 * in the order of definition, each once for a trigger, and must change nothing. Actions run after the exit actions and before
 * the state changes: if one throws, the instance stays where it is.
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
     * Takes the transition only while a condition holds.
     *
     * @param name what explanations and diagrams call the condition
     * @param condition asked with the instance's context
     * @return this rule
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
     * Takes the transition only if context and payload meet a condition.
     *
     * @param name what explanations and diagrams call the condition
     * @param type the payload's type
     * @param condition asked with the instance's context and the payload
     * @param <P> the payload's type
     * @return this rule
     * @throws NullPointerException if an argument is null
     */
    @SuppressWarnings("unchecked") // the instance has no other context
    public <P> EnumTransitionBuilder<C> when(String name, Class<P> type, BiPredicate<? super C, ? super P> condition) {
        requireNonNull(type, "type");
        requireNonNull(condition, "condition");
        arrow.guards.add(new Guard(
                requireNonNull(name, "name"),
                true,
                (context, payload) -> condition.test((C) context, payload(type, payload))));
        return this;
    }

    /**
     * Does something on the way.
     *
     * @param action given the instance's context
     * @return this rule
     * @throws NullPointerException if {@code action} is null
     */
    @SuppressWarnings("unchecked") // the instance has no other context
    public EnumTransitionBuilder<C> then(Consumer<? super C> action) {
        requireNonNull(action, "action");
        arrow.actions.add((context, payload) -> action.accept((C) context));
        return this;
    }

    /**
     * Does something with the payload on the way.
     *
     * @param type the payload's type
     * @param action given the instance's context and the payload
     * @param <P> the payload's type
     * @return this rule
     * @throws NullPointerException if an argument is null
     */
    @SuppressWarnings("unchecked") // the instance has no other context
    public <P> EnumTransitionBuilder<C> then(Class<P> type, BiConsumer<? super C, ? super P> action) {
        requireNonNull(type, "type");
        requireNonNull(action, "action");
        arrow.actions.add((context, payload) -> action.accept((C) context, payload(type, payload)));
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
     * Leaves the source and enters it again, though the target is inside of it.
     *
     * @return this rule
     */
    public EnumTransitionBuilder<C> reentrant() {
        arrow.reentrant = true;
        return this;
    }

    /**
     * Leads to the state inside the target that was active when that was last left; at first, to its initial one.
     *
     * @return this rule
     */
    public EnumTransitionBuilder<C> history() {
        arrow.reach = Edge.Reach.SHALLOW_HISTORY;
        return this;
    }

    /**
     * As {@link #history()}, at all depths.
     *
     * @return this rule
     */
    public EnumTransitionBuilder<C> deepHistory() {
        arrow.reach = Edge.Reach.DEEP_HISTORY;
        return this;
    }

    /**
     * Has the instance fire the trigger by itself, some time after the source was entered.
     *
     * @param time measured by the instance's {@link MachineScheduler}
     * @return this rule
     * @throws IllegalArgumentException if the time is not positive
     * @throws NullPointerException if {@code time} is null
     */
    public EnumTransitionBuilder<C> after(Duration time) {
        arrow.afterNanos = TransitionBuilder.nanosOf(requireNonNull(time, "time"));
        return this;
    }

    /**
     * Has the instance fire the trigger by itself, once no trigger has been fired for some time while the source was active.
     *
     * @param time measured by the instance's {@link MachineScheduler}
     * @return this rule
     * @throws IllegalArgumentException if the time is not positive
     * @throws NullPointerException if {@code time} is null
     */
    public EnumTransitionBuilder<C> idle(Duration time) {
        arrow.idleNanos = TransitionBuilder.nanosOf(requireNonNull(time, "time"));
        return this;
    }
}
