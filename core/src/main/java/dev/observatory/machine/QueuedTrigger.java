package dev.observatory.machine;

import dev.observatory.hook.ObserverErrors;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A trigger that is waiting.
 *
 * @param trigger its number
 * @param payload its payload
 * @param strict whether a refusal is a failure
 * @param result completed with the result
 * @param timer the timer that expired, if one did
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

    /** Reports a failure. The caller that fired the trigger has returned, so it cannot be thrown to it. */
    void fail(Engine engine, Throwable failure) {
        if (result != null) {
            result.completeExceptionally(failure);
        } else {
            ObserverErrors.report("machine " + engine.name(), this, failure);
        }
    }
}
