package dev.observatory.hook;

import static java.util.Objects.requireNonNull;

/**
 * A signal with no value; in all else as {@link EventHook}.
 */
public final class EventHook0 extends Hook0 {

    /** Creates a hook without a name of its own. */
    public EventHook0() {
        this("unnamed");
    }

    /**
     * Creates a hook that collects failures.
     *
     * @param name what messages call the hook
     * @throws NullPointerException if {@code name} is null
     */
    public EventHook0(String name) {
        this(HookOptions.named(name));
    }

    /**
     * Creates a hook.
     *
     * @param options name, error policy, re-entrancy and demand listener
     * @throws NullPointerException if {@code options} is null
     */
    public EventHook0(HookOptions options) {
        super(requireNonNull(options, "options"), null);
    }

    private EventHook0(HookOptions options, EventHook0 parent) {
        super(requireNonNull(options, "options"), parent);
    }

    /**
     * Creates a hook whose emissions reach its own observers first and then, live, this hook's.
     *
     * @param options the child's name, error policy, re-entrancy and demand listener
     * @return the child; this hook keeps no reference to it
     * @throws NullPointerException if {@code options} is null
     */
    public EventHook0 child(HookOptions options) {
        return new EventHook0(options, this);
    }

    /**
     * As {@link #child}, with this hook's own options and a name that tells whose it is.
     *
     * @param owner whose hook it is; not kept
     * @return the child
     * @throws NullPointerException if {@code owner} is null
     */
    public EventHook0 bind(Object owner) {
        return child(boundTo(owner));
    }

    /**
     * Calls every observer and returns when the last has returned.
     *
     * @throws EventHookException if observers failed and the policy says so
     */
    public void emit() {
        for (Hook<Runnable> level = this; level != null; level = level.parent()) {
            ObserverArray<Runnable> present = level.settled();
            Runnable[] plain = present.plain;
            if (plain == null || level.isControlled()) {
                emitFrom(level, NoValues.ONE);
                return;
            }
            int turn = 0;
            Runnable observer = null;
            try {
                for (; turn < plain.length; turn++) {
                    observer = plain[turn];
                    observer.run();
                }
            } catch (Throwable failure) {
                emitRest(level, present, turn, requireNonNull(observer), failure, NoValues.ONE);
                return;
            }
        }
    }

    private enum NoValues implements Emission<Runnable> {
        ONE;

        @Override
        public void to(Runnable observer) {
            observer.run();
        }

        @Override
        public boolean passes(Object filter) {
            throw new AssertionError("nothing to filter");
        }
    }
}
