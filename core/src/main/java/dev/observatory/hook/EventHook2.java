package dev.observatory.hook;

import static java.util.Objects.requireNonNull;

import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A hook that emits two values; order, threads and failures as for {@link EventHook}.
 *
 * @param <A> the type of the first value
 * @param <B> the type of the second value
 */
public final class EventHook2<A extends @Nullable Object, B extends @Nullable Object> extends Hook2<A, B> {

    /** Creates a hook named {@code unnamed} that collects failures. */
    public EventHook2() {
        this("unnamed");
    }

    /**
     * Creates a hook whose error policy is {@link ErrorPolicy#COLLECT}.
     *
     * @param name the hook's name in messages
     * @throws NullPointerException if {@code name} is null
     */
    public EventHook2(String name) {
        this(HookOptions.named(name));
    }

    /**
     * Creates a hook with options.
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
     * Creates a child of this hook. Its emissions call its own observers first, then those that are connected to this hook
     * at that time.
     *
     * @param options the child's name, error policy, re-entrancy and demand listener; its policy applies to the whole
     *     emission, including the observers of this hook
     * @return the child; this hook keeps no reference to it
     * @throws NullPointerException if {@code options} is null
     */
    public EventHook2<A, B> child(HookOptions options) {
        return new EventHook2<>(options, this);
    }

    /**
     * Creates a child for one object, with this hook's error policy and re-entrancy, no demand listener, and a name that
     * contains the object's class and identity.
     *
     * @param target the object that the child belongs to; not retained
     * @return the child; this hook keeps no reference to it
     * @throws NullPointerException if {@code target} is null
     */
    public EventHook2<A, B> bind(Object target) {
        return child(optionsFor(target));
    }

    /**
     * Emits two values: calls every observer on this thread and returns when the last one has returned.
     *
     * @param first the first value
     * @param second the second value
     * @throws EventHookException if an observer failed and the error policy is not {@link ErrorPolicy#ISOLATE}
     */
    public void emit(A first, B second) {
        for (Hook<BiConsumer<A, B>> level = this; level != null; level = level.parent()) {
            ObserverArray<BiConsumer<A, B>> present = level.snapshot();
            BiConsumer<A, B>[] plain = present.plain;
            if (plain == null || level.hasGate()) {
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
                continueAfterFailure(
                        level, present, turn, requireNonNull(observer), failure, new Values<>(first, second));
                return;
            }
        }
    }

    private record Values<A extends @Nullable Object, B extends @Nullable Object>(A first, B second)
            implements Emission<BiConsumer<A, B>> {
        @Override
        public void deliverTo(BiConsumer<A, B> observer) {
            observer.accept(first, second);
        }

        @Override
        @SuppressWarnings("unchecked")
        public boolean matches(Object filter) {
            return ((BiPredicate<A, B>) filter).test(first, second);
        }
    }
}
