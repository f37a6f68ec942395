package dev.observatory.hook;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;

/**
 * A builder that connects an observer of no value with options.
 */
public final class ConnectionBuilder0 extends ConnectionBuilder<Runnable, ConnectionBuilder0> {

    ConnectionBuilder0(Hook<Runnable> hook) {
        super(hook);
    }

    /**
     * Connects an observer with the options set so far, for the lifetime of an owner that it receives with each emission; see
     * {@link Hook0#connectWeak}.
     *
     * @param owner the object; held weakly
     * @param observer called as the options say, unless the owner was collected
     * @param <O> the type of the owner
     * @return the connection, by which alone the observer is disconnected earlier
     * @throws NullPointerException if an argument is null
     */
    public <O> Subscription connectWeak(O owner, Consumer<? super O> observer) {
        requireNonNull(owner, "owner");
        requireNonNull(observer, "observer");
        return connectFor(owner, new Owned<>(owner, observer));
    }

    private static final class Owned<O> extends WeakObserver<O> implements Runnable {
        private final Consumer<? super O> observer;

        Owned(O owner, Consumer<? super O> observer) {
            super(owner, observer);
            this.observer = observer;
        }

        @Override
        public void run() {
            O present = owner();
            if (present != null) {
                observer.accept(present);
            }
        }
    }

    @Override
    ConnectionBuilder0 self() {
        return this;
    }
}
