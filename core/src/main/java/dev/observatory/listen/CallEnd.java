package dev.observatory.listen;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A call that has ended. Safe from any thread. */
public interface CallEnd extends CallReturn {

    /**
     * Returns how the call has ended.
     *
     * @return the outcome
     */
    CallOutcome outcome();

    /**
     * Returns the result of the method, or the value of the asynchronous result that it returned.
     *
     * @return the result; null if there is none
     */
    @Nullable
    Object result();

    /**
     * Returns the exception that the method threw, or with which its asynchronous result failed.
     *
     * @return the exception; null if the call has completed
     */
    @Nullable
    Throwable exception();

    /**
     * Returns how long the call took: up to the end of its asynchronous result, if it has one.
     *
     * @return the duration
     * @throws IllegalStateException if all listeners and observers of the call are untimed
     */
    Duration duration();
}
