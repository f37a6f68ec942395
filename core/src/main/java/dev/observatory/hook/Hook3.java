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
    public final <O> Subscription connectWeak(
            O owner, QuadConsumer<? super O, ? super A, ? super B, ? super C> observer) {
        return with().connectWeak(owner, observer);
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
