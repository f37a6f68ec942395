package dev.observatory.broker;

import dev.observatory.hook.ObserverErrors;
import dev.observatory.hook.Subscription;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The subscription of one subscriber of a {@link BrokerPublisher}: buffers what is broadcast and signals what is requested.
 *
 * <p>Each thread that changes something increments {@code pending}; the one that increments it from zero signals on behalf of
 * all others until nothing is pending. This makes signals serial without a lock, and a request from inside a signal does not
 * recurse.
 */
final class FlowSubscription implements Flow.Subscription, Consumer<Object>, QueueReader {
    private final EventBroker broker;
    private final String topic;
    private final Flow.Subscriber<? super Object> subscriber;
    private final BoundedQueue buffer;
    private final LongAdder dropped;
    private final AtomicLong requested = new AtomicLong();
    // Starts at one: nothing may be signalled before onSubscribe has returned.
    private final AtomicInteger pending = new AtomicInteger(1);
    private volatile boolean ended;
    private volatile @Nullable Throwable failure;
    private volatile @Nullable Thread signallingThread;
    private volatile @Nullable Subscription connection;

    FlowSubscription(
            EventBroker broker, Flow.Subscriber<? super Object> subscriber, BoundedQueue buffer, LongAdder dropped) {
        this.broker = broker;
        this.topic = broker.broadcastSent().name();
        this.subscriber = subscriber;
        this.buffer = buffer;
        this.dropped = dropped;
    }

    void start() {
        // Before it subscribes: retained messages are buffered on this thread, which cannot wait for itself.
        signallingThread = Thread.currentThread();
        connection = broker.subscribe(this);
        try {
            subscriber.onSubscribe(this);
        } catch (Throwable thrown) {
            cancelAndReport(thrown);
        }
        signalPending();
    }

    @Override
    public void accept(Object message) {
        switch (buffer.offer(message, this)) {
            case QUEUED -> signal();
            case DISPLACED -> {
                dropped.increment();
                signal();
            }
            case DROPPED -> dropped.increment();
            case CLOSED -> {}
            case FULL -> {
                dropped.increment();
                fail(OverflowException.full(topic, subscriber, buffer.capacity()));
            }
            case SELF_DEADLOCK -> {
                dropped.increment();
                throw OverflowException.selfDeadlock(topic, subscriber, buffer.capacity());
            }
            case CROSSWISE -> {
                dropped.increment();
                throw OverflowException.crosswise(topic, subscriber, buffer.capacity());
            }
            case NO_THREAD -> {
                dropped.increment();
                throw OverflowException.noThread(topic, subscriber, buffer.capacity());
            }
            case INTERRUPTED -> {
                dropped.increment();
                Thread.currentThread().interrupt();
                throw OverflowException.interrupted(topic, subscriber, buffer.capacity());
            }
        }
    }

    @Override
    public boolean isFull() {
        return buffer.isFull();
    }

    @Override
    public @Nullable Thread deliveryThread() {
        return signallingThread;
    }

    @Override
    public @Nullable Thread lastThread() {
        return signallingThread;
    }

    @Override
    public @Nullable Executor executor() {
        return null;
    }

    @Override
    public void ensureScheduled() {}

    @Override
    public void request(long count) {
        if (count < 1) {
            fail(new IllegalArgumentException(
                    "Request of [" + count + "] messages must be at least 1 (Reactive Streams rule 3.9)"));
            return;
        }
        requested.accumulateAndGet(count, (before, more) -> before + more < 0 ? Long.MAX_VALUE : before + more);
        signal();
    }

    @Override
    public void cancel() {
        ended = true;
        try {
            Subscription present = connection;
            if (present != null) {
                present.close();
            }
        } finally {
            buffer.close();
        }
    }

    private void fail(Throwable reason) {
        failure = reason;
        signal();
    }

    private void signal() {
        if (pending.getAndIncrement() == 0) {
            signalPending();
        }
    }

    private void signalPending() {
        int seen = pending.get();
        try {
            do {
                signallingThread = Thread.currentThread();
                signalAll();
                signallingThread = null;
                seen = pending.addAndGet(-seen);
            } while (seen != 0);
        } catch (Throwable failure) {
            // Of this class itself, without stack or heap: the next signal continues.
            signallingThread = null;
            pending.set(0);
            throw failure;
        }
    }

    private void signalAll() {
        while (!ended) {
            Throwable reason = failure;
            if (reason != null) {
                end(reason);
                return;
            }
            Object message = requested.get() == 0 ? null : buffer.poll();
            if (message == null) {
                return;
            }
            requested.updateAndGet(left -> left == Long.MAX_VALUE ? left : left - 1);
            try {
                subscriber.onNext(message);
            } catch (Throwable thrown) {
                cancelAndReport(thrown);
            }
        }
    }

    private void end(Throwable reason) {
        cancel();
        try {
            subscriber.onError(reason);
        } catch (Throwable thrown) {
            ObserverErrors.report(topic, subscriber, thrown);
        }
    }

    private void cancelAndReport(Throwable thrown) {
        cancel();
        ObserverErrors.report(topic, subscriber, thrown);
    }
}
