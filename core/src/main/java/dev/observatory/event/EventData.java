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
 * What observers are told of one call at one moment.
 *
 * <p>Immutable: one object per emission, all of one call sharing its {@link #callId()}. The data holds the arguments and
 * the result themselves, not copies; whoever stores it keeps them alive.
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
     * The event that was called.
     *
     * @return the event point
     */
    public EventPoint event() {
        return call.event();
    }

    /**
     * The event's name.
     *
     * @return as {@link EventPoint#name()}
     */
    public String name() {
        return event().name();
    }

    /**
     * The method behind the event.
     *
     * @return the tagged method or constructor; null for an event made by {@link Events#define}
     */
    public @Nullable Executable action() {
        return event().action();
    }

    /**
     * The object on which the method was called.
     *
     * @return the object; null for a static method, and for a constructor until its call of {@code super(…)} has returned
     */
    public @Nullable Object target() {
        boolean isNotMadeYet = status == EventStatus.ABOUT_TO_RUN && action() instanceof Constructor<?>;
        return isNotMadeYet ? null : call.target();
    }

    /**
     * The arguments in declaration order.
     *
     * @return an unmodifiable list that may hold nulls
     */
    public List<@Nullable Object> args() {
        return call.args();
    }

    /**
     * The arguments by parameter name, in declaration order.
     *
     * @return an unmodifiable map; names are {@code arg0, arg1, …} where the class file has none
     */
    public Map<String, @Nullable Object> arguments() {
        return event().describe().byName(call.args());
    }

    /**
     * Facts that are the same for all calls of the event.
     *
     * @return an unmodifiable map in the order of {@link Event#extra()}
     */
    public Map<String, Object> extra() {
        return event().describe().extra();
    }

    /**
     * Whether observers should treat the event apart from the events around it.
     *
     * @return the tag's word
     */
    public boolean elevated() {
        return event().describe().elevated();
    }

    /**
     * What the event does, for people.
     *
     * @return the tag's description; empty if it has none
     */
    public String description() {
        return event().describe().description();
    }

    /**
     * The tags set in this very call up to this emission.
     *
     * @return an unmodifiable map in the order in which the keys were first set
     */
    public Map<String, @Nullable Object> tags() {
        return tags;
    }

    /**
     * What the method returned.
     *
     * @return the very object, a primitive boxed; the new object of a constructor; the value of a {@link java.util.concurrent.CompletionStage} when it is
     *     there; null for {@code void}, before the end and after a crash
     */
    public @Nullable Object result() {
        return status == EventStatus.ABOUT_TO_RUN || crashed() ? null : call.outcome();
    }

    /**
     * How far the call had come when this was emitted.
     *
     * @return the status
     */
    public EventStatus status() {
        return status;
    }

    /**
     * Whether the method has thrown.
     *
     * @return true in the crashed emission and in the exited one after it
     */
    public boolean crashed() {
        return status != EventStatus.ABOUT_TO_RUN && call.hasCrashed();
    }

    /**
     * What the method threw.
     *
     * @return the very object; null unless {@link #crashed()}
     */
    public @Nullable Throwable exception() {
        return crashed() ? (Throwable) call.outcome() : null;
    }

    /**
     * What the method threw, in one line.
     *
     * @return class and message as {@link Throwable#toString()} gives them; null unless {@link #crashed()}
     */
    public @Nullable String excDesc() {
        Throwable exception = exception();
        return exception == null ? null : exception.toString();
    }

    /**
     * What the method threw, with its stack trace.
     *
     * @return the trace over many lines, causes included; null unless {@link #crashed()}
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
     * The number of the call, the same in all its emissions.
     *
     * @return a positive number, unique in this JVM
     */
    public long callId() {
        return call.callId();
    }

    /**
     * The number of the observed call from within which this one was made on the same thread.
     *
     * @return its {@link #callId()}; 0 if there is none
     */
    public long parentId() {
        return call.parentId();
    }

    /**
     * The thread that made the call.
     *
     * @return the thread
     */
    public Thread thread() {
        return call.thread();
    }

    /**
     * When the call began, by the wall clock.
     *
     * @return the instant, the same in all emissions of a call
     */
    public Instant started() {
        return call.started();
    }

    /**
     * How long the call had run when this was emitted, by the monotonic clock.
     *
     * @return the time since the call began, in nanoseconds' resolution; zero for about_to_run
     */
    public Duration duration() {
        return Duration.ofNanos(nanos);
    }

    EventCall call() {
        return call;
    }

    @Override
    public String toString() {
        return name() + " " + status + " #" + callId();
    }
}
