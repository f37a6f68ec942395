package dev.observatory.broker;

import dev.observatory.runtime.JdkTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way: collects the outcomes of its responders until one has replied or all have finished.
 *
 * <p>The first reply completes the request; what comes later is ignored. When it is complete, nothing refers to it any more except
 * who made it: neither the timer nor the stages that responders have returned.
 */
final class PendingRequest<R> {
    private final Topic topic;
    private final Object request;
    private final Class<?> replyType;
    private final CompletableFuture<R> reply = new CompletableFuture<>();

    // Guarded by this request, which no other code can lock.
    private final List<Throwable> failures = new ArrayList<>(0);
    private int called;
    // The responders that have not finished, and the request itself until all have been called.
    private int unfinished = 1;

    PendingRequest(Topic topic, Object request, Class<R> replyType) {
        this.topic = topic;
        this.request = request;
        this.replyType = TypedSubscriber.boxed(replyType);
    }

    Object request() {
        return request;
    }

    boolean isReplied() {
        return reply.isDone();
    }

    /** Calls a responder; throws nothing but a fatal error. */
    <Q> void call(Function<? super Q, ?> responder, Q argument) {
        synchronized (this) {
            called++;
            unfinished++;
        }
        try {
            Object result = responder.apply(argument);
            if (result instanceof CompletionStage<?> stage) {
                follow(stage);
            } else {
                finish(result, null);
            }
        } catch (VirtualMachineError fatal) {
            reply.completeExceptionally(fatal);
            throw fatal;
        } catch (Throwable failure) {
            finish(null, failure);
        }
    }

    /** To be called after all responders were called: returns the future, which completes within the timeout. */
    CompletableFuture<R> await(Duration timeout) {
        finish(null, null);
        if (!reply.isDone()) {
            Runnable cancel = JdkTimer.scheduleCancellable(
                    nanosOf(timeout), () -> JdkTimer.runInPool(() -> reply.completeExceptionally(timedOut(timeout))));
            onReply(cancel);
        }
        return reply;
    }

    /** Any of both: a stage that completes late, or never, must not keep the request, and a future releases what depends on this. */
    private void follow(CompletionStage<?> stage) {
        if (stage.getClass() == CompletableFuture.class) {
            CompletableFuture<?> future = (CompletableFuture<?>) stage;
            CompletionStage<Object> first = CompletableFuture.anyOf(future, reply);
            first.whenComplete((value, failure) -> {
                if (future.isDone()) {
                    stage.whenComplete(this::finish);
                }
            });
        } else {
            StageReply<R> link = new StageReply<>(this);
            stage.whenComplete(link::finish);
            onReply(link::release);
        }
    }

    private void onReply(Runnable action) {
        CompletionStage<R> stage = reply;
        stage.whenComplete((value, failure) -> action.run());
    }

    /** The outcome of a foreign stage, which keeps this object but no longer the request once that is complete. */
    private static final class StageReply<R> {
        private volatile @Nullable PendingRequest<R> request;

        StageReply(PendingRequest<R> request) {
            this.request = request;
        }

        void finish(@Nullable Object value, @Nullable Throwable failure) {
            PendingRequest<R> present = request;
            request = null;
            if (present != null) {
                present.finish(value, failure);
            }
        }

        void release() {
            request = null;
        }
    }

    /** Ends one responder: null is no reply. */
    private void finish(@Nullable Object value, @Nullable Throwable failure) {
        NoReplyException noReply = null;
        synchronized (this) {
            if (failure != null) {
                failures.add(unwrap(failure));
            } else if (value != null && !replyType.isInstance(value)) {
                failures.add(new ClassCastException("Reply [" + value.getClass().getTypeName() + "] to topic [" + topic
                        + "] is not a [" + replyType.getTypeName() + "], which the request requires"));
            }
            unfinished--;
            if (unfinished == 0) {
                noReply = NoReplyException.of(topic, request, called, failures);
            }
        }
        if (value != null && replyType.isInstance(value)) {
            complete(value);
        } else if (noReply != null) {
            reply.completeExceptionally(noReply);
        }
    }

    @SuppressWarnings("unchecked") // An instance of the boxed type, which is what R stands for.
    private void complete(Object value) {
        reply.complete((R) value);
    }

    private static Throwable unwrap(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
        return cause == null ? failure : cause;
    }

    private synchronized TimeoutException timedOut(Duration timeout) {
        return new TimeoutException("Request [" + request.getClass().getTypeName() + "] to topic [" + topic
                + "] received no reply within [" + timeout + "]; [" + unfinished + "] of [" + called
                + "] responders have not finished");
    }

    /** Returns a duration in nanoseconds, or the largest long if it is longer. */
    private static long nanosOf(Duration duration) {
        return duration.compareTo(Duration.ofNanos(Long.MAX_VALUE)) > 0 ? Long.MAX_VALUE : duration.toNanos();
    }
}
