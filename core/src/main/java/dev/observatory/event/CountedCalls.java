package dev.observatory.event;

import static java.util.Objects.requireNonNull;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calls of events that are only counted, by {@link CallStatistics}. No object is created for a call: each thread keeps one record
 * for each depth of nesting. A record consists of JDK types, and refers weakly to what counts the call, since it stays with the thread.
 *
 * <p>A call whose end was never reported, because its frame was discarded, is found when a call around it ends.
 */
final class CountedCalls {
    // A record.
    private static final int NUMBERS = 0;
    private static final int COUNTED_BY = 1;
    private static final int SLOT = 2;

    // The numbers of a record.
    private static final int DEPTH = 0;
    private static final int START = 1;

    private CountedCalls() {}

    /** What counts the calls of one event, or of one object: never empty. Immutable. */
    static final class Counters {
        final EventHooks hooks;
        private final List<CallStatistics> statistics;
        private final CallStatistics[] inOrder;
        /** For records, which may be all that refers to this object when a call ends. */
        private final WeakReference<?>[] references;

        Counters(EventHooks hooks, List<CallStatistics> statistics) {
            this.hooks = hooks;
            this.statistics = List.copyOf(statistics);
            this.inOrder = statistics.toArray(new CallStatistics[0]);
            this.references = new WeakReference<?>[inOrder.length];
            Arrays.setAll(references, i -> new WeakReference<>(inOrder[i]));
        }

        boolean are(List<CallStatistics> others) {
            return statistics.equals(others);
        }

        void begin(long thread) {
            for (CallStatistics each : inOrder) {
                each.begin(thread);
            }
        }

        void end(long thread, long nanos, boolean crashed) {
            for (CallStatistics each : inOrder) {
                each.end(thread, nanos, crashed);
            }
        }
    }

    /** Initializes what the first call uses, which may be made when the stack is nearly exhausted. */
    static void prepare() {
        CallStack.slot();
    }

    /** Begins a call; returns its record, or null if the library itself makes the call. */
    static @Nullable Object begin(Counters counters) {
        @Nullable Object[] slot = CallStack.slot();
        CallFrame around = CallStack.innermost(slot);
        if (around != null && around.is(CallFrame.SILENT)) {
            return null;
        }
        int depth = CallStack.countedDepth(slot);
        @Nullable Object[] call = CallStack.countedCall(slot, depth);
        if (call[COUNTED_BY] != counters.references) { // A write to an old object takes longer than this test.
            call[COUNTED_BY] = counters.references;
        }
        counters.begin(CallStack.threadNumber(slot));
        CallStack.setCountedDepth(slot, depth + 1);
        numbers(call)[START] = System.nanoTime();
        return call;
    }

    /** Creates a record for a depth. */
    static @Nullable Object[] newCall(@Nullable Object[] slot, int depth) {
        return new @Nullable Object[] {new long[] {depth, 0}, null, slot};
    }

    /** Ends a call that returns a result, or lets it wait for an asynchronous one. */
    static void complete(Object token, @Nullable Object result) {
        Counters counters = AsyncEnd.isPossible(result) ? countersOf(token) : null;
        if (counters == null) {
            end(token, false);
            return;
        }
        @Nullable Object[] call = (@Nullable Object[]) token;
        leave((@Nullable Object[]) requireNonNull(call[SLOT]), (int) numbers(call)[DEPTH], System.nanoTime());
        EventCall.waiting(counters, numbers(call)[START]).complete(result);
    }

    /** Ends a call on its thread, and those inside it that have not ended. */
    static void end(Object token, boolean crashed) {
        long now = System.nanoTime();
        @Nullable Object[] call = (@Nullable Object[]) token;
        @Nullable Object[] slot = (@Nullable Object[]) requireNonNull(call[SLOT]);
        leave(slot, (int) numbers(call)[DEPTH], now);
        end(slot, call, now, crashed);
    }

    /** Takes the calls from a depth on from the stack. Those inside it were abandoned. */
    private static void leave(@Nullable Object[] slot, int depth, long now) {
        for (int inner = CallStack.countedDepth(slot) - 1; inner > depth; inner--) {
            end(slot, CallStack.countedCall(slot, inner), now, true);
        }
        CallStack.setCountedDepth(slot, depth);
    }

    private static void end(@Nullable Object[] slot, @Nullable Object[] call, long now, boolean crashed) {
        for (WeakReference<?> reference : references(call)) {
            CallStatistics statistics = (CallStatistics) reference.get();
            if (statistics != null) {
                statistics.end(CallStack.threadNumber(slot), now - numbers(call)[START], crashed);
            }
        }
    }

    /** Returns what counts a call; null if it was collected. */
    private static @Nullable Counters countersOf(Object token) {
        List<CallStatistics> live = new ArrayList<>();
        EventHooks hooks = null;
        for (WeakReference<?> reference : references((@Nullable Object[]) token)) {
            CallStatistics statistics = (CallStatistics) reference.get();
            EventHooks counted = statistics == null ? null : statistics.hooks();
            if (statistics != null && counted != null) {
                live.add(statistics);
                hooks = counted;
            }
        }
        return hooks == null ? null : new Counters(hooks, live);
    }

    private static WeakReference<?>[] references(@Nullable Object[] call) {
        return (WeakReference<?>[]) requireNonNull(call[COUNTED_BY]);
    }

    private static long[] numbers(@Nullable Object[] call) {
        return (long[]) requireNonNull(call[NUMBERS]);
    }
}
