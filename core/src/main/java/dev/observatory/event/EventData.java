package dev.observatory.event;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One emission of one call, as observers get it.
 *
 * <p>Immutable: one object per emission, all of one call having the same {@link #callId()}. Arguments and result are the
 * original objects, not copies; an observer that stores the data of an end keeps them reachable.
 */
public final class EventData {
    private final EventCall call;
    private final EventStatus status;
    private final Map<String, @Nullable Object> tags;
    private final long nanos;

    EventData(EventCall call, EventStatus status, long nanos) {
        this.call = call;
        this.status = status;
        this.tags = call.tags();
        this.nanos = nanos;
    }

    /**
     * Returns the event that was called.
     *
     * @return the event point
     */
    public EventPoint event() {
        return call.event();
    }

    /**
     * Returns the event's name.
     *
     * @return as {@link EventPoint#name()}
     */
    public String name() {
        return event().name();
    }

    /**
     * Returns the method of the event.
     *
     * @return the tagged method or constructor; null for an event created by {@link Events#define}, and if reflection refuses the class
     *     because a type in the signature of any of its methods is missing
     */
    public @Nullable Executable action() {
        return event().action();
    }

    /**
     * Returns the object on which the method was called.
     *
     * @return the object; null for a static method, for a constructor until its call of {@code super(…)} has returned, and if {@link
     *     #areArgumentsReleased()}
     */
    public @Nullable Object target() {
        boolean isNotMadeYet = status == EventStatus.ABOUT_TO_RUN && action() instanceof Constructor<?>;
        return isNotMadeYet ? null : call.target(status);
    }

    /**
     * Returns the arguments in declaration order.
     *
     * @return an unmodifiable list that may hold nulls; empty if {@link #areArgumentsReleased()}
     */
    public List<@Nullable Object> args() {
        return call.args(status);
    }

    /**
     * Returns whether the JVM has reclaimed the memory of target and arguments.
     *
     * <p>While a method runs, its target and arguments are held softly: a method that works through a long list and replaces its own
     * variables needs no more memory when it is observed. Under memory pressure they may therefore be missing after {@code
     * about_to_run}. As soon as an observer has read target or arguments of an event after {@code about_to_run} for the first time,
     * all later calls of that event hold them strongly, and they are never missing.
     *
     * <p>They are also missing if all observers that the call could reach when it began were connected {@link
     * dev.observatory.hook.ConnectionBuilder#withoutArguments without arguments}; only such observers are notified of it.
     *
     * @return true if {@link #args()} and {@link #arguments()} are empty and {@link #target()} is null for one of these reasons
     */
    public boolean areArgumentsReleased() {
        return call.areOperandsReleased();
    }

    /**
     * Returns the arguments by parameter name, in declaration order.
     *
     * @return an unmodifiable map; the names are {@code arg0, arg1, …} if the class file has none; empty if {@link
     *     #areArgumentsReleased()}
     */
    public Map<String, @Nullable Object> arguments() {
        return event().describe().byName(call.args(status));
    }

    /**
     * Returns facts that are the same for all calls of the event.
     *
     * @return an unmodifiable map in the order of {@link Event#extra()}
     */
    public Map<String, Object> extra() {
        return event().describe().extra();
    }

    /**
     * Returns whether observers should treat the event differently from the events around it.
     *
     * @return the value of {@link Event#elevated()}
     */
    public boolean elevated() {
        return event().describe().elevated();
    }

    /**
     * Returns the description of the event.
     *
     * @return the value of {@link Event#description()}; empty if there is none
     */
    public String description() {
        return event().describe().description();
    }

    /**
     * Returns the tags set in this call up to this emission.
     *
     * @return an unmodifiable map in the order in which the keys were first set
     */
    public Map<String, @Nullable Object> tags() {
        return tags;
    }

    /**
     * Returns the result of the method.
     *
     * @return the same instance that the method returned, a primitive boxed; the new object of a constructor; the value of a {@link
     *     java.util.concurrent.CompletionStage} once it is available; null for {@code void}, before the end and after a crash
     */
    public @Nullable Object result() {
        return status == EventStatus.ABOUT_TO_RUN || crashed() ? null : call.outcome();
    }

    /**
     * Returns the status of the call at this emission.
     *
     * @return the status
     */
    public EventStatus status() {
        return status;
    }

    /**
     * Returns whether the method has thrown.
     *
     * @return true in the crashed emission and in the exited one after it
     */
    public boolean crashed() {
        return status != EventStatus.ABOUT_TO_RUN && call.hasCrashed();
    }

    /**
     * Returns the exception that the method threw.
     *
     * @return the same instance; null unless {@link #crashed()}
     */
    public @Nullable Throwable exception() {
        return crashed() ? (Throwable) call.outcome() : null;
    }

    /**
     * Returns a description of the exception in one line.
     *
     * @return class and message, as {@link Throwable#toString()} returns them; null unless {@link #crashed()}
     */
    public @Nullable String excDesc() {
        Throwable exception = exception();
        return exception == null ? null : exception.toString();
    }

    /**
     * Returns the stack trace of the exception.
     *
     * @return the trace in several lines, with causes; null unless {@link #crashed()}
     */
    public @Nullable String excTrace() {
        Throwable exception = exception();
        if (exception == null) {
            return null;
        }
        StringWriter trace = new StringWriter();
        exception.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    /**
     * Returns the number of the call, the same in all its emissions.
     *
     * @return a positive number, unique in this JVM
     */
    public long callId() {
        return call.callId();
    }

    /**
     * Returns the number of the observed call on the same thread inside which this one was made.
     *
     * @return its {@link #callId()}; 0 if there is none
     */
    public long parentId() {
        return call.parentId();
    }

    /**
     * Returns the thread that made the call.
     *
     * @return the thread
     */
    public Thread thread() {
        return call.thread();
    }

    /**
     * Returns whether the call is timed.
     *
     * @return false if all observers that the call could reach when it began were connected as {@link
     *     dev.observatory.hook.ConnectionBuilder#untimed untimed}; only such observers are notified of it
     */
    public boolean isTimed() {
        return call.isTimed();
    }

    /**
     * Returns the wall-clock time at which the call began.
     *
     * @return the instant, the same in all emissions of a call
     * @throws IllegalStateException unless {@link #isTimed()}
     */
    public Instant started() {
        return call.started();
    }

    /**
     * Returns how long the call had run at this emission, by the monotonic clock.
     *
     * @return the time since the call began, with a resolution of nanoseconds; zero for about_to_run
     * @throws IllegalStateException unless {@link #isTimed()}
     */
    public Duration duration() {
        call.requireTimed();
        return Duration.ofNanos(nanos);
    }

    /** Returns what observers may read of this call, of {@link dev.observatory.runtime.Requirement}. */
    int provided() {
        return call.provided();
    }

    EventCall call() {
        return call;
    }

    @Override
    public String toString() {
        return name() + " " + status + " #" + callId();
    }
}
