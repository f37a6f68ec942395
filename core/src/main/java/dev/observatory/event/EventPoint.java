package dev.observatory.event;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.Hook1;
import java.lang.reflect.Executable;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * One event: a tagged method, or one made by {@link Events#define}. Its hooks are where observers connect.
 *
 * <p>The order of one call is about_to_run, progress, completed or crashed, exited. Each emission reaches the observers
 * of this event first, then those of {@link Events#any}. Observers run on the thread of the call; what they throw goes to
 * {@link dev.observatory.hook.ObserverErrors} and never to the program.
 *
 * <p>What observers do is not observed as if the program did it. A call of this event that an observer of this very event
 * makes reaches nobody, so that observers cannot recurse. A call that an observer of another event makes on its thread, or
 * that is made inside such a call, reaches the observers of this event and of the object, but not those of {@link Events#any}
 * and {@link Events#anyProgress}.
 *
 * <p>There is one event point per method, held by the method's class, and one per object that it was bound to; all methods are
 * safe from any thread.
 */
public abstract sealed class EventPoint permits MethodEventPoint, BoundPoint {
    EventPoint() {}

    /**
     * The event's name.
     *
     * @return the name given in the tag or to {@link Events#define}, or else the method's; for a constructor {@code new} and
     *     the class's simple name
     */
    public String name() {
        return describe().name();
    }

    /**
     * The method behind the event.
     *
     * @return the tagged method or constructor; null for an event made by {@link Events#define}
     */
    public @Nullable Executable action() {
        return describe().action();
    }

    /**
     * Emits before the method runs.
     *
     * @return the connect side
     */
    public Hook1<EventData> aboutToRun() {
        return hooks().of(EventStatus.ABOUT_TO_RUN);
    }

    /**
     * Emits after the method has returned.
     *
     * @return the connect side
     */
    public Hook1<EventData> completed() {
        return hooks().of(EventStatus.COMPLETED);
    }

    /**
     * Emits after the method has thrown.
     *
     * @return the connect side
     */
    public Hook1<EventData> crashed() {
        return hooks().of(EventStatus.CRASHED);
    }

    /**
     * Emits after the method has returned or thrown, last of all.
     *
     * @return the connect side
     */
    public Hook1<EventData> exited() {
        return hooks().of(EventStatus.EXITED);
    }

    /**
     * Emits whenever the method tells how far it has come.
     *
     * @return the connect side
     */
    public Hook1<ProgressData> progressUpdated() {
        return hooks().progress();
    }

    /**
     * Tells whether a call made now would reach any observer.
     *
     * @return whether any hook of this event has an observer, or one behind it, or one for a single object
     */
    public abstract boolean isObserved();

    /**
     * Tells whether calls of the method reach this event at all.
     *
     * @return true if the agent has woven the method, or the event was made by {@link Events#define}
     */
    public abstract boolean isWoven();

    /**
     * This event for one object's calls only. Their emissions reach its observers first, then those of the event, then the
     * global ones.
     *
     * @param target the object, compared by identity and held weakly; an observer that refers to it keeps it alive
     * @return the event of the object's calls; the same one, with its observers, as long as the object lives
     * @throws NullPointerException if {@code target} is null
     * @throws IllegalArgumentException if the method is static or a constructor
     */
    public abstract EventPoint bind(Object target);

    /**
     * Runs an action as one call of this event.
     *
     * @param action what to run
     * @param <T> the type of the result
     * @return what the action returned
     * @throws Exception what the action threw, the very object
     * @throws NullPointerException if {@code action} is null
     */
    public <T extends @Nullable Object> T call(Callable<T> action) throws Exception {
        requireNonNull(action, "action");
        EventCall call = EventCall.begin(hooksFor(null), CallOrigin.DEFINED, new Object[1]);
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
     * Begins a call by hand, for programs that call methods on behalf of others. Whoever begins a call ends it, on the
     * same thread, in a {@code finally} block: by {@link EventCall#complete} or {@link EventCall#crash}.
     *
     * @param target the object on which the method is called; null for a static one
     * @param args the arguments
     * @return the call; null if nobody listens. Inside an observed call it is never null: if nobody listens, it keeps what
     *     is said of it from the call around
     * @throws NullPointerException if {@code args} is null
     */
    public @Nullable EventCall begin(@Nullable Object target, @Nullable Object... args) {
        requireNonNull(args, "args");
        EventCall around = CallStack.innermost();
        boolean mayBeTagged = around != null && !around.isMuted();
        if (!mayBeTagged && !isObserved()) {
            return null;
        }
        @Nullable Object[] operands = new Object[args.length + 1];
        operands[0] = target;
        System.arraycopy(args, 0, operands, 1, args.length);
        return EventCall.begin(hooksFor(target), CallOrigin.BY_HAND, operands);
    }

    /** What a call on an object, or on none, emits through. */
    abstract EventHooks hooksFor(@Nullable Object target);

    abstract EventHooks hooks();

    abstract EventDescription describe();
}
