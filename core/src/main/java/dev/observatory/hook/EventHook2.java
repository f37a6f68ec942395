package dev.observatory.hook;

import static java.util.Objects.requireNonNull;

import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A signal with two values; in all else as {@link EventHook}.
 *
 * @param <A> the type of the first
 * @param <B> the type of the second
 */
public final class EventHook2<A extends @Nullable Object, B extends @Nullable Object> extends Hook2<A, B> {

    /** Creates a hook without a name of its own. */
    public EventHook2() {
        this("unnamed");
    }

    /**
     * Creates a hook that collects failures.
     *
     * @param name what messages call the hook
     * @throws NullPointerException if {@code name} is null
     */
    public EventHook2(String name) {
        this(HookOptions.named(name));
    }

    /**
     * Creates a hook.
     *
     * @param options name, error policy, re-entrancy and demand listener
     * @throws NullPointerException if {@code options} is null
     */
    public EventHook2(HookOptions options) {
        super(requireNonNull(options, "options"), null);
    }

    private EventHook2(HookOptions options, EventHook2<A, B> parent) {
        super(requireNonNull(options, "options"), parent);
    }

    /**
     * Creates a hook whose emissions reach its own observers first and then, live, this hook's.
     *
     * @param options the child's name, error policy, re-entrancy and demand listener
     * @return the child; this hook keeps no reference to it
     * @throws NullPointerException if {@code options} is null
     */
    public EventHook2<A, B> child(HookOptions options) {
        return new EventHook2<>(options, this);
    }

    /**
     * As {@link #child}, with this hook's own options and a name that tells whose it is.
     *
     * @param owner whose hook it is; not kept
     * @return the child
     * @throws NullPointerException if {@code owner} is null
     */
    public EventHook2<A, B> bind(Object owner) {
        return child(boundTo(owner));
    }

    /**
     * Calls every observer with the values and returns when the last has returned.
     *
     * @param first the first value
     * @param second the second value
     * @throws EventHookException if observers failed and the policy says so
     */
    public void emit(A first, B second) {
        for (Hook<BiConsumer<A, B>> level = this; level != null; level = level.parent()) {
            ObserverArray<BiConsumer<A, B>> present = level.settled();
            BiConsumer<A, B>[] plain = present.plain;
            if (plain == null || level.isControlled()) {
                emitFrom(level, new Values<>(first, second));
                return;
            }
            int turn = 0;
            BiConsumer<A, B> observer = null;
            try {
                for (; turn < plain.length; turn++) {
                    observer = plain[turn];
                    observer.accept(first, second);
                }
            } catch (Throwable failure) {
                emitRest(level, present, turn, requireNonNull(observer), failure, new Values<>(first, second));
                return;
            }
        }
    }

    private record Values<A extends @Nullable Object, B extends @Nullable Object>(A first, B second)
            implements Emission<BiConsumer<A, B>> {
        @Override
        public void to(BiConsumer<A, B> observer) {
            observer.accept(first, second);
        }

        @Override
        @SuppressWarnings("unchecked")
        public boolean passes(Object filter) {
            return ((BiPredicate<A, B>) filter).test(first, second);
        }
    }
}
