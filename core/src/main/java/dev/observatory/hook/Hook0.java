package dev.observatory.hook;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The connect side of a hook that emits no value; its observers are {@link Runnable}s. */
public abstract sealed class Hook0 extends Hook<Runnable> permits EventHook0 {
    private static final ObserverArray<Runnable> NONE = ObserverArray.none(new Runnable[0]);

    Hook0(HookOptions options, @Nullable Hook<Runnable> parent) {
        super(options, parent, NONE);
    }

    @Override
    public final ConnectionBuilder0 with() {
        return new ConnectionBuilder0(this);
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
    public final <O> Subscription connectWeak(O owner, Consumer<? super O> observer) {
        return with().connectWeak(owner, observer);
    }

    @Override
    final Runnable guarded(Connection<Runnable> connection, Runnable observer) {
        return new Guarded(connection, observer);
    }

    private record Guarded(Connection<Runnable> connection, Runnable observer)
            implements Runnable, OpenCheck<Runnable> {
        @Override
        public void run() {
            if (connection.observer != null) {
                observer.run();
            }
        }
    }
}
