package dev.observatory.weave;

import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A class with static observers that is being loaded, or whose observers cannot be connected yet.
 *
 * <p>To look for it takes the JVM some time. So emissions do it at growing intervals only, except on the thread that loads the class:
 * what that emits after it has loaded the class must reach the observers.
 */
final class WaitingClass {
    private static final int MAX_LOOKS_OF_LOADER = 100;
    private static final long MAX_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<@Nullable Class<?>> holder;
    private final WeakReference<Thread> loadingThread = new WeakReference<>(Thread.currentThread());

    // Written by the threads that look, without a lock: a look too many or too few does no harm.
    private volatile long nextLook = System.nanoTime();
    private volatile long pause = TimeUnit.MICROSECONDS.toNanos(50);
    private volatile int looksOfLoader;
    private volatile @Nullable String obstacle;

    WaitingClass(Supplier<@Nullable Class<?>> holder) {
        this.holder = holder;
    }

    /** Returns whether an emission on this thread should look for the class. */
    boolean isWorthLooking() {
        if (System.nanoTime() - nextLook >= 0) {
            return true;
        }
        return loadingThread.refersTo(Thread.currentThread()) && looksOfLoader < MAX_LOOKS_OF_LOADER;
    }

    /** Returns the class; null while it is not loaded. */
    @Nullable
    Class<?> find() {
        Class<?> found = holder.get();
        if (found == null) {
            pauseLooking();
        }
        return found;
    }

    /** Records why the observers of the class, which is loaded, cannot be connected yet. */
    void postpone(String reason) {
        obstacle = reason;
        pauseLooking();
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // A lost update means one more look.
    private void pauseLooking() {
        if (loadingThread.refersTo(Thread.currentThread())) {
            looksOfLoader++;
        }
        nextLook = System.nanoTime() + pause;
        pause = Math.min(MAX_PAUSE_NANOS, pause * 2);
    }

    /** Returns why the observers could not be connected; null if the class was never found. */
    @Nullable
    String obstacle() {
        return obstacle;
    }

    String name() {
        return holder.toString();
    }
}
