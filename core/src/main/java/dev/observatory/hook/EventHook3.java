package dev.observatory.hook;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A hook that emits three values; order, threads and failures as for {@link EventHook}.
 *
 * @param <A> the type of the first value
 * @param <B> the type of the second value
 * @param <C> the type of the third value
 */
public final class EventHook3<A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
        extends Hook3<A, B, C> {

    /** Creates a hook named {@code unnamed} that collects failures. */
    public EventHook3() {
        this("unnamed");
    }

    /**
     * Creates a hook whose error policy is {@link ErrorPolicy#COLLECT}.
     *
     * @param name the hook's name in messages
     * @throws NullPointerException if {@code name} is null
     */
    public EventHook3(String name) {
        this(HookOptions.named(name));
    }

    /**
     * Creates a hook with options.
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
     * Creates a child of this hook. Its emissions call its own observers first, then those that are connected to this hook
     * at that time.
     *
     * @param options the child's name, error policy, re-entrancy and demand listener; its policy applies to the whole
     *     emission, including the observers of this hook
     * @return the child; this hook keeps no reference to it
     * @throws NullPointerException if {@code options} is null
     */
    public EventHook3<A, B, C> child(HookOptions options) {
        return new EventHook3<>(options, this);
    }

    /**
     * Creates a child for one object, with this hook's error policy and re-entrancy, no demand listener, and a name that
     * contains the object's class and identity.
     *
     * @param target the object that the child belongs to; not retained
     * @return the child; this hook keeps no reference to it
     * @throws NullPointerException if {@code target} is null
     */
    public EventHook3<A, B, C> bind(Object target) {
        return child(optionsFor(target));
    }

    /**
     * Emits three values: calls every observer on this thread and returns when the last one has returned.
     *
     * @param first the first value
     * @param second the second value
     * @param third the third value
     * @throws EventHookException if an observer failed and the error policy is not {@link ErrorPolicy#ISOLATE}
     */
    public void emit(A first, B second, C third) {
        for (Hook<TriConsumer<A, B, C>> level = this; level != null; level = level.parent()) {
            ObserverArray<TriConsumer<A, B, C>> present = level.snapshot();
            TriConsumer<A, B, C>[] plain = present.plain;
            if (plain == null || level.hasGate()) {
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
                continueAfterFailure(
                        level, present, turn, requireNonNull(observer), failure, new Values<>(first, second, third));
                return;
            }
        }
    }

    private record Values<A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>(
            A first, B second, C third) implements Emission<TriConsumer<A, B, C>> {
        @Override
        public void deliverTo(TriConsumer<A, B, C> observer) {
            observer.accept(first, second, third);
        }

        @Override
        @SuppressWarnings("unchecked")
        public boolean matches(Object filter) {
            return ((TriPredicate<A, B, C>) filter).test(first, second, third);
        }
    }
}
