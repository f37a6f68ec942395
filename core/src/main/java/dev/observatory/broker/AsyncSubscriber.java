package dev.observatory.broker;

import dev.observatory.hook.NamedObserver;
import dev.observatory.hook.ObserverErrors;
import java.lang.ref.WeakReference;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Queues messages that are broadcast and delivers them to its subscriber on an executor, one at a time and in order.
 *
 * <p>At most one turn is scheduled or running at any time. A turn delivers a limited number of messages, so that subscribers
 * which share a thread alternate. Exceptions of the subscriber are reported to {@link ObserverErrors}.
 *
 * <p>Nothing is assumed of the executor: it may run a turn at once, twice or never, and may throw although it has accepted it. Each
 * turn begins once. One that has not begun long after it was scheduled is scheduled again when more messages arrive.
 */
final class AsyncSubscriber implements Consumer<Object>, QueueReader, NamedObserver {
    private static final int MESSAGES_PER_TURN = 64;
    private static final long LOST_AFTER_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String topic;
    private final Executor executor;
    private final BoundedQueue queue;
    private final Consumer<Object> subscriber;
    // The turn that is scheduled or running; null if there is none.
    private final AtomicReference<@Nullable Turn> present = new AtomicReference<>();
    private volatile @Nullable Thread deliveryThread;
    private volatile WeakReference<@Nullable Thread> lastThread = new WeakReference<>(null);

    AsyncSubscriber(String topic, Executor executor, BoundedQueue queue, Consumer<Object> subscriber) {
        this.topic = topic;
        this.executor = executor;
        this.queue = queue;
        this.subscriber = subscriber;
    }

    @Override
    public void accept(Object message) {
        switch (queue.offer(message, this)) {
            case QUEUED, DISPLACED -> schedule();
            case DROPPED -> ensureScheduled();
            case CLOSED -> {}
            case FULL -> {
                ensureScheduled();
                throw OverflowException.full(topic, subscriber, queue.capacity());
            }
            case SELF_DEADLOCK -> throw OverflowException.selfDeadlock(topic, subscriber, queue.capacity());
            case CROSSWISE -> throw OverflowException.crosswise(topic, subscriber, queue.capacity());
            case NO_THREAD -> throw OverflowException.noThread(topic, subscriber, queue.capacity());
            case INTERRUPTED -> {
                Thread.currentThread().interrupt();
                throw OverflowException.interrupted(topic, subscriber, queue.capacity());
            }
        }
    }

    BoundedQueue queue() {
        return queue;
    }

    @Override
    public boolean isFull() {
        return queue.isFull();
    }

    @Override
    public @Nullable Thread deliveryThread() {
        return deliveryThread;
    }

    @Override
    public @Nullable Thread lastThread() {
        Thread last = lastThread.get();
        return last != null && last.isAlive() ? last : null;
    }

    @Override
    public Executor executor() {
        return executor;
    }

    @Override
    public void ensureScheduled() {
        Turn turn = present.get();
        if (turn != null) {
            turn.scheduleAgainIfLost();
        }
    }

    @Override
    public String observerName() {
        return OverflowException.nameOf(subscriber);
    }

    private void schedule() {
        Turn turn = present.get();
        if (turn != null) {
            turn.messageArrived();
            return;
        }
        Turn first = new Turn(null);
        if (!present.compareAndSet(null, first)) {
            return;
        }
        try {
            executor.execute(first);
        } catch (Throwable refused) {
            if (first.tryBegin()) {
                // First release the turn, then drop: a message queued from now on calls the executor again.
                present.set(null);
                queue.clear();
            }
            ObserverErrors.report(topic, subscriber, refused);
        }
    }

    /** Delivers messages until none is left or another thread continues. */
    private void run(Turn begun) {
        Turn turn = begun;
        try {
            while (turn != null) {
                deliverBatch();
                turn = endTurn(turn);
            }
        } catch (Throwable failure) {
            // Of this class itself, without stack or heap: the next message calls the executor again.
            present.compareAndSet(turn, null);
            throw failure;
        }
    }

    private void deliverBatch() {
        Thread thread = Thread.currentThread();
        deliveryThread = thread;
        if (lastThread.get() != thread) {
            lastThread = new WeakReference<>(thread);
        }
        try {
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
        } finally {
            deliveryThread = null;
        }
    }

    /** Ends a turn and schedules the next one if messages are left; returns the turn with which this thread has to continue. */
    private @Nullable Turn endTurn(Turn ended) {
        if (queue.isEmpty()) {
            present.set(null);
            // A message may have arrived in between whose broadcaster saw this turn as still running.
            return !queue.isEmpty() && present.compareAndSet(null, ended) ? ended : null;
        }
        Turn next = new Turn(Thread.currentThread());
        present.set(next);
        boolean isLeftToThisThread;
        try {
            executor.execute(next);
            isLeftToThisThread = next.endHandover();
        } catch (Throwable refused) {
            // This is a thread of the executor and nothing is lost: continue here.
            next.endHandover();
            isLeftToThisThread = true;
        }
        return isLeftToThisThread && next.tryBegin() ? next : null;
    }

    /** One turn, which begins once. If the executor runs a follow-up inside {@code execute}, turns must not nest on the stack. */
    private final class Turn implements Runnable {
        private final AtomicBoolean begun = new AtomicBoolean();
        private final @Nullable Thread scheduler;
        // Both used by the scheduling thread only.
        private boolean handedOver;
        private boolean ranInline;

        // Of broadcasters that find this turn scheduled and not begun; approximate.
        private int arrivals;
        // Guarded by this turn.
        private long waitsSinceNanos;
        private long patienceNanos;

        /**
         * Creates a turn.
         *
         * @param scheduler the thread that has just ended the turn before; null for the first one
         */
        Turn(@Nullable Thread scheduler) {
            this.scheduler = scheduler;
        }

        boolean tryBegin() {
            return begun.compareAndSet(false, true);
        }

        @Override
        public void run() {
            if (Thread.currentThread() == scheduler && !handedOver) {
                ranInline = true;
            } else if (tryBegin()) {
                AsyncSubscriber.this.run(this);
            }
        }

        /** Ends the hand-over; returns whether the executor ran this turn inline, which leaves it to the scheduling thread. */
        boolean endHandover() {
            handedOver = true;
            return ranInline;
        }

        /** Looks at the clock only after some messages, because it costs as much as queueing one. */
        void messageArrived() {
            if (!begun.get()) {
                int count = ++arrivals;
                if ((count & (count - 1)) == 0 || count % MESSAGES_PER_TURN == 0) {
                    scheduleAgainIfLost();
                }
            }
        }

        void scheduleAgainIfLost() {
            if (!begun.get() && isOverdue()) {
                try {
                    executor.execute(this);
                } catch (Throwable refused) {
                    ObserverErrors.report(topic, subscriber, refused);
                }
            }
        }

        /** Each time twice as late as before, so that few of them wait in an executor that is only slow. */
        private synchronized boolean isOverdue() {
            long now = System.nanoTime();
            if (patienceNanos == 0) {
                patienceNanos = LOST_AFTER_NANOS;
                waitsSinceNanos = now;
                return false;
            }
            if (now - waitsSinceNanos < patienceNanos) {
                return false;
            }
            patienceNanos *= 2;
            waitsSinceNanos = now;
            return true;
        }
    }
}
