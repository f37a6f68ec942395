package dev.observatory.event;

import dev.observatory.runtime.JdkTimer;
import java.lang.ref.WeakReference;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One call whose result is a publisher that is still open. Looks now and then whether it is, on the JDK's own timer thread: a
 * subscription would tell at once, but the publisher would have one subscriber more, which can make it wait for us or drop
 * items for us.
 *
 * <p>The time between two looks is a sixteenth of the time that the publisher has been open, from 1 to 100 milliseconds. The
 * publisher is held weakly; but what the call holds may refer to it, so the calls are bounded, and dropped when nobody observes
 * the event any more.
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

    /** Ends the call when the publisher is closed; false if so many calls are waiting that this one must not. */
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

    @Override
    public void run() {
        SubmissionPublisher<?> followed = publisher.get();
        if (followed == null || !call.event().isObserved()) {
            OPEN.decrementAndGet();
        } else if (isClosed(followed)) {
            OPEN.decrementAndGet();
            JdkTimer.runInPool(() -> call.endAsClosed(followed)); // Observers must not keep the timer waiting.
        } else {
            lookLater();
        }
    }

    /** A publisher of the program's own may throw here; its end cannot be known then. */
    static boolean isClosed(SubmissionPublisher<?> publisher) {
        try {
            return publisher.isClosed();
        } catch (RuntimeException foreign) {
            return true;
        }
    }

    /** What a closed publisher was closed with; null if that was no exception. */
    static @Nullable Throwable reasonOf(SubmissionPublisher<?> publisher) {
        try {
            return publisher.getClosedException();
        } catch (RuntimeException foreign) {
            return null;
        }
    }
}
