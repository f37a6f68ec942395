package dev.observatory.event;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.VarHandle;
import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The observed calls that are in progress on each thread, as a stack linked by {@link CallFrame#parent()}.
 *
 * <p>The operands of calls in progress are held by one soft reference for each thread: an observed method may replace its own
 * variables, and what only the call refers to then is garbage when memory is needed.
 *
 * <p>A thread's slot consists of JDK types only and refers to nothing of the application between calls, so that a thread that
 * outlives the application's class loader keeps none of its classes reachable. Each call keeps the slot of its thread, since
 * the look-up costs more than everything that is done with it.
 */
final class CallStack {
    private static final int CALL = 0;
    private static final int THREAD = 1;
    private static final int IDS = 2;
    /** A soft reference to the operands of the calls in progress: of each call itself and its array. */
    private static final int HELD = 3;
    /** The number of calls whose operands are there. */
    private static final int HELD_COUNT = 4;

    private static final int FIRST_CAPACITY = 16;
    /** Of calls deeper on the stack than this the operands are not held softly. */
    private static final int MAX_HELD = 1 << 16;

    private static final ThreadLocal<@Nullable Object[]> SLOT = ThreadLocal.withInitial(CallStack::newSlot);

    /** Threads reserve call numbers in blocks: a shared counter for each call would make them contend. */
    private static final AtomicLong LAST_ID = new AtomicLong();

    private static final int IDS_AT_ONCE = 1 << 10;

    private CallStack() {}

    private static @Nullable Object[] newSlot() {
        return new @Nullable Object[] {null, Thread.currentThread(), new long[2], null, new int[1]};
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

    /**
     * Holds the operands of a call softly. Called by the slot's own thread.
     *
     * @return where they are held; negative if they are not
     */
    static int hold(@Nullable Object[] slot, CallFrame call, @Nullable Object[] operands) {
        int[] count = (int[]) requireNonNull(slot[HELD_COUNT]);
        int place = count[0];
        if (place >= MAX_HELD) {
            return -1;
        }
        @Nullable Object[] held = held(slot);
        if (held == null || held.length <= 2 * place) {
            int capacity = Math.max(FIRST_CAPACITY, 4 * place);
            held = held == null ? new Object[capacity] : Arrays.copyOf(held, capacity);
            slot[HELD] = new SoftReference<>(held);
        }
        held[2 * place + 1] = operands;
        VarHandle.releaseFence();
        held[2 * place] = call;
        count[0] = place + 1;
        return place;
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Object @Nullable [] held(@Nullable Object[] slot) {
        SoftReference<@Nullable Object[]> reference = (SoftReference<@Nullable Object[]>) slot[HELD];
        return reference == null ? null : reference.get();
    }

    /**
     * Returns the operands of a call. Safe from any thread while the call is in progress.
     *
     * @param place where they are held
     * @return null if they were released, or the call has ended
     */
    static @Nullable Object @Nullable [] heldAt(@Nullable Object[] slot, int place, CallFrame call) {
        @Nullable Object[] held = held(slot);
        if (held == null || held.length <= 2 * place) {
            return null;
        }
        Object operands = held[2 * place + 1];
        VarHandle.acquireFence();
        // Another call may have the place by now, on the thread of this slot.
        return held[2 * place] == call ? (@Nullable Object[]) operands : null;
    }

    /** Releases the operands of a call and of those that began inside it. Called by the slot's own thread. */
    static void letGo(@Nullable Object[] slot, int place) {
        int[] count = (int[]) requireNonNull(slot[HELD_COUNT]);
        @Nullable Object[] held = held(slot);
        if (held != null) {
            Arrays.fill(
                    held,
                    Math.min(held.length, 2 * place),
                    Math.min(held.length, Math.max(2 * place, 2 * count[0])),
                    null);
        }
        count[0] = Math.min(count[0], place);
    }
}
