package dev.observatory.hook;

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
