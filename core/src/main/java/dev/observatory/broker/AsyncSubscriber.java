package dev.observatory.broker;

import dev.observatory.hook.ObserverErrors;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Queues what is broadcast and hands it to its subscriber on an executor: one message at a time, in order.
 *
 * <p>At most one turn is scheduled or running. A turn hands over a limited number of messages, so that subscribers which
 * share a thread take turns.
 */
final class AsyncSubscriber implements Consumer<Object> {
    private static final int MESSAGES_PER_TURN = 64;

    private final String topic;
    private final Executor executor;
    private final BoundedQueue queue;
    private final Consumer<Object> subscriber;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile @Nullable Thread deliveryThread;

    AsyncSubscriber(String topic, Executor executor, BoundedQueue queue, Consumer<Object> subscriber) {
        this.topic = topic;
        this.executor = executor;
        this.queue = queue;
        this.subscriber = subscriber;
    }

    @Override
    public void accept(Object message) {
        switch (queue.offer(message, deliveryThread != Thread.currentThread())) {
            case QUEUED, DISPLACED -> schedule();
            case DROPPED, CLOSED -> {}
            case FULL -> throw OverflowException.full(topic, subscriber, queue.capacity());
            case SELF_DEADLOCK -> throw OverflowException.selfDeadlock(topic, subscriber, queue.capacity());
            case INTERRUPTED -> {
                Thread.currentThread().interrupt();
                throw OverflowException.interrupted(topic, subscriber, queue.capacity());
            }
        }
    }

    private void schedule() {
        if (!scheduled.compareAndSet(false, true)) {
            return;
        }
        try {
            executor.execute(this::run);
        } catch (Throwable refused) {
            // First free the turn, then drop: whoever queues from now on asks the executor again.
            scheduled.set(false);
            queue.clear();
            ObserverErrors.report(topic, subscriber, refused);
        }
    }

    /** Hands messages over until none is left or somebody else goes on. */
    private void run() {
        do {
            deliverBatch();
        } while (scheduleNextTurn());
    }

    private void deliverBatch() {
        deliveryThread = Thread.currentThread();
        for (int left = MESSAGES_PER_TURN; left > 0; left--) {
            Object message = queue.poll();
            if (message == null) {
                break;
            }
            try {
                subscriber.accept(message);
            } catch (Throwable failure) {
                ObserverErrors.report(topic, subscriber, failure);
            }
        }
        deliveryThread = null;
    }

    private boolean scheduleNextTurn() {
        if (queue.isEmpty()) {
            scheduled.set(false);
            // A message may have come in between, whose broadcaster saw this turn as still running.
            return !queue.isEmpty() && scheduled.compareAndSet(false, true);
        }
        NextTurn next = new NextTurn(Thread.currentThread());
        try {
            executor.execute(next);
        } catch (Throwable refused) {
            // This is a thread of the executor and nothing is lost: go on here.
            return true;
        }
        return next.endHandover();
    }

    /** The turn after this one. An executor that runs it within {@code execute} must not pile turns up on the stack. */
    private final class NextTurn implements Runnable {
        private final Thread scheduler;
        // Both used by the scheduler's thread only.
        private boolean handedOver;
        private boolean ranInline;

        NextTurn(Thread scheduler) {
            this.scheduler = scheduler;
        }

        @Override
        public void run() {
            if (Thread.currentThread() == scheduler && !handedOver) {
                ranInline = true;
            } else {
                AsyncSubscriber.this.run();
            }
        }

        boolean endHandover() {
            handedOver = true;
            return ranInline;
        }
    }
}
