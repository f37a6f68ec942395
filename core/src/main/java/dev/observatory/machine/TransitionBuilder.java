package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import dev.observatory.machine.chart.Behaviour.Action;
import dev.observatory.machine.chart.Behaviour.Guard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One transition, while it is being declared: from where to where, under which conditions, and what is done on the way.
 *
 * <p>Guards are asked in the order of declaration, each once for a trigger, and all must pass; they must change nothing.
 * Actions run in the order of declaration, after the exit actions of the states that are left and before the state changes: if
 * one throws, the machine stays where it is. Used by one thread, before the machine's first use.
 *
 * @param <T> the payload that guards and actions take
 */
public final class TransitionBuilder<T> {
    final TransitionSource source;
    final @Nullable TransitionTarget target;
    final List<Guard> guards = new ArrayList<>();
    final List<Action> actions = new ArrayList<>();
    boolean reentrant;
    long afterNanos = -1;
    long idleNanos = -1;

    TransitionBuilder(TransitionSource source, @Nullable TransitionTarget target) {
        this.source = source;
        this.target = target;
    }

    /**
     * Takes the transition only while a condition holds.
     *
     * @param name what explanations and diagrams call the condition
     * @param condition asked on the thread that runs the transition
     * @return this transition
     * @throws NullPointerException if an argument is null
     */
    public TransitionBuilder<T> when(String name, BooleanSupplier condition) {
        requireNonNull(condition, "condition");
        guards.add(new Guard(requireNonNull(name, "name"), false, (context, payload) -> condition.getAsBoolean()));
        return this;
    }

    /**
     * Takes the transition only if the payload meets a condition.
     *
     * @param name what explanations and diagrams call the condition
     * @param condition asked on the thread that runs the transition; a lambda that is the first to name the payload gives its
     *     type, as in {@code (Fault f) -> f.level() > 2}
     * @param <P> the payload's type
     * @return this transition
     * @throws NullPointerException if an argument is null
     */
    @SuppressWarnings("unchecked") // the trigger sees to it that the payload is one
    public <P extends T> TransitionBuilder<P> when(String name, Predicate<P> condition) {
        requireNonNull(condition, "condition");
        guards.add(new Guard(requireNonNull(name, "name"), true, (context, payload) -> condition.test((P) payload)));
        return (TransitionBuilder<P>) this;
    }

    /**
     * Does something on the way.
     *
     * @param action runs on the thread that runs the transition
     * @return this transition
     * @throws NullPointerException if {@code action} is null
     */
    public TransitionBuilder<T> then(Runnable action) {
        requireNonNull(action, "action");
        actions.add((context, payload) -> action.run());
        return this;
    }

    /**
     * Does something with the payload on the way.
     *
     * @param action runs on the thread that runs the transition
     * @param <P> the payload's type
     * @return this transition
     * @throws NullPointerException if {@code action} is null
     */
    @SuppressWarnings("unchecked") // the trigger sees to it that the payload is one
    public <P extends T> TransitionBuilder<P> then(Consumer<P> action) {
        requireNonNull(action, "action");
        actions.add((context, payload) -> action.accept((P) payload));
        return (TransitionBuilder<P>) this;
    }

    /**
     * Leaves the source and enters it again, though the target is inside of it.
     *
     * @return this transition
     */
    public TransitionBuilder<T> reentrant() {
        reentrant = true;
        return this;
    }

    /**
     * Has the machine fire the trigger by itself, some time after the source was entered, whatever happens meanwhile. Leaving
     * the source ends the wait; entering it again begins a new one. It may be fired by hand, too.
     *
     * @param time measured by the machine's {@link MachineScheduler}
     * @return this transition
     * @throws IllegalArgumentException if the time is not positive
     * @throws NullPointerException if {@code time} is null
     */
    public TransitionBuilder<T> after(Duration time) {
        afterNanos = nanosOf(requireNonNull(time, "time"));
        return this;
    }

    /**
     * Has the machine fire the trigger by itself, once no trigger has been fired for some time while the source was active.
     *
     * @param time measured by the machine's {@link MachineScheduler}
     * @return this transition
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
        return time.toNanos();
    }
}
