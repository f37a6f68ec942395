package dev.observatory.listen;

import dev.observatory.event.EventPoint;
import dev.observatory.hook.ObserverErrors;
import dev.observatory.hook.Subscription;
import dev.observatory.runtime.WeakIdentityMap;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** One registered listener. */
final class Registration<S extends @Nullable Object> implements Subscription {
    private final CallSelector selector;
    private final CallListener<S> listener;
    private final ListenerOptions options;
    private final long number;
    private final boolean isOfProgram;

    /** The listeners of events, held by the events themselves; for events that are not selected, this object. */
    private final WeakIdentityMap<Object> known = new WeakIdentityMap<>();

    private volatile boolean isClosed;

    Registration(
            CallSelector selector,
            CallListener<S> listener,
            ListenerOptions options,
            long number,
            boolean isOfProgram) {
        this.selector = selector;
        this.listener = listener;
        this.options = options;
        this.number = number;
        this.isOfProgram = isOfProgram;
    }

    int order() {
        return options.position();
    }

    long number() {
        return number;
    }

    /** Returns whether the program has registered the listener, so that the agent has to weave what it selects. */
    boolean isOfProgram() {
        return isOfProgram;
    }

    int required() {
        return options.required();
    }

    /** Returns the listener of the calls of an event, for the event to hold; null if the event is not selected. */
    @Nullable
    IsolatedListener<S> listenerOf(EventPoint event) {
        Object before = known.get(event);
        if (before == null) {
            IsolatedListener<S> made = made(event);
            known.put(event, made == null ? this : new WeakReference<>(made));
            return made;
        }
        return before == this ? null : listenerIn(before);
    }

    @SuppressWarnings("unchecked") // Written above only.
    private @Nullable IsolatedListener<S> listenerIn(Object reference) {
        return ((WeakReference<IsolatedListener<S>>) reference).get();
    }

    private @Nullable IsolatedListener<S> made(EventPoint event) {
        try {
            return selector.selects(event) ? new IsolatedListener<>(this, listener.forEvent(event)) : null;
        } catch (Throwable failure) {
            ObserverErrors.report("calls of " + event, listener, failure);
            return null;
        }
    }

    @Override
    public void close() {
        if (isOpen()) {
            isClosed = true;
            CallListeners.unregister(this);
        }
    }

    @Override
    public boolean isOpen() {
        return !isClosed;
    }
}
