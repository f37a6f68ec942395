package dev.observatory.hook;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * One observer in one hook, called as it is. Closing marks it first, so that a running emission passes it by, then has the
 * hook take it out.
 */
class Connection<L> implements Subscription {
    private static final VarHandle CLOSED;

    static {
        try {
            CLOSED = MethodHandles.lookup().findVarHandle(Connection.class, "closed", boolean.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    final L observer;
    final Hook<L> hook;

    /** Whether the observer is to be called directly; else {@link #deliver} decides. A field, for it is asked in every call. */
    final boolean isPlain;

    private volatile boolean closed;
    private volatile boolean counted;

    Connection(Hook<L> hook, L observer) {
        this(hook, observer, true);
    }

    Connection(Hook<L> hook, L observer, boolean isPlain) {
        this.hook = hook;
        this.observer = observer;
        this.isPlain = isPlain;
    }

    @Override
    public final void close() {
        closeNow();
    }

    /** Closes, and tells whether it was this call that did. */
    final boolean closeNow() {
        if (!CLOSED.compareAndSet(this, false, true)) {
            makeKnown();
            return false;
        }
        boolean wasLast = hook.remove(this);
        counted = true;
        closed();
        if (wasLast) {
            hook.demandChanged();
        }
        return true;
    }

    @Override
    public final boolean isOpen() {
        if (!closed) {
            return true;
        }
        makeKnown();
        return false;
    }

    /**
     * Sees to it that whoever is told of the closing can rely on it. The thread that closes may have come no further than to
     * mark the connection, which emissions under way notice only when the hook leaves its state.
     */
    private void makeKnown() {
        if (!counted) {
            hook.changeState();
        }
    }

    /** Whether it is closed, or about to be: enough to know for an emission. */
    final boolean isClosed() {
        return closed;
    }

    /** Whether the hook's present state knows that this is closed. */
    final boolean isCounted() {
        return counted;
    }

    /** Lets go of what a closed connection has no use for. */
    void closed() {}

    /** Delivers as the options say. */
    void deliver(Emission<L> emission) {
        emission.to(observer);
    }

    int priority() {
        return 0;
    }

    String name() {
        return ObserverFailure.nameOf(observer);
    }

    ObserverInfo<L> info() {
        return new ObserverInfo<>(observer, name(), "", -1, -1);
    }
}
