package dev.observatory.machine;

import dev.observatory.hook.ErrorPolicy;
import dev.observatory.hook.EventHook;
import dev.observatory.hook.HookOptions;
import java.util.ArrayList;
import java.util.List;

/** Creates the hooks of one machine, and tracks whether any of them has an observer. */
final class MachineHooks<T> {
    private final Engine engine;
    // Guarded by this.
    private final List<EventHook<T>> made = new ArrayList<>();

    MachineHooks(Engine engine) {
        this.engine = engine;
    }

    /** Creates a hook that isolates the failures of its observers: they go to {@link dev.observatory.hook.ObserverErrors} only. */
    synchronized EventHook<T> make(String name) {
        EventHook<T> hook = new EventHook<>(
                HookOptions.named(name).errors(ErrorPolicy.ISOLATE).onDemand(this::demandChanged));
        made.add(hook);
        return hook;
    }

    /** Creates a hook like {@link #make} whose observers do not keep triggers from the short path. */
    static <R> EventHook<R> unannounced(String name) {
        return new EventHook<>(HookOptions.named(name).errors(ErrorPolicy.ISOLATE));
    }

    private synchronized void demandChanged() {
        boolean observed = made.stream().anyMatch(EventHook::isObserved);
        int others = engine.attention & ~Engine.OBSERVED;
        engine.attention = observed ? others | Engine.OBSERVED : others;
    }
}
