package dev.observatory.machine;

import dev.observatory.hook.EventHook;
import dev.observatory.machine.chart.StateChart;
import org.jspecify.annotations.Nullable;

/** The hooks of one instance, each created on first use. */
@SuppressWarnings("EnumOrdinal") // the numbers of this JVM's constants, never stored
final class InstanceHooks<S extends Enum<S>, E extends Enum<E>> {
    private final MachineHooks<InstanceTransition<S, E>> factory;
    private final String name;
    private volatile @Nullable EventHook<InstanceTransition<S, E>>[] entered;
    private volatile @Nullable EventHook<InstanceTransition<S, E>>[] exited;
    private volatile @Nullable EventHook<InstanceTransition<S, E>>[] triggered;
    private volatile @Nullable EventHook<InstanceTransition<S, E>> updated;
    private volatile @Nullable EventHook<RefusedTrigger<S, E>> refused;

    InstanceHooks(MachineInstance<S, E, ?> instance, StateChart chart) {
        this.factory = new MachineHooks<>(instance);
        this.name = chart.name;
        this.entered = none(chart.states.length);
        this.exited = none(chart.states.length);
        this.triggered = none(chart.triggers.length);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <T> @Nullable EventHook<T>[] none(int size) {
        return new EventHook[size];
    }

    EventHook<InstanceTransition<S, E>> entered(int state, S named) {
        synchronized (factory) {
            @Nullable EventHook<InstanceTransition<S, E>>[] more = with(entered, state, named + ".entered");
            entered = more;
            return made(more, state);
        }
    }

    EventHook<InstanceTransition<S, E>> exited(int state, S named) {
        synchronized (factory) {
            @Nullable EventHook<InstanceTransition<S, E>>[] more = with(exited, state, named + ".exited");
            exited = more;
            return made(more, state);
        }
    }

    EventHook<InstanceTransition<S, E>> triggered(E event) {
        synchronized (factory) {
            @Nullable
            EventHook<InstanceTransition<S, E>>[] more = with(triggered, event.ordinal(), event + ".triggered");
            triggered = more;
            return made(more, event.ordinal());
        }
    }

    EventHook<InstanceTransition<S, E>> updated() {
        synchronized (factory) {
            EventHook<InstanceTransition<S, E>> hook = updated;
            if (hook == null) {
                updated = hook = factory.make(name + ".updated");
            }
            return hook;
        }
    }

    EventHook<RefusedTrigger<S, E>> refused() {
        synchronized (factory) {
            EventHook<RefusedTrigger<S, E>> hook = refused;
            if (hook == null) {
                refused = hook = MachineHooks.unannounced(name + ".refused");
            }
            return hook;
        }
    }

    boolean observesRefusals() {
        EventHook<RefusedTrigger<S, E>> hook = refused;
        return hook != null && hook.isObserved();
    }

    void emitRefused(RefusedTrigger<S, E> refusal) {
        EventHook<RefusedTrigger<S, E>> hook = refused;
        if (hook != null) {
            hook.emit(refusal);
        }
    }

    /** Returns the array with a hook at a place. Arrays are never modified, so that readers need no lock. */
    private @Nullable EventHook<InstanceTransition<S, E>>[] with(
            @Nullable EventHook<InstanceTransition<S, E>>[] hooks, int place, String member) {
        if (hooks[place] != null) {
            return hooks;
        }
        @Nullable EventHook<InstanceTransition<S, E>>[] more = hooks.clone();
        more[place] = factory.make(name + "." + member);
        return more;
    }

    @SuppressWarnings("NullAway") // created by with()
    private EventHook<InstanceTransition<S, E>> made(@Nullable EventHook<InstanceTransition<S, E>>[] hooks, int place) {
        return hooks[place];
    }

    void emitEntered(int state, InstanceTransition<S, E> step) {
        emit(entered[state], step);
    }

    void emitExited(int state, InstanceTransition<S, E> step) {
        emit(exited[state], step);
    }

    void emitTriggered(int trigger, InstanceTransition<S, E> step) {
        emit(triggered[trigger], step);
    }

    void emitUpdated(InstanceTransition<S, E> step) {
        emit(updated, step);
    }

    private void emit(@Nullable EventHook<InstanceTransition<S, E>> hook, InstanceTransition<S, E> step) {
        if (hook != null) {
            hook.emit(step);
        }
    }
}
