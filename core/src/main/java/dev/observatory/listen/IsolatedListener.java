package dev.observatory.listen;

import static java.util.Objects.requireNonNull;

import dev.observatory.event.ProgressData;
import dev.observatory.hook.ObserverErrors;
import org.jspecify.annotations.Nullable;

/** The listener of the calls of one event, called so that nothing that it throws goes any further. */
final class IsolatedListener<S extends @Nullable Object> {
    private final Registration<S> registration;
    private final CallListener<S> listener;
    private final boolean followsProgress;

    IsolatedListener(Registration<S> registration, CallListener<S> listener) {
        this.registration = registration;
        this.listener = requireNonNull(listener, "the listener of an event");
        this.followsProgress = overridesProgress(listener.getClass());
    }

    /** Returns whether a class has an {@code onProgress} of its own, as far as reflection can tell. */
    private static boolean overridesProgress(Class<?> type) {
        try {
            return type.getMethod("onProgress", ProgressData.class, Object.class)
                            .getDeclaringClass()
                    != CallListener.class;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError unknown) {
            return true;
        }
    }

    int required() {
        return registration.required();
    }

    boolean followsProgress() {
        return followsProgress;
    }

    @Nullable
    Object start(CallStart call) {
        if (!registration.isOpen()) {
            return null;
        }
        try {
            return listener.onStart(call);
        } catch (Throwable failure) {
            report(failure);
            return null;
        }
    }

    void leave(CallReturn call, Object state) {
        try {
            listener.onReturn(call, stateOf(state));
        } catch (Throwable failure) {
            report(failure);
        }
    }

    void progress(ProgressData progress, Object state) {
        try {
            listener.onProgress(progress, stateOf(state));
        } catch (Throwable failure) {
            report(failure);
        }
    }

    /** Returns what is to be called when the thread does not work for the call any more; null for nothing. */
    @Nullable
    Runnable attach(CallStart call, Object state) {
        try {
            return listener.onAttach(call, stateOf(state));
        } catch (Throwable failure) {
            report(failure);
            return null;
        }
    }

    void detach(Runnable detaching) {
        try {
            detaching.run();
        } catch (Throwable failure) {
            report(failure);
        }
    }

    void end(CallEnd call, Object state) {
        try {
            listener.onEnd(call, stateOf(state));
        } catch (Throwable failure) {
            report(failure);
        }
    }

    @SuppressWarnings("unchecked") // What the same listener has returned.
    private S stateOf(Object state) {
        return (S) state;
    }

    private void report(Throwable failure) {
        ObserverErrors.report("calls", listener, failure);
    }
}
