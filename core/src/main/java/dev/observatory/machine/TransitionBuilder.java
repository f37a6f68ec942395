package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import dev.observatory.machine.chart.Behaviour.Action;
import dev.observatory.machine.chart.Behaviour.Guard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A builder of one transition: its source, its targets, its guards and its actions.
 *
 * <p>Guards are called in order of declaration, each at most once each time a trigger is fired, also if it is refused: the
 * exception names the guards that refused in that one call. All must pass, and they must not have side effects.
 * Actions are called in order of declaration, after the exit actions of the states that are left and before the state changes: if
 * one throws, the state does not change. Used by one thread, before the first use of the machine.
 *
 * @param <T> the type of the payload that guards and actions take
 */
public final class TransitionBuilder<T> {
    final TransitionSource source;
    final @Nullable TransitionTarget target;
    final List<Guard> guards = new ArrayList<>();
    final List<Action> actions = new ArrayList<>();

    /** The possible targets of a choice; empty if the transition has one target, or none. */
    final List<State> targets;

    @Nullable
    Function<@Nullable Object, ? extends @Nullable State> choice;

    boolean reentrant;
    long afterNanos = -1;
    long idleNanos = -1;

    TransitionBuilder(TransitionSource source, @Nullable TransitionTarget target, List<State> targets) {
        this.source = source;
        this.target = target;
        this.targets = targets;
    }

    /**
     * Adds a guard: the transition is taken only if a condition holds.
     *
     * @param name name of the condition in explanations and diagrams
     * @param condition called on the thread that executes the transition
     * @return this builder
     * @throws NullPointerException if an argument is null
     */
    public TransitionBuilder<T> when(String name, BooleanSupplier condition) {
        requireNonNull(condition, "condition");
        guards.add(new Guard(requireNonNull(name, "name"), false, (context, payload) -> condition.getAsBoolean()));
        return this;
    }

    /**
     * Adds a guard: the transition is taken only if the payload satisfies a condition.
     *
     * @param name name of the condition in explanations and diagrams
     * @param condition called on the thread that executes the transition; the first lambda that takes the payload declares its type,
     *     as in {@code (Fault f) -> f.level() > 2}
     * @param <P> the type of the payload
     * @return this builder
     * @throws NullPointerException if an argument is null
     */
    @SuppressWarnings("unchecked") // the trigger checks the type of the payload
    public <P extends T> TransitionBuilder<P> when(String name, Predicate<P> condition) {
        requireNonNull(condition, "condition");
        guards.add(new Guard(requireNonNull(name, "name"), true, (context, payload) -> condition.test((P) payload)));
        return (TransitionBuilder<P>) this;
    }

    /**
     * Adds an action.
     *
     * @param action called on the thread that executes the transition
     * @return this builder
     * @throws NullPointerException if {@code action} is null
     */
    public TransitionBuilder<T> then(Runnable action) {
        requireNonNull(action, "action");
        actions.add((context, payload) -> action.run());
        return this;
    }

    /**
     * Adds an action that takes the payload.
     *
     * @param action called on the thread that executes the transition
     * @param <P> the type of the payload
     * @return this builder
     * @throws NullPointerException if {@code action} is null
     */
    @SuppressWarnings("unchecked") // the trigger checks the type of the payload
    public <P extends T> TransitionBuilder<P> then(Consumer<P> action) {
        requireNonNull(action, "action");
        actions.add((context, payload) -> action.accept((P) payload));
        return (TransitionBuilder<P>) this;
    }

    /**
     * Sets the function that selects one of the targets of {@link TransitionSource#toOneOf}. If it returns another state, it throws an
     * {@link IllegalStateException}; if it throws, the machine stays as it was.
     *
     * @param chosen called once, after the guards have passed and before any action, on the thread that executes the transition; it may
     *     read the state of the machine, and must not have side effects
     * @return this builder
     * @throws IllegalStateException if the transition has only one target
     * @throws NullPointerException if {@code chosen} is null
     */
    public TransitionBuilder<T> by(Supplier<State> chosen) {
        requireNonNull(chosen, "chosen");
        return choosing(payload -> chosen.get());
    }

    /**
     * Sets the function that selects one of the targets of {@link TransitionSource#toOneOf} by the payload, like {@link #by(Supplier)}.
     *
     * @param chosen called once with the payload; the first lambda that takes the payload declares its type
     * @param <P> the type of the payload
     * @return this builder
     * @throws IllegalStateException if the transition has only one target
     * @throws NullPointerException if {@code chosen} is null
     */
    @SuppressWarnings("unchecked") // the trigger checks the type of the payload
    public <P extends T> TransitionBuilder<P> by(Function<P, State> chosen) {
        requireNonNull(chosen, "chosen");
        return (TransitionBuilder<P>) choosing(payload -> chosen.apply((P) payload));
    }

    private TransitionBuilder<T> choosing(Function<@Nullable Object, ? extends @Nullable State> chosen) {
        if (targets.isEmpty()) {
            throw new IllegalStateException("A transition from [" + source
                    + "] to one target has nothing to choose; create it with toOneOf(targets)");
        }
        choice = chosen;
        return this;
    }

    /**
     * Makes the transition leave the source and enter it again even if the target is inside it.
     *
     * @return this builder
     */
    public TransitionBuilder<T> reentrant() {
        reentrant = true;
        return this;
    }

    /**
     * Makes the machine fire the trigger automatically, a certain time after it has entered the source. Leaving the source cancels the
     * timer; entering it again starts a new one. The trigger is fired once: if a guard refuses then, not again until the source is
     * entered again. It can also be fired explicitly.
     *
     * @param time the delay, measured by the {@link MachineScheduler} of the machine; one of more than 292 years is reduced to that
     * @return this builder
     * @throws IllegalArgumentException if the time is not positive
     * @throws NullPointerException if {@code time} is null
     */
    public TransitionBuilder<T> after(Duration time) {
        afterNanos = nanosOf(requireNonNull(time, "time"));
        return this;
    }

    /**
     * Makes the machine fire the trigger automatically, when no trigger has been fired for a certain time while the source was active. Each
     * trigger that is fired restarts the time, and so does this one: as long as the source stays active, because a guard refuses or the
     * transition is internal, the trigger is fired again after the same time.
     *
     * @param time the idle time, measured by the {@link MachineScheduler} of the machine; one of more than 292 years is reduced to that
     * @return this builder
     * @throws IllegalArgumentException if the time is not positive
     * @throws NullPointerException if {@code time} is null
     */
    public TransitionBuilder<T> idle(Duration time) {
        idleNanos = nanosOf(requireNonNull(time, "time"));
        return this;
    }

    static long nanosOf(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException(
                    "time [" + time + "] must be positive; leave the option out for a transition that is not timed");
        }
        return TransitionTimers.nanosOf(time);
    }
}
