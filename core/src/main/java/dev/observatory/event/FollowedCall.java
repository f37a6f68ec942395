package dev.observatory.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a call has besides if it is followed as a whole, from its beginning to its end. For {@code dev.observatory.listen}.
 *
 * <p>The call notifies its follower around its emissions: of the beginning before about_to_run, of the end after exited. The methods that
 * notify it must not throw, unless stack or memory is exhausted.
 *
 * @hidden
 */
public abstract non-sealed class FollowedCall extends CallAttachments {
    private final EventCall call;
    private boolean hasBegun;
    private boolean hasReturned;
    private boolean isPending;
    private boolean hasEnded;
    private long nanos;

    /** Selects the events whose calls are followed. Immutable. */
    public interface Selection {
        /** Selects none. */
        Selection NONE = new Selection() {
            @Override
            public @Nullable Source of(EventPoint event) {
                return null;
            }

            @Override
            public boolean isForProgram() {
                return false;
            }
        };

        /**
         * Returns what follows the calls of an event. Must not throw.
         *
         * @param event the event
         * @return null if nothing follows them
         */
        @Nullable
        Source of(EventPoint event);

        /**
         * Returns whether the program selects events, so that any event may be followed. What the agent selects, it weaves by itself.
         *
         * @return whether the agent has to weave all observable methods
         */
        boolean isForProgram();
    }

    /** Creates what follows the calls of one event. */
    public interface Source {

        /**
         * Creates the follower of one call, which has just begun and has emitted nothing yet. Calls no code of the program.
         *
         * @param call the call
         * @return its follower
         */
        FollowedCall follow(EventCall call);

        /**
         * Returns what the followers read.
         *
         * @return of {@link dev.observatory.runtime.Requirement}
         */
        int required();

        /**
         * Returns whether the followers are interested in the progress of calls.
         *
         * @return false if loops in the methods need not report any
         */
        boolean followsProgress();
    }

    /**
     * Creates the follower of a call.
     *
     * @param call the call
     */
    protected FollowedCall(EventCall call) {
        this.call = call;
    }

    /** Called on the thread of the call before about_to_run. */
    protected abstract void callStarted();

    /** Called on the thread of the call when the method has returned or thrown; not if the call was ended by another thread before. */
    protected abstract void callReturned();

    /**
     * Called when the call makes progress, on any thread.
     *
     * @param progress the progress
     */
    protected abstract void callProgressed(ProgressData progress);

    /**
     * Called when another thread begins to work for the call, on that thread.
     *
     * @return what {@link #callDetached} needs; null for nothing
     */
    protected abstract @Nullable Object callAttached();

    /**
     * Called when the other thread stops working for the call, on that thread.
     *
     * @param attached returned by {@link #callAttached}
     */
    protected abstract void callDetached(Object attached);

    /** Called once after all emissions. */
    protected abstract void callEnded();

    final void begin() {
        callStarted();
        hasBegun = true;
    }

    final void end(long duration) {
        nanos = duration;
        hasEnded = true;
        callEnded();
    }

    final void leave(boolean withPendingResult) {
        if (!hasReturned) {
            isPending = withPendingResult;
            hasReturned = true;
            callReturned();
        }
    }

    /**
     * Returns whether the method has returned a result that was still in progress.
     *
     * @return false before it has returned
     */
    public final boolean isPending() {
        return isPending;
    }

    /**
     * Returns whether the call has ended by an exception.
     *
     * @return false also before it has ended
     */
    protected final boolean hasCrashed() {
        return call.hasCrashed();
    }

    /**
     * Returns the result or the exception with which the call has ended.
     *
     * @return the result or the exception; null if there is none
     */
    protected final @Nullable Object end() {
        return call.outcome();
    }

    /**
     * Returns what an observer of the call would receive now: at its beginning, or after its end.
     *
     * @return data with the status ABOUT_TO_RUN or EXITED
     */
    public final EventData data() {
        return new EventData(call, hasEnded ? EventStatus.EXITED : EventStatus.ABOUT_TO_RUN, nanos);
    }

    /**
     * Returns how long the call took.
     *
     * @return the duration
     * @throws IllegalStateException if the call was not timed
     */
    public final Duration duration() {
        call.requireTimed();
        return Duration.ofNanos(nanos);
    }

    /**
     * Returns the event.
     *
     * @return the event point
     */
    public final EventPoint event() {
        return call.event();
    }

    /**
     * Returns the number of the call.
     *
     * @return the number
     */
    public final long callId() {
        return call.callId();
    }

    /**
     * Returns the number of the observed call around this one.
     *
     * @return the number; 0 if there is none
     */
    public final long parentId() {
        return call.parentId();
    }

    /**
     * Returns the thread that makes the call.
     *
     * @return the thread
     */
    public final Thread thread() {
        return call.thread();
    }

    /**
     * Returns the object on which the method is called.
     *
     * @return the object; null if there is none, or it was released
     */
    public final @Nullable Object target() {
        boolean isNotMadeYet = !hasBegun && call.hooks.event().isConstructor();
        return isNotMadeYet ? null : call.target(status());
    }

    /**
     * Returns the arguments.
     *
     * @return the arguments in order; empty if they were released
     */
    public final List<@Nullable Object> args() {
        return call.args(status());
    }

    /**
     * Returns the arguments by the names of their parameters.
     *
     * @return the arguments in order; empty if they were released
     */
    public final Map<String, @Nullable Object> arguments() {
        return call.hooks.event().describe().byName(call.args(status()));
    }

    /**
     * Returns the tags of the call at present.
     *
     * @return a copy
     */
    public final Map<String, @Nullable Object> tags() {
        return call.tags();
    }

    /**
     * Attaches a tag to the call.
     *
     * @param key the name of the tag
     * @param value the value; may be null
     */
    public final void tag(String key, @Nullable Object value) {
        call.tag(key, value);
    }

    private EventStatus status() {
        return hasBegun ? EventStatus.EXITED : EventStatus.ABOUT_TO_RUN;
    }

    /**
     * Returns when the call began.
     *
     * @return the time
     * @throws IllegalStateException if the call was not timed
     */
    public final Instant started() {
        return call.started();
    }
}
