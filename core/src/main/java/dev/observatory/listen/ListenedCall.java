package dev.observatory.listen;

import dev.observatory.event.EventCall;
import dev.observatory.event.FollowedCall;
import dev.observatory.event.ProgressData;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** One call with the states of its listeners. */
final class ListenedCall extends FollowedCall implements CallEnd {
    private final ListenerChain listeners;

    /** Of a single listener its state, of several ones an array of their states; null if there is none. */
    private @Nullable Object states;

    /** Initializes this class early: the first call may occur near the end of the stack. */
    static void prepare() {}

    ListenedCall(EventCall call, ListenerChain listeners) {
        super(call);
        this.listeners = listeners;
    }

    @Override
    protected void callStarted() {
        if (listeners.size() == 1) {
            states = listeners.get(0).start(this);
            return;
        }
        @Nullable Object[] several = new Object[listeners.size()];
        states = several;
        for (int i = 0; i < several.length; i++) {
            several[i] = listeners.get(i).start(this);
        }
    }

    private @Nullable Object state(int place) {
        Object present = states;
        if (present == null || listeners.size() == 1) {
            return present;
        }
        return ((@Nullable Object[]) present)[place];
    }

    @Override
    protected void callReturned() {
        for (int i = listeners.size() - 1; i >= 0; i--) {
            Object state = state(i);
            if (state != null) {
                listeners.get(i).leave(this, state);
            }
        }
    }

    @Override
    protected void callProgressed(ProgressData progress) {
        for (int i = 0; i < listeners.size(); i++) {
            Object state = state(i);
            if (state != null) {
                listeners.get(i).progress(progress, state);
            }
        }
    }

    @Override
    protected @Nullable Object callAttached() {
        @Nullable Runnable[] detaching = null;
        for (int i = 0; i < listeners.size(); i++) {
            Object state = state(i);
            Runnable one = state == null ? null : listeners.get(i).attach(this, state);
            if (one != null) {
                detaching = detaching == null ? new Runnable[listeners.size()] : detaching;
                detaching[i] = one;
            }
        }
        return detaching;
    }

    @Override
    protected void callDetached(Object attached) {
        @Nullable Runnable[] detaching = (@Nullable Runnable[]) attached;
        for (int i = detaching.length - 1; i >= 0; i--) {
            Runnable one = detaching[i];
            if (one != null) {
                listeners.get(i).detach(one);
            }
        }
    }

    @Override
    protected void callEnded() {
        for (int i = listeners.size() - 1; i >= 0; i--) {
            Object state = state(i);
            if (state != null) {
                listeners.get(i).end(this, state);
            }
        }
    }

    @Override
    public CallOutcome outcome() {
        if (!hasCrashed()) {
            return CallOutcome.COMPLETED;
        }
        return isPending() && exception() instanceof CancellationException
                ? CallOutcome.CANCELLED
                : CallOutcome.CRASHED;
    }

    @Override
    public @Nullable Object result() {
        return hasCrashed() ? null : end();
    }

    @Override
    public @Nullable Throwable exception() {
        return hasCrashed() ? (Throwable) end() : null;
    }
}
