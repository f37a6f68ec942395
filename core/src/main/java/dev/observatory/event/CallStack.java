package dev.observatory.event;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The observed calls that are in progress on each thread, as a stack linked by {@link CallFrame#parent()}.
 *
 * <p>A thread's slot consists of JDK types only and refers to nothing of the application between calls, so that a thread that
 * outlives the application's class loader keeps none of its classes reachable. Each call keeps the slot of its thread, since
 * the look-up costs more than everything that is done with it.
 */
final class CallStack {
    private static final int CALL = 0;
    private static final int THREAD = 1;
    private static final int IDS = 2;
    private static final ThreadLocal<@Nullable Object[]> SLOT = ThreadLocal.withInitial(CallStack::newSlot);

    /** Threads reserve call numbers in blocks: a shared counter for each call would make them contend. */
    private static final AtomicLong LAST_ID = new AtomicLong();

    private static final int IDS_AT_ONCE = 1 << 10;

    private CallStack() {}

    private static @Nullable Object[] newSlot() {
        return new @Nullable Object[] {null, Thread.currentThread(), new long[2]};
    }

    /** Returns the innermost call of the current thread, or null. */
    static @Nullable CallFrame innermost() {
        return innermost(slot());
    }

    /** Returns the slot of the current thread. */
    static @Nullable Object[] slot() {
        return SLOT.get();
    }

    static @Nullable CallFrame innermost(@Nullable Object[] slot) {
        return (CallFrame) slot[CALL];
    }

    static void push(@Nullable Object[] slot, CallFrame call) {
        slot[CALL] = call;
    }

    /** Returns the thread that a slot belongs to. */
    static Thread threadOf(@Nullable Object[] slot) {
        return (Thread) requireNonNull(slot[THREAD]);
    }

    /** Returns a number that no other call has. Called by the slot's own thread only. */
    static long nextId(@Nullable Object[] slot) {
        long[] lastAndMost = (long[]) requireNonNull(slot[IDS]);
        if (lastAndMost[0] == lastAndMost[1]) {
            lastAndMost[1] = LAST_ID.addAndGet(IDS_AT_ONCE);
            lastAndMost[0] = lastAndMost[1] - IDS_AT_ONCE;
        }
        return ++lastAndMost[0];
    }

    /**
     * Removes a call, and with it the calls that began inside it and have not ended. Does nothing if it is not on the stack.
     *
     * @param parent the call that is the innermost one from now on
     * @return the innermost of the removed calls, the others being its parents up to {@code call}; {@code call} itself if there
     *     are no others
     */
    static CallFrame pop(@Nullable Object[] slot, CallFrame call, @Nullable CallFrame parent) {
        CallFrame innermost = innermost(slot);
        for (CallFrame open = innermost; open != null; open = open.parent()) {
            if (open == call) {
                slot[CALL] = parent;
                return requireNonNull(innermost);
            }
        }
        return call;
    }
}
