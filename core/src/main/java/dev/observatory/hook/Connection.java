package dev.observatory.hook;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One observer in one hook, called as it is. Closing lets go of the observer first, so that a running emission passes it by
 * and nothing keeps it alive that still knows of this connection, then has the hook take the connection out.
 */
class Connection<L> implements Subscription {
    private static final VarHandle OBSERVER;

    static {
        try {
            OBSERVER = MethodHandles.lookup().findVarHandle(Connection.class, "observer", Object.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    final Hook<L> hook;

    /** Whether the observer is to be called directly; else {@link #deliver} decides. */
    final boolean isPlain;

    /** Null once this is closed, or about to be; to be read once by whoever calls it. */
    volatile @Nullable L observer;

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
        if (OBSERVER.getAndSet(this, null) == null) {
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
        if (observer != null) {
            return true;
        }
        makeKnown();
        return false;
    }

    /**
     * Sees to it that whoever is told of the closing can rely on it. The thread that closes may have come no further than to
     * let go of the observer, which emissions under way notice only when the hook leaves its state.
     */
    private void makeKnown() {
        if (!counted) {
            hook.changeState();
        }
    }

    /** Whether the hook's present state knows that this is closed. */
    final boolean isCounted() {
        return counted;
    }

    /** Lets go of what a closed connection has no use for. */
    void closed() {}

    /** Delivers to the observer, read from this connection just before, as the options say. */
    void deliver(L to, Emission<L> emission) {
        emission.to(to);
    }

    int priority() {
        return 0;
    }

    String nameOf(L connected) {
        return ObserverFailure.nameOf(connected);
    }

    ObserverInfo<L> info(L connected) {
        return new ObserverInfo<>(connected, nameOf(connected), "", -1, -1);
    }
}
