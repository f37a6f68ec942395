package dev.observatory.event;

import org.jspecify.annotations.Nullable;

/**
 * The innermost observed call of each thread.
 *
 * <p>The thread's slot is made of JDK types only and holds nothing between calls, so that a thread that outlives the
 * program's class loader keeps no class of it.
 */
final class CurrentCall {
    private static final int CALL = 0;
    private static final ThreadLocal<@Nullable Object[]> SLOT = ThreadLocal.withInitial(() -> new Object[1]);

    private CurrentCall() {}

    static @Nullable EventCall get() {
        return (EventCall) SLOT.get()[CALL];
    }

    static void push(EventCall call) {
        SLOT.get()[CALL] = call;
    }

    /** Ends a call and whatever was begun inside it and never ended. */
    static void pop(EventCall call, @Nullable EventCall parent) {
        @Nullable Object[] slot = SLOT.get();
        EventCall innermost = (EventCall) slot[CALL];
        for (EventCall open = innermost; open != null; open = open.parent()) {
            if (open == call) {
                slot[CALL] = parent;
                UnseenCrash.tell(innermost, call);
                return;
            }
        }
    }
}
