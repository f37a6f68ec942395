package dev.observatory.runtime;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The threads that wait for something which another thread holds, and what they wait for. Finds a wait that could never end, because
 * the threads involved would wait for each other, before it begins.
 *
 * <p>A thread registers when it is about to wait, after it has tried everything else: what is free costs nothing. Only waits without
 * a time limit are registered. In a cycle of such waits the thread that would close it is the last one that registers, and it sees
 * what the others hold, since each of them has written that before it registered.
 *
 * <p>Safe from any thread.
 *
 * @hidden
 */
public final class WaitGraph {
    // Guarded by the class. An entry is removed when its wait ends.
    private static final Map<Thread, Resource> WAITING = new HashMap<>();

    private WaitGraph() {}

    /** Something that at most one thread holds at a time. */
    @FunctionalInterface
    public interface Resource {
        /**
         * Returns the thread that holds this resource. Only reads a field: called while a lock is held that the whole library shares.
         *
         * @return the thread that must continue before this resource becomes available; null if there is none
         */
        @Nullable
        Thread holder();
    }

    /**
     * Registers that the current thread is about to wait. {@link #end()} must follow if the wait is permitted.
     *
     * @param wanted what it waits for
     * @return false if the wait would never end, since the holder waits, directly or through others, for the current thread
     * @throws NullPointerException if {@code wanted} is null
     */
    public static synchronized boolean begin(Resource wanted) {
        Thread current = Thread.currentThread();
        Resource next = requireNonNull(wanted, "wanted");
        // The bound ends the search in a cycle that does not include this thread.
        for (int steps = WAITING.size(); next != null && steps >= 0; steps--) {
            Thread holder = next.holder();
            if (holder == current) {
                return false;
            }
            next = holder == null ? null : WAITING.get(holder);
        }
        WAITING.put(current, wanted);
        return true;
    }

    /** Removes the registration of the current thread, whose wait has ended. */
    public static synchronized void end() {
        WAITING.remove(Thread.currentThread());
    }
}
