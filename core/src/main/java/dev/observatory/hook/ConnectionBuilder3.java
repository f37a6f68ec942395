package dev.observatory.hook;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A builder that connects an observer of three values with options.
 *
 * @param <A> the type of the first value
 * @param <B> the type of the second value
 * @param <C> the type of the third value
 */
public final class ConnectionBuilder3<
                A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
        extends ConnectionBuilder<TriConsumer<A, B, C>, ConnectionBuilder3<A, B, C>> {

    ConnectionBuilder3(Hook<TriConsumer<A, B, C>> hook) {
        super(hook);
    }

    /**
     * Calls the observer only for values that match a condition. An exception of the condition counts as a failure of the
     * observer.
     *
     * @param condition tested on the emitter's thread, once per emission
     * @return this builder
     */
    public ConnectionBuilder3<A, B, C> filter(TriPredicate<? super A, ? super B, ? super C> condition) {
        addFilter(requireNonNull(condition, "condition"));
        return this;
    }

    /**
     * Connects an observer with the options set so far, for the lifetime of an owner that it receives with each emission; see
     * {@link Hook3#connectWeak}.
     *
     * @param owner the object; held weakly
     * @param observer called as the options say, unless the owner was collected
     * @param <O> the type of the owner
     * @return the connection, by which alone the observer is disconnected earlier
     * @throws NullPointerException if an argument is null
     */
    public <O> Subscription connectWeak(O owner, QuadConsumer<? super O, ? super A, ? super B, ? super C> observer) {
        requireNonNull(owner, "owner");
        requireNonNull(observer, "observer");
        return connectFor(owner, new Owned<>(owner, observer));
    }

    private static final class Owned<
                    O, A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
            extends WeakObserver<O> implements TriConsumer<A, B, C> {
        private final QuadConsumer<? super O, ? super A, ? super B, ? super C> observer;

        Owned(O owner, QuadConsumer<? super O, ? super A, ? super B, ? super C> observer) {
            super(owner, observer);
            this.observer = observer;
        }

        @Override
        public void accept(A first, B second, C third) {
            O present = owner();
            if (present != null) {
                observer.accept(present, first, second, third);
            }
        }
    }

    @Override
    ConnectionBuilder3<A, B, C> self() {
        return this;
    }
}
