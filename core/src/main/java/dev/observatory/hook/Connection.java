package dev.observatory.hook;

import dev.observatory.runtime.Requirement;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The connection of one observer, called directly, to one hook. Closing first clears the reference to the observer, so that
 * emissions in progress skip it and a retained connection does not keep it alive; then it removes the connection from the hook.
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

    /** Whether the observer is called directly; otherwise {@link #deliver} applies the options. */
    final boolean isPlain;

    /** What the observer may read, of {@link Requirement}. */
    final byte required;

    /** Null once this connection is closed or being closed; a caller must read it exactly once per call. */
    volatile @Nullable L observer;

    private volatile boolean removed;

    Connection(Hook<L> hook, L observer) {
        this(hook, observer, true, Requirement.ALL);
    }

    Connection(Hook<L> hook, L observer, boolean isPlain, int required) {
        this.hook = hook;
        this.observer = observer;
        this.isPlain = isPlain;
        this.required = (byte) required;
    }

    @Override
    public final void close() {
        if (!closeNow()) {
            onClosedAgain();
        }
    }

    /** Closes this connection; returns whether this call closed it. */
    final boolean closeNow() {
        if (OBSERVER.getAndSet(this, null) == null) {
            ensureVisible();
            return false;
        }
        boolean isLessRequired = hook.remove(this);
        removed = true;
        onClosed();
        if (isLessRequired) {
            hook.demandChanged();
        }
        return true;
    }

    @Override
    public final boolean isOpen() {
        if (observer != null) {
            return true;
        }
        ensureVisible();
        return false;
    }

    /**
     * Makes the closing visible to emissions in progress before the caller learns of it. The closing thread may only have
     * cleared the observer yet, which emissions in progress notice only after the hook has replaced its state.
     */
    private void ensureVisible() {
        if (!removed) {
            hook.replaceState();
        }
    }

    /** Returns whether the hook has removed this connection from its present state, or counts it as closed there. */
    final boolean isRemoved() {
        return removed;
    }

    /** Called once after the hook has removed this connection: releases what a closed connection does not need. */
    void onClosed() {}

    /** Called when a connection is closed that was closed before, possibly by an emission that has not called its observer yet. */
    void onClosedAgain() {}

    /** Delivers an emission to the observer, which the caller has just read from this connection, as the options define. */
    void deliver(L to, Emission<L> emission) {
        emission.deliverTo(to);
    }

    int priority() {
        return 0;
    }

    String nameOf(L connected) {
        return ObserverFailure.nameOf(connected);
    }

    ObserverInfo<L> info(L connected) {
        return new ObserverInfo<>(connected, nameOf(connected), ConnectionOptions.describe(required), -1, -1);
    }
}
