package dev.observatory.event;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The innermost observed call of each thread.
 *
 * <p>The thread's slot is made of JDK types only and holds nothing of the program between calls, so that a thread that
 * outlives the program's class loader keeps no class of it. A call keeps its thread's slot: to look it up costs more than all
 * that is done with it.
 */
final class CurrentCall {
    private static final int CALL = 0;
    private static final int THREAD = 1;
    private static final int IDS = 2;
    private static final ThreadLocal<@Nullable Object[]> SLOT = ThreadLocal.withInitial(CurrentCall::newSlot);

    /** Threads take numbers of calls from here many at a time: to count each would have them wait for one another. */
    private static final AtomicLong LAST_ID = new AtomicLong();

    private static final int IDS_AT_ONCE = 1 << 10;

    private CurrentCall() {}

    private static @Nullable Object[] newSlot() {
        return new @Nullable Object[] {null, Thread.currentThread(), new long[2]};
    }

    static @Nullable EventCall get() {
        return in(slot());
    }

    static @Nullable Object[] slot() {
        return SLOT.get();
    }

    static @Nullable EventCall in(@Nullable Object[] slot) {
        return (EventCall) slot[CALL];
    }

    static void set(@Nullable Object[] slot, EventCall call) {
        slot[CALL] = call;
    }

    /** The thread whose slot it is. */
    static Thread threadOf(@Nullable Object[] slot) {
        return (Thread) requireNonNull(slot[THREAD]);
    }

    /** A number that no other call has; asked by the slot's own thread. */
    static long nextId(@Nullable Object[] slot) {
        long[] lastAndMost = (long[]) requireNonNull(slot[IDS]);
        if (lastAndMost[0] == lastAndMost[1]) {
            lastAndMost[1] = LAST_ID.addAndGet(IDS_AT_ONCE);
            lastAndMost[0] = lastAndMost[1] - IDS_AT_ONCE;
        }
        return ++lastAndMost[0];
    }

    /** Ends a call and whatever was begun inside it and never ended. */
    static void pop(@Nullable Object[] slot, EventCall call, @Nullable EventCall parent) {
        EventCall innermost = in(slot);
        for (EventCall open = innermost; open != null; open = open.parent()) {
            if (open == call) {
                slot[CALL] = parent;
                AbandonedConstructors.tell(innermost, call);
                return;
            }
        }
    }
}
