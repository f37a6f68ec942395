package dev.observatory.graph;

import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Reads for threads that do not hold the lock and need not wait for it: the value of the last commit, whatever batch is
 * open and whatever is being computed, if it is known to be valid.
 *
 * <p>A read is discarded unless clock, flags and stamp are the same after it as before.
 */
final class LockFreeReads {
    static final Object MISSED = new Object();

    private static final int ATTEMPTS = 64;

    /** The number and the depth of dependencies to check before waiting for the lock is cheaper. */
    private static final int BUDGET = 256;

    private static final int DEPTH = 16;

    private LockFreeReads() {}

    /**
     * Returns the value of a node, boxed, or what it has instead; {@link #MISSED} if that cannot be determined without
     * the lock.
     */
    static @Nullable Object peek(Node<?> node) {
        Engine engine = node.engine;
        if (engine.tracker != null && ThreadContext.current().isTracking(engine)) {
            return MISSED;
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long epoch = engine.epoch();
            int flags = (int) Node.FLAGS.getAcquire(node);
            Object seen;
            if ((flags & Vertex.LOGGED) != 0) {
                seen = before(node, epoch);
            } else if (node instanceof ComputedNode<?> computed) {
                seen = computed(computed, flags, epoch);
            } else {
                seen = node.boxed(Node.VALUE.getAcquire(node), node.bits());
            }
            VarHandle.loadLoadFence();
            boolean undisturbed = (int) Node.FLAGS.getOpaque(node) == flags && engine.epoch() == epoch;
            if (undisturbed || seen == MISSED) {
                if (engine.traces && seen != MISSED && node instanceof ComputedNode<?> computed) {
                    computed.trace().hits.increment();
                }
                return seen;
            }
            Thread.onSpinWait();
        }
        return MISSED;
    }

    /** Returns the value of a node before the open batch. */
    private static @Nullable Object before(Node<?> node, long epoch) {
        Batches batches = node.engine.batches;
        synchronized (batches) {
            int place = batches.find(node);
            return place >= 0 && batches.wasFresh(place, node, epoch) ? batches.boxedBefore(place, node) : MISSED;
        }
    }

    private static @Nullable Object computed(ComputedNode<?> node, int flags, long epoch) {
        long stamp = node.acquireStamp();
        boolean hot = node.subs != null && stamp > 0;
        boolean valid =
                hot ? (flags & (Vertex.STALE | Vertex.CYCLIC)) == 0 : isValid(node, stamp, new int[] {BUDGET}, DEPTH);
        if (stamp != epoch && !valid) {
            return MISSED;
        }
        Object seen = node.boxed(Node.VALUE.getAcquire(node), node.bits());
        return node.wasFresh(stamp) ? seen : MISSED;
    }

    /**
     * Returns whether nothing has changed that a cold node is computed from. What it reads may be changing; the caller
     * detects that.
     */
    private static boolean isValid(ComputedNode<?> node, long stamp, int[] budget, int depth) {
        if (stamp <= 0 || depth == 0 || node.is(Vertex.CYCLIC)) {
            return false;
        }
        for (Link link = node.deps; link != null; link = link.nextDep) {
            Node<?> dep = link.dep;
            if (--budget[0] < 0 || dep.is(Vertex.LOGGED)) {
                return false;
            }
            if (dep instanceof ComputedNode<?> computed && !isValidInput(computed, budget, depth)) {
                return false;
            }
            if (dep.changedAt > stamp) {
                return false;
            }
        }
        return true;
    }

    private static boolean isValidInput(ComputedNode<?> input, int[] budget, int depth) {
        long stamp = input.acquireStamp();
        if (input.subs != null && stamp > 0) {
            return !input.is(Vertex.STALE | Vertex.CYCLIC);
        }
        return isValid(input, stamp, budget, depth - 1) && input.wasFresh(stamp);
    }
}
