package dev.observatory.broker;

import dev.observatory.hook.ObserverErrors;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Queues messages that are broadcast and delivers them to its subscriber on an executor, one at a time and in order.
 *
 * <p>At most one turn is scheduled or running at any time. A turn delivers a limited number of messages, so that subscribers
 * which share a thread alternate. Exceptions of the subscriber are reported to {@link ObserverErrors}.
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
            // First release the turn, then drop: a message queued from now on calls the executor again.
            scheduled.set(false);
            queue.clear();
            ObserverErrors.report(topic, subscriber, refused);
        }
    }

    /** Delivers messages until none is left or another thread continues. */
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

    /** Ends this turn and schedules the next one if messages are left; returns whether this thread has to continue instead. */
    private boolean scheduleNextTurn() {
        if (queue.isEmpty()) {
            scheduled.set(false);
            // A message may have arrived in between whose broadcaster saw this turn as still running.
            return !queue.isEmpty() && scheduled.compareAndSet(false, true);
        }
        NextTurn next = new NextTurn(Thread.currentThread());
        try {
            executor.execute(next);
        } catch (Throwable refused) {
            // This is a thread of the executor and nothing is lost: continue here.
            return true;
        }
        return next.endHandover();
    }

    /** The turn after this one. If the executor runs it inside {@code execute}, turns must not nest on the stack. */
    private final class NextTurn implements Runnable {
        private final Thread scheduler;
        // Both used by the scheduling thread only.
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

        /** Ends the hand-over; returns whether the executor ran this turn inline, which leaves it to the scheduling thread. */
        boolean endHandover() {
            handedOver = true;
            return ranInline;
        }
    }
}
