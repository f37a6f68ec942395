package dev.observatory.machine;

import dev.observatory.hook.EventHook;
import dev.observatory.machine.chart.StateChart;
import org.jspecify.annotations.Nullable;

/** The hooks of one instance, each made when somebody first asks for it. */
@SuppressWarnings("EnumOrdinal") // the numbers of this very JVM's constants, never stored
final class InstanceHooks<S extends Enum<S>, E extends Enum<E>> {
    private final MachineHooks<InstanceTransition<S, E>> signals;
    private final String name;
    private volatile @Nullable EventHook<InstanceTransition<S, E>>[] entered;
    private volatile @Nullable EventHook<InstanceTransition<S, E>>[] exited;
    private volatile @Nullable EventHook<InstanceTransition<S, E>>[] triggered;
    private volatile @Nullable EventHook<InstanceTransition<S, E>> updated;

    InstanceHooks(MachineInstance<S, E, ?> instance, StateChart chart) {
        this.signals = new MachineHooks<>(instance);
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
        synchronized (signals) {
            @Nullable EventHook<InstanceTransition<S, E>>[] more = with(entered, state, named + ".entered");
            entered = more;
            return made(more, state);
        }
    }

    EventHook<InstanceTransition<S, E>> exited(int state, S named) {
        synchronized (signals) {
            @Nullable EventHook<InstanceTransition<S, E>>[] more = with(exited, state, named + ".exited");
            exited = more;
            return made(more, state);
        }
    }

    EventHook<InstanceTransition<S, E>> triggered(E event) {
        synchronized (signals) {
            @Nullable
            EventHook<InstanceTransition<S, E>>[] more = with(triggered, event.ordinal(), event + ".triggered");
            triggered = more;
            return made(more, event.ordinal());
        }
    }

    EventHook<InstanceTransition<S, E>> updated() {
        synchronized (signals) {
            EventHook<InstanceTransition<S, E>> hook = updated;
            if (hook == null) {
                updated = hook = signals.make(name + ".updated");
            }
            return hook;
        }
    }

    /** Never changed in place, so that whoever tells sees what is in it. */
    private @Nullable EventHook<InstanceTransition<S, E>>[] with(
            @Nullable EventHook<InstanceTransition<S, E>>[] hooks, int place, String member) {
        if (hooks[place] != null) {
            return hooks;
        }
        @Nullable EventHook<InstanceTransition<S, E>>[] more = hooks.clone();
        more[place] = signals.make(name + "." + member);
        return more;
    }

    @SuppressWarnings("NullAway") // made just before
    private EventHook<InstanceTransition<S, E>> made(@Nullable EventHook<InstanceTransition<S, E>>[] hooks, int place) {
        return hooks[place];
    }

    void tellEntered(int state, InstanceTransition<S, E> step) {
        tell(entered[state], step);
    }

    void tellExited(int state, InstanceTransition<S, E> step) {
        tell(exited[state], step);
    }

    void tellTriggered(int trigger, InstanceTransition<S, E> step) {
        tell(triggered[trigger], step);
    }

    void tellUpdated(InstanceTransition<S, E> step) {
        tell(updated, step);
    }

    private void tell(@Nullable EventHook<InstanceTransition<S, E>> hook, InstanceTransition<S, E> step) {
        if (hook != null) {
            hook.emit(step);
        }
    }
}
