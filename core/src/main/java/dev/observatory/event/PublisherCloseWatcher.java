package dev.observatory.event;

import dev.observatory.runtime.JdkTimer;
import java.lang.ref.WeakReference;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Ends a call whose result is a publisher once that is closed. Polls the publisher on the JDK's own timer thread: a subscription
 * would be notified at once, but an additional subscriber can slow the publisher down or make it drop items.
 *
 * <p>The interval is a sixteenth of the time that the publisher has been open, from 1 to 100 milliseconds. The publisher is held
 * weakly; but the call may refer to it, so the number of watched calls is limited, and a call is dropped when its event is no
 * longer observed.
 */
final class PublisherCloseWatcher implements Runnable {
    static final int MAX_OPEN = 1_000;
    private static final long MIN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final AtomicInteger OPEN = new AtomicInteger();

    private final WeakReference<SubmissionPublisher<?>> publisher;
    private final EventCall call;
    private final long begun = System.nanoTime();

    private PublisherCloseWatcher(SubmissionPublisher<?> publisher, EventCall call) {
        this.publisher = new WeakReference<>(publisher);
        this.call = call;
    }

    /** Ends the call when the publisher is closed; returns false if too many calls are already being watched. */
    static boolean follow(SubmissionPublisher<?> publisher, EventCall call) {
        if (OPEN.incrementAndGet() > MAX_OPEN) {
            OPEN.decrementAndGet();
            return false;
        }
        new PublisherCloseWatcher(publisher, call).lookLater();
        return true;
    }

    private void lookLater() {
        long nanos = Math.min(MAX_NANOS, Math.max(MIN_NANOS, (System.nanoTime() - begun) / 16));
        JdkTimer.schedule(nanos, this);
    }

    /** Runs on the timer's thread, which neither observers nor methods that the program has overridden must block. */
    @Override
    public void run() {
        SubmissionPublisher<?> followed = publisher.get();
        if (followed == null || !call.event().isObserved()) {
            OPEN.decrementAndGet();
        } else if (followed.getClass() != SubmissionPublisher.class) {
            JdkTimer.runInPool(() -> look(followed));
        } else if (isClosed(followed)) {
            OPEN.decrementAndGet();
            JdkTimer.runInPool(() -> AsyncEnd.endAsClosed(call, followed));
        } else {
            lookLater();
        }
    }

    private void look(SubmissionPublisher<?> followed) {
        if (isClosed(followed)) {
            OPEN.decrementAndGet();
            AsyncEnd.endAsClosed(call, followed);
        } else {
            lookLater();
        }
    }

    /** Returns whether a publisher is closed; true if a subclass of the application throws here, since its end cannot be observed. */
    static boolean isClosed(SubmissionPublisher<?> publisher) {
        if (publisher.getClass() == SubmissionPublisher.class) {
            return publisher.isClosed();
        }
        CallFrame silence = CallFrame.Silence.begin();
        try {
            return publisher.isClosed();
        } catch (Throwable foreign) {
            return true;
        } finally {
            silence.leaveThread();
        }
    }

    /** Returns the exception that a publisher was closed with, or null. */
    static @Nullable Throwable reasonOf(SubmissionPublisher<?> publisher) {
        CallFrame silence = CallFrame.Silence.begin();
        try {
            return publisher.getClosedException();
        } catch (Throwable foreign) {
            return null;
        } finally {
            silence.leaveThread();
        }
    }
}
