package dev.observatory.event;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.Hook1;
import java.lang.reflect.Executable;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * One event: a tagged method, or one created by {@link Events#define}. Observers connect to its hooks.
 *
 * <p>The order of one call is about_to_run, progress, completed or crashed, exited. Each emission reaches the observers
 * of this event first, then those of {@link Events#any}. Observers are called on the thread of the call; an exception that one
 * throws goes to {@link dev.observatory.hook.ObserverErrors} and never to the caller.
 *
 * <p>Calls made by observers are treated differently from those of the program. If an observer of this event calls the event
 * itself, no observer is notified, so that observers cannot recurse. A call that an observer of another event makes on its thread,
 * directly or not, is reported to the observers of this event and of the object, but not to those of {@link Events#any} and
 * {@link Events#anyProgress}.
 *
 * <p>There is one event point per method, held by the class of the method, and one per object that it was bound to. All methods
 * are safe for use by multiple threads.
 */
public abstract sealed class EventPoint permits MethodEventPoint, MethodEventPoint.OfObject {
    EventPoint() {}

    /**
     * Returns the name of the event.
     *
     * @return the name given in the tag or to {@link Events#define}, or else that of the method; for a constructor {@code new} and
     *     the simple name of the class
     */
    public String name() {
        return describe().name();
    }

    /**
     * Returns the method of the event.
     *
     * @return the tagged method or constructor; null for an event created by {@link Events#define}, and if reflection refuses the class
     *     because a type in the signature of any of its methods is missing
     */
    public @Nullable Executable action() {
        return describe().action();
    }

    /**
     * Returns the hook that emits before the method runs.
     *
     * @return the hook; its observers are called on the calling thread, and their exceptions never reach the caller
     */
    public Hook1<EventData> aboutToRun() {
        return hooks().of(EventStatus.ABOUT_TO_RUN);
    }

    /**
     * Returns the hook that emits after the method has returned, or after the asynchronous result that it returned has completed.
     *
     * @return the hook; its observers are called on the thread that ends the call, and their exceptions never reach the caller
     */
    public Hook1<EventData> completed() {
        return hooks().of(EventStatus.COMPLETED);
    }

    /**
     * Returns the hook that emits after the method has thrown an exception, or its asynchronous result has failed.
     *
     * @return the hook; its observers are called on the thread that ends the call, and their exceptions never reach the caller
     */
    public Hook1<EventData> crashed() {
        return hooks().of(EventStatus.CRASHED);
    }

    /**
     * Returns the hook that emits last in each call, after completed or crashed: nothing is emitted later, on any thread.
     *
     * @return the hook; its observers are called on the thread that ends the call, and their exceptions never reach the caller
     */
    public Hook1<EventData> exited() {
        return hooks().of(EventStatus.EXITED);
    }

    /**
     * Returns the hook that emits whenever the method reports progress.
     *
     * @return the hook; its observers are called on a thread that makes progress in the same loop, one report of a loop at a time, and
     *     their exceptions never reach the method
     */
    public Hook1<ProgressData> progressUpdated() {
        return hooks().progress();
    }

    /**
     * Returns whether a call made now would reach any observer.
     *
     * @return true if a hook of this event, a global one behind it, or one of a single object has an observer, or if calls are counted by
     *     {@link #statistics()}
     */
    public abstract boolean isObserved();

    /**
     * Returns whether calls of the method are reported to this event.
     *
     * @return true if the agent has woven the method, or the event was created by {@link Events#define}
     */
    public abstract boolean isWoven();

    /**
     * Returns the event point of one object's calls only. Their emissions reach its observers first, then those of this event, then
     * the global ones.
     *
     * <p>A proxy of Spring, Hibernate, Weld or Quarkus that forwards calls stands for the object behind it at this time, whose calls are
     * observed.
     *
     * @param target the object, compared by identity and held weakly; an observer that refers to it keeps it reachable
     * @return the event of the object's calls; the same instance, with its observers, as long as the object lives
     * @throws NullPointerException if {@code target} is null
     * @throws IllegalArgumentException if the method is static or a constructor, or if the target is a proxy and the object behind it
     *     cannot be found; the message describes the proxy
     */
    public abstract EventPoint bind(Object target);

    /**
     * Begins to count and time the calls of this event, without an emission for each.
     *
     * @return the statistics of the calls from now on, until they are closed; other ones at each call of this method
     */
    public CallStatistics statistics() {
        return CallStatistics.open(hooks());
    }

    /**
     * Runs an action as one call of this event.
     *
     * @param action the action
     * @param <T> the type of the result
     * @return the result of the action
     * @throws Exception the same instance that the action threw
     * @throws NullPointerException if {@code action} is null
     */
    public <T extends @Nullable Object> T call(Callable<T> action) throws Exception {
        requireNonNull(action, "action");
        EventCall call = EventCall.begin(hooksFor(null), EventCall.Origin.DEFINED, new Object[1]);
        T result;
        try {
            result = action.call();
        } catch (Throwable thrown) {
            call.crash(thrown);
            throw thrown;
        }
        call.complete(result);
        return result;
    }

    /**
     * Begins a call explicitly, for programs that call methods on behalf of others. The same thread must end the call, in a {@code
     * finally} block, by {@link EventCall#complete} or {@link EventCall#crash}.
     *
     * @param target the object on which the method is called; null for a static one
     * @param args the arguments
     * @return the call; null if the event is not observed. Inside an observed call the result is never null: the call then keeps tags
     *     and progress of an unobserved event away from the one around it
     * @throws NullPointerException if {@code args} is null
     */
    public @Nullable EventCall begin(@Nullable Object target, @Nullable Object... args) {
        requireNonNull(args, "args");
        CallFrame around = CallStack.innermost();
        boolean mayBeTagged = around != null && !around.isMuted();
        if (!mayBeTagged && !isObserved()) {
            return null;
        }
        @Nullable Object[] operands = new Object[args.length + 1];
        operands[0] = target;
        System.arraycopy(args, 0, operands, 1, args.length);
        return EventCall.begin(hooksFor(target), EventCall.Origin.BY_HAND, operands);
    }

    /** Returns the hooks through which a call on an object, or on none, emits. */
    abstract EventHooks hooksFor(@Nullable Object target);

    abstract EventHooks hooks();

    abstract EventDescription describe();
}
