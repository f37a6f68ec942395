package dev.observatory.runtime;

import java.lang.ref.WeakReference;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Notifies a listener when a publisher is closed. Polls the publisher on the JDK's own timer thread: a subscription would be notified at
 * once, but an additional subscriber can slow the publisher down or make it drop items.
 *
 * <p>The interval is a sixteenth of the time that the publisher has been open, from 1 to 100 milliseconds. The publisher is held
 * weakly; but the listener may refer to it, so the number of publishers is limited, and one is not followed any longer when its listener is
 * of no use.
 *
 * @hidden
 */
public final class PublisherPoll implements Runnable {
    private static final int MAX_OPEN = 1_000;
    private static final long MIN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final AtomicInteger OPEN = new AtomicInteger();

    private final WeakReference<SubmissionPublisher<?>> publisher;
    private final StageListeners.Listener listener;
    private final long begun = System.nanoTime();

    private PublisherPoll(SubmissionPublisher<?> publisher, StageListeners.Listener listener) {
        this.publisher = new WeakReference<>(publisher);
        this.listener = listener;
    }

    /**
     * Notifies a listener when a publisher is closed: with the publisher as the value, or with the exception that it was closed with. Now if
     * it is closed already, otherwise on a thread of the common pool.
     *
     * @param publisher the publisher
     * @param listener notified once; not if it is of no use any more
     * @return false if too many publishers are being followed
     */
    public static boolean begin(SubmissionPublisher<?> publisher, StageListeners.Listener listener) {
        PublisherPoll poll = new PublisherPoll(publisher, listener);
        if (poll.isClosed(publisher)) {
            poll.notifyListener(publisher);
            return true;
        }
        if (OPEN.incrementAndGet() > MAX_OPEN) {
            OPEN.decrementAndGet();
            return false;
        }
        poll.lookLater();
        return true;
    }

    private void lookLater() {
        long nanos = Math.min(MAX_NANOS, Math.max(MIN_NANOS, (System.nanoTime() - begun) / 16));
        JdkTimer.schedule(nanos, this);
    }

    /** Runs on the timer's thread, which neither listeners nor methods that the program has overridden must block. */
    @Override
    public void run() {
        SubmissionPublisher<?> followed = publisher.get();
        if (followed == null || !listener.isOfUse()) {
            OPEN.decrementAndGet();
        } else if (followed.getClass() != SubmissionPublisher.class) {
            JdkTimer.runInPool(() -> look(followed));
        } else if (followed.isClosed()) {
            OPEN.decrementAndGet();
            JdkTimer.runInPool(() -> notifyListener(followed));
        } else {
            lookLater();
        }
    }

    private void look(SubmissionPublisher<?> followed) {
        if (isClosed(followed)) {
            OPEN.decrementAndGet();
            notifyListener(followed);
        } else {
            lookLater();
        }
    }

    private void notifyListener(SubmissionPublisher<?> closed) {
        Throwable reason = reasonOf(closed);
        listener.stageCompleted(reason == null ? closed : null, reason);
    }

    /** Returns whether a publisher is closed; true if a subclass of the application throws here, since its end cannot be observed. */
    private boolean isClosed(SubmissionPublisher<?> followed) {
        if (followed.getClass() == SubmissionPublisher.class) {
            return followed.isClosed();
        }
        boolean[] closed = {true};
        listener.quietly(() -> {
            try {
                closed[0] = followed.isClosed();
            } catch (Throwable foreign) {
                closed[0] = true;
            }
        });
        return closed[0];
    }

    /** Returns the exception that a publisher was closed with, or null. */
    private @Nullable Throwable reasonOf(SubmissionPublisher<?> closed) {
        @Nullable Throwable[] reason = new Throwable[1];
        listener.quietly(() -> {
            try {
                reason[0] = closed.getClosedException();
            } catch (Throwable foreign) {
                reason[0] = null;
            }
        });
        return reason[0];
    }
}
