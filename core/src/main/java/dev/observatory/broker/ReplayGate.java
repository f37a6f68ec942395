package dev.observatory.broker;

import dev.observatory.hook.ObserverErrors;
import dev.observatory.hook.Subscription;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The entrance of a subscriber that first receives what was retained before it subscribed.
 *
 * <p>It is connected first, and holds what is broadcast from then on. Then the snapshot is taken and replayed, and what was held
 * follows, all on the thread that subscribes; from then on messages pass. A message whose number is not larger than the last of the
 * snapshot was retained before, and is not passed.
 */
final class ReplayGate {
    private final String topic;

    // Guarded by this gate.
    private final Queue<Delivery<Object>> held = new ArrayDeque<>();

    // Written before the gate opens.
    private long lastReplayed;
    private volatile boolean open;

    ReplayGate(String topic) {
        this.topic = topic;
    }

    /** Returns whether a delivery is to be passed on now; if not, it is held or was replayed. */
    boolean tryPass(Delivery<Object> delivery) {
        return open ? delivery.sequence() > lastReplayed : !tryHold(delivery) && delivery.sequence() > lastReplayed;
    }

    private synchronized boolean tryHold(Delivery<Object> delivery) {
        return !open && held.add(delivery);
    }

    /**
     * Replays a snapshot, and what was held in the meantime, and opens.
     *
     * @param connection the connection of the subscriber; nothing is delivered any more after it was closed
     */
    void replay(Retention.Snapshot snapshot, DeliverySubscriber subscriber, Subscription connection) {
        boolean isDone = false;
        try {
            for (Delivery<Object> each : snapshot.deliveries()) {
                if (subscriber.matches(each.topic(), each.message())) {
                    deliver(each, subscriber, connection);
                }
            }
            for (Delivery<Object> next = nextHeld(snapshot.lastSequence());
                    next != null;
                    next = nextHeld(snapshot.lastSequence())) {
                if (next.sequence() > snapshot.lastSequence()) {
                    deliver(next, subscriber, connection);
                }
            }
            isDone = true;
        } finally {
            if (!isDone) {
                open(snapshot.lastSequence());
            }
        }
    }

    private void deliver(Delivery<Object> delivery, DeliverySubscriber subscriber, Subscription connection) {
        if (connection.isOpen()) {
            try {
                subscriber.deliver(delivery);
            } catch (Throwable failure) {
                ObserverErrors.report(topic, subscriber, failure);
            }
        }
    }

    /** Returns the next delivery that was held; null if there is none, and then this gate is open. */
    private synchronized @Nullable Delivery<Object> nextHeld(long lastSequence) {
        Delivery<Object> next = held.poll();
        if (next == null) {
            open(lastSequence);
        }
        return next;
    }

    private synchronized void open(long lastSequence) {
        held.clear();
        lastReplayed = lastSequence;
        open = true;
    }
}
