package dev.observatory.broker;

import dev.observatory.hook.ObserverErrors;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The last messages that reached one broker, and the deliveries of those that have it as their topmost retention.
 *
 * <p>A message is numbered and retained in one step, under a lock, and delivered afterwards, with no lock held, by one thread at a
 * time and in the order of the numbers: the one that finds no other delivering. So the last message that every subscriber
 * receives is the last one retained. A snapshot is taken under the same lock with the last number assigned: each message is in it
 * or has a larger number, never both.
 */
final class Retention {
    private static final AtomicLong LAST_SEQUENCE = new AtomicLong();
    private static final ReentrantLock LOCK = new ReentrantLock();
    private static final Set<EventBroker> RETAINING = ConcurrentHashMap.newKeySet();

    // All guarded by LOCK.
    private final Queue<Delivery<Object>> retained = new ArrayDeque<>();
    private final Queue<Turn> turns = new ArrayDeque<>();
    private int capacity;
    private boolean delivering;

    /** A numbered message that waits for its delivery. */
    private record Turn(SubscriberHooks hooks, Delivery<Object> delivery, Thread broadcaster) {}

    /** What a late subscriber receives first, and the number of the last message that it must not receive after that. */
    record Snapshot(List<Delivery<Object>> deliveries, long lastSequence) {}

    static long nextSequence() {
        return LAST_SEQUENCE.incrementAndGet();
    }

    /** Records that a broker retains messages, or no longer does. */
    static void setRetaining(EventBroker broker, boolean retains) {
        if (retains) {
            RETAINING.add(broker);
        } else {
            RETAINING.remove(broker);
        }
    }

    /** Returns the retentions of a broker and of those below it. */
    static List<Retention> reaching(EventBroker broker) {
        if (RETAINING.isEmpty()) {
            return List.of();
        }
        List<Retention> found = new ArrayList<>();
        for (EventBroker each : RETAINING) {
            Retention retention = each.hooks().retention();
            if (retention != null && each.hooks().isAtOrBelow(broker.hooks())) {
                found.add(retention);
            }
        }
        return found;
    }

    /** Returns what several retentions hold now: each delivery once, in the order of their numbers. */
    static Snapshot snapshot(Collection<Retention> retentions) {
        List<Delivery<Object>> all = new ArrayList<>();
        long last;
        LOCK.lock();
        try {
            for (Retention each : retentions) {
                all.addAll(each.retained);
            }
            last = LAST_SEQUENCE.get();
        } finally {
            LOCK.unlock();
        }
        all.sort(Comparator.comparingLong(Delivery::sequence));
        List<Delivery<Object>> once = new ArrayList<>();
        long before = 0;
        for (Delivery<Object> each : all) {
            if (each.sequence() != before) {
                once.add(each);
            }
            before = each.sequence();
        }
        return new Snapshot(once, last);
    }

    /** Retains that many of the last messages; those that are more are released at once. */
    void resize(int newCapacity) {
        LOCK.lock();
        try {
            capacity = newCapacity;
            trim();
        } finally {
            LOCK.unlock();
        }
    }

    /**
     * Numbers, retains and delivers a message, after those that were retained before it. If another thread is delivering, it
     * delivers this one as well.
     *
     * @param hooks the hooks of the broker to which it is broadcast; this is the topmost retention on their way
     */
    void broadcast(SubscriberHooks hooks, Topic topic, Object message) {
        LOCK.lock();
        try {
            Delivery<Object> delivery = new Delivery<>(topic, message, nextSequence());
            for (SubscriberHooks level = hooks; level != null; level = level.above()) {
                Retention retention = level.retention();
                if (retention != null) {
                    retention.retained.add(delivery);
                    retention.trim();
                }
            }
            turns.add(new Turn(hooks, delivery, Thread.currentThread()));
            if (delivering) {
                return;
            }
            delivering = true;
        } finally {
            LOCK.unlock();
        }
        deliver();
    }

    private void deliver() {
        Throwable failure = null;
        boolean isDone = false;
        try {
            for (Turn turn = nextTurn(); turn != null; turn = nextTurn()) {
                try {
                    turn.hooks.deliver(turn.delivery);
                } catch (Throwable thrown) {
                    failure = failureOf(turn, thrown, failure);
                }
            }
            isDone = true;
        } finally {
            if (!isDone) {
                release();
            }
        }
        Failures.rethrow(failure);
    }

    /** A broadcaster receives the failures of its own messages; one that handed its message over has returned. */
    private static @Nullable Throwable failureOf(Turn turn, Throwable thrown, @Nullable Throwable earlier) {
        if (turn.broadcaster == Thread.currentThread()) {
            return Failures.join(earlier, thrown);
        }
        ObserverErrors.report(turn.hooks.sent().name(), turn.hooks, thrown);
        return earlier;
    }

    /** Returns the next message to deliver; null if there is none, and then another thread may begin. */
    private @Nullable Turn nextTurn() {
        LOCK.lock();
        try {
            Turn next = turns.poll();
            delivering = next != null;
            return next;
        } finally {
            LOCK.unlock();
        }
    }

    /** After a failure of this class itself, without stack or heap: the next broadcast delivers the rest. */
    private void release() {
        LOCK.lock();
        try {
            delivering = false;
        } finally {
            LOCK.unlock();
        }
    }

    private void trim() {
        while (retained.size() > capacity) {
            retained.remove();
        }
    }
}
