package dev.observatory.machine;

import dev.observatory.hook.EventHook;
import org.jspecify.annotations.Nullable;

/** The hooks of one instance, each made when somebody first asks for it. */
@SuppressWarnings("EnumOrdinal") // the numbers of this very JVM's constants, never stored
final class InstanceHooks<S extends Enum<S>, E extends Enum<E>> {
    private final Signals<Step<S, E>> signals;
    private final String name;
    private volatile @Nullable EventHook<Step<S, E>>[] entered;
    private volatile @Nullable EventHook<Step<S, E>>[] exited;
    private volatile @Nullable EventHook<Step<S, E>>[] triggered;
    private volatile @Nullable EventHook<Step<S, E>> updated;

    InstanceHooks(MachineInstance<S, E, ?> instance, Chart chart) {
        this.signals = new Signals<>(instance);
        this.name = chart.name;
        this.entered = none(chart.states.length);
        this.exited = none(chart.states.length);
        this.triggered = none(chart.triggers.length);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <T> @Nullable EventHook<T>[] none(int size) {
        return new EventHook[size];
    }

    EventHook<Step<S, E>> entered(int state, S named) {
        synchronized (signals) {
            @Nullable EventHook<Step<S, E>>[] more = with(entered, state, named + ".entered");
            entered = more;
            return made(more, state);
        }
    }

    EventHook<Step<S, E>> exited(int state, S named) {
        synchronized (signals) {
            @Nullable EventHook<Step<S, E>>[] more = with(exited, state, named + ".exited");
            exited = more;
            return made(more, state);
        }
    }

    EventHook<Step<S, E>> triggered(E event) {
        synchronized (signals) {
            @Nullable EventHook<Step<S, E>>[] more = with(triggered, event.ordinal(), event + ".triggered");
            triggered = more;
            return made(more, event.ordinal());
        }
    }

    EventHook<Step<S, E>> updated() {
        synchronized (signals) {
            EventHook<Step<S, E>> hook = updated;
            if (hook == null) {
                updated = hook = signals.make(name + ".updated");
            }
            return hook;
        }
    }

    /** Never changed in place, so that whoever tells sees what is in it. */
    private @Nullable EventHook<Step<S, E>>[] with(@Nullable EventHook<Step<S, E>>[] hooks, int place, String member) {
        if (hooks[place] != null) {
            return hooks;
        }
        @Nullable EventHook<Step<S, E>>[] more = hooks.clone();
        more[place] = signals.make(name + "." + member);
        return more;
    }

    @SuppressWarnings("NullAway") // made just before
    private EventHook<Step<S, E>> made(@Nullable EventHook<Step<S, E>>[] hooks, int place) {
        return hooks[place];
    }

    void tellEntered(int state, Step<S, E> step) {
        tell(entered[state], step);
    }

    void tellExited(int state, Step<S, E> step) {
        tell(exited[state], step);
    }

    void tellTriggered(int trigger, Step<S, E> step) {
        tell(triggered[trigger], step);
    }

    void tellUpdated(Step<S, E> step) {
        tell(updated, step);
    }

    private void tell(@Nullable EventHook<Step<S, E>> hook, Step<S, E> step) {
        if (hook != null) {
            hook.emit(step);
        }
    }
}
