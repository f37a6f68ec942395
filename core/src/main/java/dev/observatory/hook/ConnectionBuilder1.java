package dev.observatory.hook;

import static java.util.Objects.requireNonNull;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A builder that connects an observer of one value with options.
 *
 * @param <T> the type of the value
 */
public final class ConnectionBuilder1<T extends @Nullable Object>
        extends ConnectionBuilder<Consumer<T>, ConnectionBuilder1<T>> {

    ConnectionBuilder1(Hook<Consumer<T>> hook) {
        super(hook);
    }

    /**
     * Calls the observer only for values that match a condition. An exception of the condition counts as a failure of the
     * observer.
     *
     * @param condition tested on the emitter's thread, once per emission
     * @return this builder
     */
    public ConnectionBuilder1<T> filter(Predicate<? super T> condition) {
        addFilter(requireNonNull(condition, "condition"));
        return this;
    }

    /**
     * Connects an observer with the options set so far, for the lifetime of an owner that it receives with each emission; see
     * {@link Hook1#connectWeak}.
     *
     * @param owner the object; held weakly
     * @param observer called as the options say, unless the owner was collected
     * @param <O> the type of the owner
     * @return the connection, by which alone the observer is disconnected earlier
     * @throws NullPointerException if an argument is null
     */
    public <O> Subscription connectWeak(O owner, BiConsumer<? super O, ? super T> observer) {
        requireNonNull(owner, "owner");
        requireNonNull(observer, "observer");
        return connectFor(owner, new Owned<>(owner, observer));
    }

    private static final class Owned<O, T extends @Nullable Object> extends WeakObserver<O> implements Consumer<T> {
        private final BiConsumer<? super O, ? super T> observer;

        Owned(O owner, BiConsumer<? super O, ? super T> observer) {
            super(owner, observer);
            this.observer = observer;
        }

        @Override
        public void accept(T value) {
            O present = owner();
            if (present != null) {
                observer.accept(present, value);
            }
        }
    }

    @Override
    ConnectionBuilder1<T> self() {
        return this;
    }
}
