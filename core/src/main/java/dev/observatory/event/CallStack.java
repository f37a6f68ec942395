package dev.observatory.event;

import static java.util.Objects.requireNonNull;

import java.lang.ref.SoftReference;
import java.util.Arrays;
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
    /** The records of {@link CountedCalls} by depth; null before the first. */
    private static final int COUNTED = 3;
    /** Softly, the operands of the latest calls: one reference for {@value #SHELF_SIZE} calls. */
    private static final int SHELF = 4;

    private static final int SHELF_SIZE = 16;

    private static final ThreadLocal<@Nullable Object[]> SLOT = ThreadLocal.withInitial(CallStack::newSlot);

    /** Threads reserve call numbers in blocks: a shared counter for each call would make them contend. */
    private static final AtomicLong LAST_ID = new AtomicLong();

    private static final int IDS_AT_ONCE = 1 << 10;

    // The numbers of a slot.
    private static final int LAST = 0;
    private static final int MOST = 1;
    private static final int NEXT_CHECK = 2;
    private static final int COUNTED_DEPTH = 3;
    private static final int THREAD_NUMBER = 4;
    private static final int SHELVED = 5;
    private static final long CHECK_INTERVAL_NANOS = 1_000_000_000;

    private CallStack() {}

    private static @Nullable Object[] newSlot() {
        long most = LAST_ID.addAndGet(IDS_AT_ONCE);
        long[] numbers = {
            most - IDS_AT_ONCE, most, System.nanoTime() + CHECK_INTERVAL_NANOS, 0, most / IDS_AT_ONCE, SHELF_SIZE
        };
        return new @Nullable Object[] {null, Thread.currentThread(), numbers, null, null};
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

    /**
     * Puts operands on the thread's shelf, which holds them softly. Places are not used twice: a shelf becomes old, and
     * writing to an old object costs a fence (G1).
     *
     * @return the shelf; {@link #lastPlace} returns the place of the operands
     */
    static SoftReference<@Nullable Object[]> shelve(@Nullable Object[] slot, @Nullable Object[] operands) {
        long[] numbers = numbers(slot);
        int place = (int) numbers[SHELVED];
        @SuppressWarnings("unchecked") // Written below only.
        SoftReference<@Nullable Object[]> shelf = (SoftReference<@Nullable Object[]>) slot[SHELF];
        @Nullable Object[] rows = shelf == null || place == SHELF_SIZE ? null : shelf.get();
        if (shelf == null || rows == null) {
            rows = new Object[SHELF_SIZE];
            shelf = new SoftReference<>(rows);
            slot[SHELF] = shelf;
            place = 0;
        }
        rows[place++] = operands;
        numbers[SHELVED] = place;
        return shelf;
    }

    /** Returns the place of the operands that were put on the shelf last. */
    static int lastPlace(@Nullable Object[] slot) {
        return (int) numbers(slot)[SHELVED] - 1;
    }

    /** Returns the number of the slot's thread: threads are counted in the order of their first call. */
    static long threadNumber(@Nullable Object[] slot) {
        return numbers(slot)[THREAD_NUMBER];
    }

    /** Returns how many calls are in progress that are only counted. */
    static int countedDepth(@Nullable Object[] slot) {
        return (int) numbers(slot)[COUNTED_DEPTH];
    }

    static void setCountedDepth(@Nullable Object[] slot, int depth) {
        numbers(slot)[COUNTED_DEPTH] = depth;
    }

    /** Returns the record of the call that is only counted at a depth. */
    static @Nullable Object[] countedCall(@Nullable Object[] slot, int depth) {
        @Nullable Object[] calls = (@Nullable Object[]) slot[COUNTED];
        Object known = calls == null || depth >= calls.length ? null : calls[depth];
        return known == null ? newCountedCall(slot, depth) : (@Nullable Object[]) known;
    }

    private static @Nullable Object[] newCountedCall(@Nullable Object[] slot, int depth) {
        @Nullable Object[] calls = (@Nullable Object[]) slot[COUNTED];
        if (calls == null || depth >= calls.length) {
            calls = calls == null ? new Object[8] : Arrays.copyOf(calls, Math.max(depth + 1, calls.length * 2));
            slot[COUNTED] = calls;
        }
        @Nullable Object[] made = CountedCalls.newCall(slot, depth);
        calls[depth] = made;
        return made;
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
