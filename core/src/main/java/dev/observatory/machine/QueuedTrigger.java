package dev.observatory.machine;

import dev.observatory.hook.ObserverErrors;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A trigger that waits for its turn.
 *
 * @param trigger its number
 * @param payload what it was fired with
 * @param strict whether a refusal is a failure
 * @param result who waits for its outcome
 * @param timer the timer that expired, if it is one
 */
record QueuedTrigger(
        int trigger,
        @Nullable Object payload,
        boolean strict,
        @Nullable CompletableFuture<FireResult> result,
        TransitionTimers.@Nullable Timer timer) {

    void complete(FireResult outcome) {
        if (result != null) {
            result.complete(outcome);
        }
    }

    /** Whoever fired it has gone on and cannot be told by an exception any more. */
    void fail(Engine engine, Throwable failure) {
        if (result != null) {
            result.completeExceptionally(failure);
        } else {
            ObserverErrors.report("machine " + engine.name(), this, failure);
        }
    }
}
