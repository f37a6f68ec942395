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
    private static final int NUMBERS = 2;
    private static final ThreadLocal<@Nullable Object[]> SLOT = ThreadLocal.withInitial(CallStack::newSlot);

    /** Threads reserve call numbers in blocks: a shared counter for each call would make them contend. */
    private static final AtomicLong LAST_ID = new AtomicLong();

    private static final int IDS_AT_ONCE = 1 << 10;

    // The numbers of a slot.
    private static final int LAST = 0;
    private static final int MOST = 1;
    private static final int NEXT_CHECK = 2;
    private static final long CHECK_INTERVAL_NANOS = 1_000_000_000;

    private CallStack() {}

    private static @Nullable Object[] newSlot() {
        return new @Nullable Object[] {
            null, Thread.currentThread(), new long[] {0, 0, System.nanoTime() + CHECK_INTERVAL_NANOS}
        };
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
        long[] numbers = numbers(slot);
        if (numbers[LAST] == numbers[MOST]) {
            numbers[MOST] = LAST_ID.addAndGet(IDS_AT_ONCE);
            numbers[LAST] = numbers[MOST] - IDS_AT_ONCE;
        }
        return ++numbers[LAST];
    }

    private static long[] numbers(@Nullable Object[] slot) {
        return (long[]) requireNonNull(slot[NUMBERS]);
    }

    /** Returns whether the calls should be compared with the frames of the thread now; if so, the next time is a second later. */
    static boolean isCheckDue(@Nullable Object[] slot, long nanos) {
        long[] numbers = numbers(slot);
        if (nanos - numbers[NEXT_CHECK] < 0) {
            return false;
        }
        numbers[NEXT_CHECK] = nanos + CHECK_INTERVAL_NANOS;
        return true;
    }

    /**
     * Removes a call, and leaves those that began inside it.
     *
     * @param inner the call that began inside it; null if it is the innermost one
     */
    static void unlink(@Nullable Object[] slot, @Nullable CallFrame inner, CallFrame call) {
        if (inner == null) {
            slot[CALL] = call.parent();
        } else {
            inner.replaceParent(call.parent());
        }
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
