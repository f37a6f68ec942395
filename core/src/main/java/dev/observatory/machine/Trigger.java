package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.EventHook;
import dev.observatory.hook.Hook1;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What transitions one {@link Machine}, made by it. Its {@code toString} is its name.
 *
 * <p>Of the transitions that it has from the present state, the first whose guards pass is taken; then those of what the state
 * is inside of are tried, then those from any state. Fired from inside a transition of the same machine, it waits for the end
 * of that. Threads are the business of the machine's {@link ThreadingMode}.
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
     * The trigger's name.
     *
     * @return the name given, or that of the field that holds the trigger, or else where it leads
     */
    public final String name() {
        return machine.nameOf(this);
    }

    /**
     * Adds a transition, after those that the trigger has.
     *
     * @param path made by {@link TransitionSource#to} or {@link TransitionSource#stay}
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
     * Fires, and expects a transition.
     *
     * @throws TransitionRefusedException if the trigger leads nowhere from here; from inside a transition, it goes to
     *     {@link dev.observatory.hook.ObserverErrors} instead
     * @throws MachineException if the machine is finished, wrongly defined, or confined to another thread
     */
    public void fire() {
        machine.run(this, null, true);
    }

    /**
     * Fires. What guards and actions throw comes out unchanged.
     *
     * @return what became of it
     * @throws MachineException if the machine is wrongly defined or confined to another thread
     */
    public FireResult tryFire() {
        return machine.run(this, null, false);
    }

    /**
     * Fires, and tells the outcome when it is known: at once, or when the trigger has waited.
     *
     * @return completed by the thread that runs the transition
     */
    public CompletableFuture<FireResult> submit() {
        return machine.send(this, null);
    }

    /**
     * Whether firing would find a transition now.
     *
     * @return true if a guard has nothing against it, or only its payload could decide
     */
    public final boolean isReady() {
        return machine.explain(this).isReady();
    }

    /**
     * Tells each transition that this trigger has brought about, internal ones included.
     *
     * @return the connect side, this machine's own
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
     * A trigger that is fired with a payload.
     *
     * @param <T> the payload's type
     */
    public static final class Of<T> extends Trigger {
        private final Class<T> type;

        Of(Machine machine, @Nullable String name, Class<T> type) {
            super(machine, name);
            this.type = type;
        }

        /**
         * Adds a transition whose guards and actions may take the payload.
         *
         * @param path made by {@link TransitionSource#to} or {@link TransitionSource#stay}
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
         * Fires with a payload, and expects a transition.
         *
         * @param payload given to guards, actions and observers
         * @throws TransitionRefusedException as for {@link #fire()}
         * @throws InvalidPayloadException if it is of another type
         * @throws MachineException as for {@link #fire()}
         * @throws NullPointerException if {@code payload} is null
         */
        public void fire(T payload) {
            machine.run(this, checked(payload), true);
        }

        /**
         * Fires with a payload.
         *
         * @param payload given to guards, actions and observers
         * @return what became of it
         * @throws InvalidPayloadException if it is of another type
         * @throws MachineException as for {@link #tryFire()}
         * @throws NullPointerException if {@code payload} is null
         */
        public FireResult tryFire(T payload) {
            return machine.run(this, checked(payload), false);
        }

        /**
         * Fires with a payload, and tells the outcome when it is known.
         *
         * @param payload given to guards, actions and observers
         * @return completed by the thread that runs the transition
         * @throws InvalidPayloadException if it is of another type
         * @throws NullPointerException if {@code payload} is null
         */
        public CompletableFuture<FireResult> submit(T payload) {
            return machine.send(this, checked(payload));
        }

        /**
         * Whether firing with a payload would find a transition now.
         *
         * @param payload given to the guards
         * @return whether some way has no guard that refuses
         * @throws InvalidPayloadException if it is of another type
         * @throws NullPointerException if {@code payload} is null
         */
        public boolean isReady(T payload) {
            return machine.explain(this, checked(payload)).isReady();
        }

        /**
         * Not for this kind of trigger.
         *
         * @throws InvalidPayloadException always
         */
        @Override
        public void fire() {
            throw new InvalidPayloadException(name(), type, "nothing");
        }

        /**
         * Not for this kind of trigger.
         *
         * @throws InvalidPayloadException always
         */
        @Override
        public FireResult tryFire() {
            throw new InvalidPayloadException(name(), type, "nothing");
        }

        /**
         * Not for this kind of trigger.
         *
         * @throws InvalidPayloadException always
         */
        @Override
        public CompletableFuture<FireResult> submit() {
            throw new InvalidPayloadException(name(), type, "nothing");
        }

        /** Generics can be tricked. */
        T checked(T payload) {
            if (!type.isInstance(requireNonNull(payload, "payload"))) {
                throw new InvalidPayloadException(
                        name(), type, payload.getClass().getName());
            }
            return payload;
        }
    }
}
