package dev.observatory.machine;

import dev.observatory.hook.ErrorPolicy;
import dev.observatory.hook.EventHook;
import dev.observatory.hook.HookOptions;
import java.util.ArrayList;
import java.util.List;

/** The hooks of one machine, as far as somebody has asked for them, and whether anybody listens to one. */
final class MachineHooks<T> {
    private final Engine engine;
    // Guarded by this.
    private final List<EventHook<T>> made = new ArrayList<>();

    MachineHooks(Engine engine) {
        this.engine = engine;
    }

    /** Makes a hook whose observers' failures reach nobody but {@link dev.observatory.hook.ObserverErrors}. */
    synchronized EventHook<T> make(String name) {
        EventHook<T> hook = new EventHook<>(
                HookOptions.named(name).errors(ErrorPolicy.ISOLATE).onDemand(this::demandChanged));
        made.add(hook);
        return hook;
    }

    private synchronized void demandChanged() {
        boolean observed = made.stream().anyMatch(EventHook::isObserved);
        int others = engine.attention & ~Engine.OBSERVED;
        engine.attention = observed ? others | Engine.OBSERVED : others;
    }
}
