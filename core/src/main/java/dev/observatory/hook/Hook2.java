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

    /**
     * Connects an observer for the lifetime of an object, its owner, which it receives with each emission. The hook refers to the
     * owner weakly: an observer that uses only what it receives, such as a method reference with the class of the owner before the
     * colons, does not keep it reachable. It is disconnected at the first emission after the owner was collected.
     *
     * @param owner the object; held weakly
     * @param observer called as by {@link #connect}, unless the owner was collected; the same observer may be connected for
     *     several owners
     * @param <O> the type of the owner
     * @return the connection, by which alone the observer is disconnected earlier
     * @throws NullPointerException if an argument is null
     */
    public final <O> Subscription connectWeak(O owner, TriConsumer<? super O, ? super A, ? super B> observer) {
        return with().connectWeak(owner, observer);
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
