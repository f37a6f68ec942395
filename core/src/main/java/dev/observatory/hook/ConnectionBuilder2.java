package dev.observatory.hook;

import static java.util.Objects.requireNonNull;

import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A builder that connects an observer of two values with options.
 *
 * @param <A> the type of the first value
 * @param <B> the type of the second value
 */
public final class ConnectionBuilder2<A extends @Nullable Object, B extends @Nullable Object>
        extends ConnectionBuilder<BiConsumer<A, B>, ConnectionBuilder2<A, B>> {

    ConnectionBuilder2(Hook<BiConsumer<A, B>> hook) {
        super(hook);
    }

    /**
     * Calls the observer only for values that match a condition. An exception of the condition counts as a failure of the
     * observer.
     *
     * @param condition tested on the emitter's thread, once per emission
     * @return this builder
     */
    public ConnectionBuilder2<A, B> filter(BiPredicate<? super A, ? super B> condition) {
        addFilter(requireNonNull(condition, "condition"));
        return this;
    }

    /**
     * Connects an observer with the options set so far, for the lifetime of an owner that it receives with each emission; see
     * {@link Hook2#connectWeak}.
     *
     * @param owner the object; held weakly
     * @param observer called as the options say, unless the owner was collected
     * @param <O> the type of the owner
     * @return the connection, by which alone the observer is disconnected earlier
     * @throws NullPointerException if an argument is null
     */
    public <O> Subscription connectWeak(O owner, TriConsumer<? super O, ? super A, ? super B> observer) {
        requireNonNull(owner, "owner");
        requireNonNull(observer, "observer");
        return connectFor(owner, new Owned<>(owner, observer));
    }

    private static final class Owned<O, A extends @Nullable Object, B extends @Nullable Object> extends WeakObserver<O>
            implements BiConsumer<A, B> {
        private final TriConsumer<? super O, ? super A, ? super B> observer;

        Owned(O owner, TriConsumer<? super O, ? super A, ? super B> observer) {
            super(owner, observer);
            this.observer = observer;
        }

        @Override
        public void accept(A first, B second) {
            O present = owner();
            if (present != null) {
                observer.accept(present, first, second);
            }
        }
    }

    @Override
    ConnectionBuilder2<A, B> self() {
        return this;
    }
}
