package dev.observatory.hook;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** One observer in one hook. Closing marks it first, so that a running emission passes it by, then removes it. */
final class Connection<L> implements Subscription {
    private static final VarHandle CLOSED;

    static {
        try {
            CLOSED = MethodHandles.lookup().findVarHandle(Connection.class, "closed", boolean.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    final L observer;
    private final Hook<L> hook;
    private volatile boolean closed;

    Connection(Hook<L> hook, L observer) {
        this.hook = hook;
        this.observer = observer;
    }

    @Override
    public void close() {
        if (CLOSED.compareAndSet(this, false, true)) {
            hook.remove(this);
        }
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }
}
