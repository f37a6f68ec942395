package dev.observatory.micrometer;

import dev.observatory.listen.CallStart;
import io.micrometer.observation.Observation;

/** The context of the observation of a call. */
public final class CallObservationContext extends Observation.Context {
    private final CallStart call;
    private volatile boolean hasEnded;

    CallObservationContext(CallStart call) {
        this.call = call;
    }

    /**
     * Returns the call.
     *
     * @return the call; a {@link dev.observatory.listen.CallEnd} when it has ended
     */
    public CallStart call() {
        return call;
    }

    /**
     * Returns whether the call has ended.
     *
     * @return true when the observation is being stopped
     */
    public boolean hasEnded() {
        return hasEnded;
    }

    void end() {
        hasEnded = true;
    }
}
