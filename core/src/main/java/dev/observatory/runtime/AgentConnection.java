package dev.observatory.runtime;

import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The record that the agent, and not the program, connected a tagged method. When the agent detaches, that connection is
 * closed, unless the program has registered the same method in the meantime.
 *
 * <p>Strongly reachable only from the method's observer. Safe from any thread.
 *
 * @hidden
 */
public final class AgentConnection {
    private static final long NANOS_BETWEEN_CHECKS = TimeUnit.MILLISECONDS.toNanos(500);

    private @Nullable Runnable closing;

    // Written under the lock of this object, and never reset.
    private volatile boolean isClosed;

    private final ClassOwned<?> method;
    private final WeakReference<Class<?>> owner;

    // Written without a lock: a check too many does no harm.
    private volatile boolean mayBeDiscarded;
    private volatile long nextCheck;

    /**
     * Creates the record of a method that is not connected yet.
     *
     * @param owner the class that declares the method
     * @param method what the observer knows of the method; it is left to the class while only the agent connects it
     */
    public AgentConnection(Class<?> owner, ClassOwned<?> method) {
        this.owner = new WeakReference<>(owner);
        this.method = method;
    }

    /**
     * Records that the agent makes the connection, and arranges for it to be closed when the agent detaches or the class is discarded. To
     * be called before the connection is made, or there would be a moment at which it is not closed. Whoever makes it closes it if
     * {@link #isClosed()} afterwards.
     *
     * @param closing closes the connection if it has been made; runs at most once, on the thread that closes, with no lock held
     */
    public synchronized void closeOnDetach(Runnable closing) {
        this.closing = closing;
        method.leaveToClass();
        AgentPresence.register(this);
        Class<?> type = owner.get();
        mayBeDiscarded = type != null && ClosedLoaders.isRecognizable(type);
        nextCheck = System.nanoTime();
    }

    /**
     * Called before the method is called. Now and then, and on another thread, checks whether the program has closed its class loader: it
     * may have done so without deploying the class again. Class loaders of which that cannot be known, such as those of the JDK, are not
     * checked.
     *
     * @return whether the method may be called; false from the moment on at which any thread has begun to close the connection, since
     *     another one that closes it too does not wait
     */
    public boolean beforeCall() {
        if (mayBeDiscarded && System.nanoTime() - nextCheck >= 0 && Headroom.isSufficient()) {
            nextCheck = System.nanoTime() + NANOS_BETWEEN_CHECKS;
            try {
                JdkTimer.runInPool(this::closeIfDiscarded);
            } catch (RuntimeException | Error exhausted) {
                // The next check may find a thread; the emission must not fail for it.
                nextCheck = System.nanoTime();
            }
        }
        return !isClosed;
    }

    /**
     * Returns whether the connection was closed, or is being closed.
     *
     * @return true for good, once {@link #close()} was called while the agent alone had made the connection
     */
    public boolean isClosed() {
        return isClosed;
    }

    private void closeIfDiscarded() {
        Class<?> type = owner.get();
        if (type == null || ClosedLoaders.isClosed(type)) {
            close();
        }
    }

    /**
     * Reuses the present connection for another registration of the same method. If the program registers it, the
     * connection belongs to the program from then on and stays open when the agent detaches.
     *
     * @param isForAgent whether the agent, and not the program, registers the method
     * @return whether the connection can be reused; false if it is about to be closed and a new one must be made
     */
    public synchronized boolean tryReuse(boolean isForAgent) {
        if (!isForAgent && !isClosed) {
            if (closing != null) {
                method.hold();
            }
            closing = null;
            mayBeDiscarded = false;
        }
        return !isClosed;
    }

    /**
     * Closes the connection if the agent alone made it: when the agent detaches, and when the class was discarded. The closing action
     * runs outside the lock, because it may acquire locks of other objects.
     */
    public void close() {
        Runnable closing;
        synchronized (this) {
            closing = this.closing;
            this.closing = null;
            isClosed |= closing != null;
        }
        if (closing != null) {
            method.release();
            closing.run();
        }
    }

    /** Returns the class; null if it was collected. */
    @Nullable
    Class<?> owner() {
        return owner.get();
    }
}
