package dev.observatory.hook;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connect side of a hook that emits one value.
 *
 * @param <T> the type of the value
 */
public abstract sealed class Hook1<T extends @Nullable Object> extends Hook<Consumer<T>> permits EventHook {
    @SuppressWarnings("rawtypes")
    private static final ObserverArray<Consumer> NONE = ObserverArray.none(new Consumer[0]);

    @SuppressWarnings("unchecked") // an empty array fits every type of value
    Hook1(HookOptions options, @Nullable Hook<Consumer<T>> parent) {
        super(options, parent, (ObserverArray<Consumer<T>>) (ObserverArray<?>) NONE);
    }

    @Override
    public final ConnectionBuilder1<T> with() {
        return new ConnectionBuilder1<>(this);
    }

    @Override
    final Consumer<T> guarded(Connection<Consumer<T>> connection, Consumer<T> observer) {
        return new Guarded<>(connection, observer);
    }

    private record Guarded<T extends @Nullable Object>(Connection<Consumer<T>> connection, Consumer<T> observer)
            implements Consumer<T>, OpenCheck<Consumer<T>> {
        @Override
        public void accept(T value) {
            if (connection.observer != null) {
                observer.accept(value);
            }
        }
    }
}
