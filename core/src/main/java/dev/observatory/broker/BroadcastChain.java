package dev.observatory.broker;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The broadcasts to the brokers of one top-level topic that are being delivered on one thread.
 *
 * <p>What a subscriber broadcasts to the same top-level topic waits until the running broadcast has reached all of its subscribers,
 * so that each of them receives the messages in the order of broadcast. A broadcast to another top-level topic does not
 * wait; only its delivery to the root broker does, which both have in common.
 *
 * <p>A broadcast that is not nested costs two writes to an array of its thread. A chain is created by the first nested one.
 */
final class BroadcastChain {
    /** How deep broadcasts may cause one another: brokers that publish to each other in a cycle would never return. */
    static final int MAX_DEPTH = 1_000_000;

    private static final int TREE = 0;
    private static final int IS_NESTED = 1;

    /**
     * Per thread: the number of the top-level topic of its outermost broadcast, 0 if it makes none, and whether it has a chain. Of a
     * JDK type, so that a thread that outlives a program keeps none of its classes.
     */
    private static final ThreadLocal<long[]> RUNNING = ThreadLocal.withInitial(() -> new long[2]);

    /** Per thread: its innermost chain while it has one, in an array of a JDK type as above. */
    private static final ThreadLocal<@Nullable Object[]> CHAIN = ThreadLocal.withInitial(() -> new Object[1]);

    private final long tree;
    private final @Nullable BroadcastChain outer;
    private final Queue<Waiting> waiting = new ArrayDeque<>(2);
    private int depth;

    private BroadcastChain(long tree, @Nullable BroadcastChain outer) {
        this.tree = tree;
        this.outer = outer;
    }

    private record Waiting(Runnable broadcast, int depth) {}

    /** Initializes this class, which may otherwise be needed first when the stack is nearly exhausted. */
    static void prepare() {}

    /** Broadcasts now, or, if this thread is already broadcasting to the same top-level topic, after that. */
    static void broadcast(SubscriberHooks hooks, Topic topic, Object message) {
        long[] running = RUNNING.get();
        if (running[TREE] != 0) {
            broadcastNested(running, hooks, topic, message);
            return;
        }
        Throwable failure = null;
        running[TREE] = hooks.tree();
        try {
            try {
                hooks.broadcast(topic, message);
            } catch (Throwable thrown) {
                failure = thrown;
            }
            if (running[IS_NESTED] != 0) {
                failure = deliverOutermost(running, failure);
            }
        } finally {
            running[TREE] = 0;
        }
        Failures.rethrow(failure);
    }

    /** Returns the outermost chain of this thread if its present broadcast is nested in one to another top-level topic. */
    static @Nullable BroadcastChain enclosing() {
        BroadcastChain chain = (BroadcastChain) CHAIN.get()[0];
        if (chain == null || chain.outer == null) {
            return null;
        }
        while (chain.outer != null) {
            chain = chain.outer;
        }
        return chain;
    }

    /** Adds the rest of a broadcast that has begun, to be delivered after those that wait already. */
    void addRest(Runnable rest) {
        waiting.add(new Waiting(rest, depth));
    }

    private static void broadcastNested(long[] running, SubscriberHooks hooks, Topic topic, Object message) {
        @Nullable Object[] slot = CHAIN.get();
        BroadcastChain innermost = (BroadcastChain) slot[0];
        if (innermost == null) {
            innermost = new BroadcastChain(0, null);
            slot[0] = innermost;
            running[IS_NESTED] = 1;
        }
        for (BroadcastChain chain = innermost; chain != null; chain = chain.outer) {
            // The outermost chain may be left over from a broadcast whose thread ran out of stack.
            long present = chain.outer == null ? running[TREE] : chain.tree;
            if (present == hooks.tree()) {
                chain.add(hooks, topic, message);
                return;
            }
        }
        BroadcastChain begun = new BroadcastChain(hooks.tree(), innermost);
        Throwable failure = null;
        slot[0] = begun;
        try {
            try {
                hooks.broadcast(topic, message);
            } catch (Throwable thrown) {
                failure = thrown;
            }
            failure = begun.deliverWaiting(failure);
        } finally {
            slot[0] = innermost;
        }
        Failures.rethrow(failure);
    }

    private void add(SubscriberHooks hooks, Topic topic, Object message) {
        if (depth >= MAX_DEPTH) {
            throw new IllegalStateException("Broadcast to [" + topic + "] is number [" + (depth + 1)
                    + "] in a series in which each was made by a subscriber of the one before; the message is not broadcast,"
                    + " let the brokers not publish to one another in a cycle");
        }
        waiting.add(new Waiting(() -> hooks.broadcast(topic, message), depth + 1));
    }

    private static @Nullable Throwable deliverOutermost(long[] running, @Nullable Throwable earlier) {
        @Nullable Object[] slot = CHAIN.get();
        BroadcastChain chain = (BroadcastChain) slot[0];
        Throwable failure = chain == null ? earlier : chain.deliverWaiting(earlier);
        slot[0] = null;
        running[IS_NESTED] = 0;
        return failure;
    }

    /**
     * Delivers what waits, and what that adds. Their broadcasters have returned, so that nothing is left out, whatever was thrown
     * before.
     */
    private @Nullable Throwable deliverWaiting(@Nullable Throwable earlier) {
        Throwable failure = earlier;
        for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
            depth = next.depth;
            try {
                next.broadcast.run();
            } catch (Throwable thrown) {
                failure = Failures.join(failure, thrown);
            }
        }
        return failure;
    }
}
