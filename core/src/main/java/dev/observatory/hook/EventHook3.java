package dev.observatory.hook;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A signal with three values; in all else as {@link EventHook}.
 *
 * @param <A> the type of the first
 * @param <B> the type of the second
 * @param <C> the type of the third
 */
public final class EventHook3<A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
        extends Hook3<A, B, C> {

    /** Creates a hook without a name of its own. */
    public EventHook3() {
        this("unnamed");
    }

    /**
     * Creates a hook that collects failures.
     *
     * @param name what messages call the hook
     * @throws NullPointerException if {@code name} is null
     */
    public EventHook3(String name) {
        this(HookOptions.named(name));
    }

    /**
     * Creates a hook.
     *
     * @param options name, error policy, re-entrancy and demand listener
     * @throws NullPointerException if {@code options} is null
     */
    public EventHook3(HookOptions options) {
        super(requireNonNull(options, "options"), null);
    }

    private EventHook3(HookOptions options, EventHook3<A, B, C> parent) {
        super(requireNonNull(options, "options"), parent);
    }

    /**
     * Creates a hook whose emissions reach its own observers first and then, live, this hook's.
     *
     * @param options the child's name, error policy, re-entrancy and demand listener
     * @return the child; this hook keeps no reference to it
     * @throws NullPointerException if {@code options} is null
     */
    public EventHook3<A, B, C> child(HookOptions options) {
        return new EventHook3<>(options, this);
    }

    /**
     * As {@link #child}, with this hook's own options and a name that tells whose it is.
     *
     * @param owner whose hook it is; not kept
     * @return the child
     * @throws NullPointerException if {@code owner} is null
     */
    public EventHook3<A, B, C> bind(Object owner) {
        return child(boundTo(owner));
    }

    /**
     * Calls every observer with the values and returns when the last has returned.
     *
     * @param first the first value
     * @param second the second value
     * @param third the third value
     * @throws EventHookException if observers failed and the policy says so
     */
    public void emit(A first, B second, C third) {
        for (Hook<TriConsumer<A, B, C>> level = this; level != null; level = level.parent()) {
            ObserverArray<TriConsumer<A, B, C>> present = level.settled();
            TriConsumer<A, B, C>[] plain = present.plain;
            if (plain == null || level.isControlled()) {
                emitFrom(level, new Values<>(first, second, third));
                return;
            }
            int turn = 0;
            TriConsumer<A, B, C> observer = null;
            try {
                for (; turn < plain.length; turn++) {
                    observer = plain[turn];
                    observer.accept(first, second, third);
                }
            } catch (Throwable failure) {
                emitRest(level, present, turn, requireNonNull(observer), failure, new Values<>(first, second, third));
                return;
            }
        }
    }

    private record Values<A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>(
            A first, B second, C third) implements Emission<TriConsumer<A, B, C>> {
        @Override
        public void to(TriConsumer<A, B, C> observer) {
            observer.accept(first, second, third);
        }

        @Override
        @SuppressWarnings("unchecked")
        public boolean passes(Object filter) {
            return ((TriPredicate<A, B, C>) filter).test(first, second, third);
        }
    }
}
