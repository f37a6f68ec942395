package dev.observatory.hook;

import static java.util.Objects.requireNonNull;

/**
 * A hook that emits no value; order, threads and failures as for {@link EventHook}.
 */
public final class EventHook0 extends Hook0 {

    /** Creates a hook named {@code unnamed} that collects failures. */
    public EventHook0() {
        this("unnamed");
    }

    /**
     * Creates a hook whose error policy is {@link ErrorPolicy#COLLECT}.
     *
     * @param name the hook's name in messages
     * @throws NullPointerException if {@code name} is null
     */
    public EventHook0(String name) {
        this(HookOptions.named(name));
    }

    /**
     * Creates a hook with options.
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
     * Creates a child of this hook. Its emissions call its own observers first, then those that are connected to this hook
     * at that time.
     *
     * @param options the child's name, error policy, re-entrancy and demand listener; its policy applies to the whole
     *     emission, including the observers of this hook
     * @return the child; this hook keeps no reference to it
     * @throws NullPointerException if {@code options} is null
     */
    public EventHook0 child(HookOptions options) {
        return new EventHook0(options, this);
    }

    /**
     * Creates a child for one object, with this hook's error policy and re-entrancy, no demand listener, and a name that
     * contains the object's class and identity.
     *
     * @param target the object that the child belongs to; not retained
     * @return the child; this hook keeps no reference to it
     * @throws NullPointerException if {@code target} is null
     */
    public EventHook0 bind(Object target) {
        return child(optionsFor(target));
    }

    /**
     * Emits: calls every observer on this thread and returns when the last one has returned.
     *
     * @throws EventHookException if an observer failed and the error policy is not {@link ErrorPolicy#ISOLATE}
     */
    public void emit() {
        for (Hook<Runnable> level = this; level != null; level = level.parent()) {
            ObserverArray<Runnable> present = level.snapshot();
            Runnable[] plain = present.plain;
            if (plain == null || level.hasGate()) {
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
                continueAfterFailure(level, present, turn, requireNonNull(observer), failure, NoValues.ONE);
                return;
            }
        }
    }

    private enum NoValues implements Emission<Runnable> {
        ONE;

        @Override
        public void deliverTo(Runnable observer) {
            observer.run();
        }

        @Override
        public boolean matches(Object filter) {
            throw new AssertionError("an emission without values has no filter");
        }
    }
}
