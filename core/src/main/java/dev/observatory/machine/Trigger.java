package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.EventHook;
import dev.observatory.hook.Hook1;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One trigger of one {@link Machine}, which creates it. Its {@code toString} is its name.
 *
 * <p>The first of its transitions from the current state whose guards pass is taken; if there is none, those of the enclosing
 * states are tried, then those from any state. If it is fired from inside a transition of the same machine, or by a thread that this
 * transition waits for, it is queued until that has ended. The {@link ThreadingMode} of the machine determines which threads may fire.
 */
public sealed class Trigger permits Trigger.Of {
    final Machine machine;
    final List<TransitionBuilder<?>> paths = new ArrayList<>();

    @Nullable
    String name;

    /** Its number in the chart. */
    int number = -1;

    private volatile @Nullable EventHook<Transition> triggered;

    Trigger(Machine machine, @Nullable String name) {
        this.machine = machine;
        this.name = name;
    }

    /**
     * Returns the name of the trigger.
     *
     * @return the name given, or that of the field that holds the trigger, or else one made of its source and target
     */
    public final String name() {
        return machine.nameOf(this);
    }

    /**
     * Adds a transition, after the existing ones.
     *
     * @param path created by {@link TransitionSource#to} or {@link TransitionSource#stay}
     * @return this trigger
     * @throws NullPointerException if {@code path} is null
     */
    public Trigger on(TransitionBuilder<Object> path) {
        requireNonNull(path, "path");
        machine.requireDeclaring();
        paths.add(path);
        return this;
    }

    /**
     * Fires the trigger and requires a transition.
     *
     * @throws TransitionRefusedException if it has no transition from the current state, or guards refuse; if fired from inside a
     *     transition, the exception goes to {@link dev.observatory.hook.ObserverErrors} instead
     * @throws MachineException if the machine is finished, invalid, or confined to another thread
     */
    public void fire() {
        machine.run(this, null, true);
    }

    /**
     * Fires the trigger. Exceptions of guards and actions are thrown unchanged.
     *
     * @return the result
     * @throws MachineException if the machine is invalid or confined to another thread
     */
    public FireResult tryFire() {
        return machine.run(this, null, false);
    }

    /**
     * Fires the trigger and returns a future of its result.
     *
     * @return a future that the thread that executes the transition completes; already completed if the trigger did not wait. Completes
     *     exceptionally if the trigger will not be executed: if a snapshot is restored while it is deferred, or its executor refuses.
     *     Its dependents may run while the machine is in a transition, so that what they fire is executed afterwards
     */
    public CompletableFuture<FireResult> submit() {
        return machine.send(this, null);
    }

    /**
     * Returns whether firing would find a transition now.
     *
     * @return true if no guard refuses some transition, as far as this is known without a payload
     */
    public final boolean isReady() {
        return machine.explain(this).isReady();
    }

    /**
     * Returns the hook that emits after each transition of this trigger, including internal ones.
     *
     * @return the hook, which belongs to this machine; its observers are called on the thread that executes the transition, and their
     *     exceptions never reach the caller
     */
    public final Hook1<Transition> triggered() {
        EventHook<Transition> hook = triggered;
        if (hook == null) {
            synchronized (machine.hooks) {
                hook = triggered;
                if (hook == null) {
                    triggered = hook = machine.hooks.make(machine.name() + "." + name() + ".triggered");
                }
            }
        }
        return hook;
    }

    final void emitTriggered(Transition transition) {
        EventHook<Transition> hook = triggered;
        if (hook != null) {
            hook.emit(transition);
        }
    }

    @Override
    public final String toString() {
        return name();
    }

    /**
     * A trigger with a payload.
     *
     * @param <T> the type of the payload
     */
    public static final class Of<T> extends Trigger {
        private final Class<T> type;

        Of(Machine machine, @Nullable String name, Class<T> type) {
            super(machine, name);
            this.type = PayloadType.of(type);
        }

        /**
         * Adds a transition whose guards and actions may take the payload.
         *
         * @param path created by {@link TransitionSource#to} or {@link TransitionSource#stay}
         * @return this trigger
         * @throws NullPointerException if {@code path} is null
         */
        public Of<T> onPayload(TransitionBuilder<? super T> path) {
            requireNonNull(path, "path");
            machine.requireDeclaring();
            paths.add(path);
            return this;
        }

        /**
         * Fires the trigger with a payload and requires a transition.
         *
         * @param payload the payload for guards, actions and observers
         * @throws TransitionRefusedException as for {@link #fire()}
         * @throws InvalidPayloadException if it is of another type
         * @throws MachineException as for {@link #fire()}
         * @throws NullPointerException if {@code payload} is null
         */
        public void fire(T payload) {
            machine.run(this, checked(payload), true);
        }

        /**
         * Fires the trigger with a payload. Exceptions of guards and actions are thrown unchanged.
         *
         * @param payload the payload for guards, actions and observers
         * @return the result
         * @throws InvalidPayloadException if it is of another type
         * @throws MachineException as for {@link #tryFire()}
         * @throws NullPointerException if {@code payload} is null
         */
        public FireResult tryFire(T payload) {
            return machine.run(this, checked(payload), false);
        }

        /**
         * Fires the trigger with a payload and returns a future of its result.
         *
         * @param payload the payload for guards, actions and observers
         * @return a future that the thread that executes the transition completes
         * @throws InvalidPayloadException if it is of another type
         * @throws NullPointerException if {@code payload} is null
         */
        public CompletableFuture<FireResult> submit(T payload) {
            return machine.send(this, checked(payload));
        }

        /**
         * Returns whether firing with a payload would find a transition now.
         *
         * @param payload the payload for the guards
         * @return true if no guard refuses some transition
         * @throws InvalidPayloadException if it is of another type
         * @throws NullPointerException if {@code payload} is null
         */
        public boolean isReady(T payload) {
            return machine.explain(this, checked(payload)).isReady();
        }

        /**
         * Always throws an exception: this trigger needs a payload.
         *
         * @throws InvalidPayloadException always
         */
        @Override
        public void fire() {
            throw new InvalidPayloadException(name(), type, "nothing");
        }

        /**
         * Always throws an exception: this trigger needs a payload.
         *
         * @throws InvalidPayloadException always
         */
        @Override
        public FireResult tryFire() {
            throw new InvalidPayloadException(name(), type, "nothing");
        }

        /**
         * Always throws an exception: this trigger needs a payload.
         *
         * @throws InvalidPayloadException always
         */
        @Override
        public CompletableFuture<FireResult> submit() {
            throw new InvalidPayloadException(name(), type, "nothing");
        }

        /** Checks the type of a payload, which raw types can evade. */
        T checked(T payload) {
            if (!type.isInstance(requireNonNull(payload, "payload"))) {
                throw new InvalidPayloadException(
                        name(), type, payload.getClass().getName());
            }
            return payload;
        }
    }
}
