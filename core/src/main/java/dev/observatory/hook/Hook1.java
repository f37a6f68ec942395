package dev.observatory.hook;

import java.util.function.BiConsumer;
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

    /**
     * Connects an observer for the lifetime of an object, its owner, which it receives with each emission. The hook refers to the
     * owner weakly: an observer that uses only what it receives, such as a method reference with the class of the owner before the
     * colons, does not keep it reachable. It is disconnected at the first emission after the owner was collected.
     *
     * <pre>{@code
     * List<String> names = new ArrayList<>();
     * hook.connectWeak(names, (owner, name) -> owner.add(name));
     * }</pre>
     *
     * @param owner the object; held weakly
     * @param observer called as by {@link #connect}, unless the owner was collected; the same observer may be connected for
     *     several owners
     * @param <O> the type of the owner
     * @return the connection, by which alone the observer is disconnected earlier
     * @throws NullPointerException if an argument is null
     */
    public final <O> Subscription connectWeak(O owner, BiConsumer<? super O, ? super T> observer) {
        return with().connectWeak(owner, observer);
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
