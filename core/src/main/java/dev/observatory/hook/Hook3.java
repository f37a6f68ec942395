package dev.observatory.hook;

import org.jspecify.annotations.Nullable;

/**
 * The connect side of a hook that emits three values.
 *
 * @param <A> the type of the first value
 * @param <B> the type of the second value
 * @param <C> the type of the third value
 */
public abstract sealed class Hook3<A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
        extends Hook<TriConsumer<A, B, C>> permits EventHook3 {
    @SuppressWarnings("rawtypes")
    private static final ObserverArray<TriConsumer> NONE = ObserverArray.none(new TriConsumer[0]);

    @SuppressWarnings("unchecked") // an empty array fits every type of value
    Hook3(HookOptions options, @Nullable Hook<TriConsumer<A, B, C>> parent) {
        super(options, parent, (ObserverArray<TriConsumer<A, B, C>>) (ObserverArray<?>) NONE);
    }

    @Override
    public final ConnectionBuilder3<A, B, C> with() {
        return new ConnectionBuilder3<>(this);
    }

    @Override
    final TriConsumer<A, B, C> guarded(Connection<TriConsumer<A, B, C>> connection, TriConsumer<A, B, C> observer) {
        return new Guarded<>(connection, observer);
    }

    private record Guarded<A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>(
            Connection<TriConsumer<A, B, C>> connection, TriConsumer<A, B, C> observer)
            implements TriConsumer<A, B, C>, OpenCheck<TriConsumer<A, B, C>> {
        @Override
        public void accept(A first, B second, C third) {
            if (connection.observer != null) {
                observer.accept(first, second, third);
            }
        }
    }
}
