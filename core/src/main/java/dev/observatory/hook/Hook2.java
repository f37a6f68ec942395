package dev.observatory.hook;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The connect side of a hook that emits two values.
 *
 * @param <A> the type of the first value
 * @param <B> the type of the second value
 */
public abstract sealed class Hook2<A extends @Nullable Object, B extends @Nullable Object>
        extends Hook<BiConsumer<A, B>> permits EventHook2 {
    @SuppressWarnings("rawtypes")
    private static final ObserverArray<BiConsumer> NONE = ObserverArray.none(new BiConsumer[0]);

    @SuppressWarnings("unchecked") // an empty array fits every type of value
    Hook2(HookOptions options, @Nullable Hook<BiConsumer<A, B>> parent) {
        super(options, parent, (ObserverArray<BiConsumer<A, B>>) (ObserverArray<?>) NONE);
    }

    @Override
    public final ConnectionBuilder2<A, B> with() {
        return new ConnectionBuilder2<>(this);
    }

    @Override
    final BiConsumer<A, B> guarded(Connection<BiConsumer<A, B>> connection, BiConsumer<A, B> observer) {
        return new Guarded<>(connection, observer);
    }

    private record Guarded<A extends @Nullable Object, B extends @Nullable Object>(
            Connection<BiConsumer<A, B>> connection, BiConsumer<A, B> observer)
            implements BiConsumer<A, B>, OpenCheck<BiConsumer<A, B>> {
        @Override
        public void accept(A first, B second) {
            if (connection.observer != null) {
                observer.accept(first, second);
            }
        }
    }
}
