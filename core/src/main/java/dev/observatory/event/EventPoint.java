package dev.observatory.event;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.Demand;
import dev.observatory.hook.Hook1;
import java.lang.reflect.Executable;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One event: a tagged method, or one made by {@link Events#define}. Its hooks are where observers connect.
 *
 * <p>The order of one call is about_to_run, progress, completed or crashed, exited. Each emission reaches the observers
 * of this event first, then those of {@link Events#any}. Observers run on the thread of the call; what they throw goes to
 * {@link dev.observatory.hook.ObserverErrors} and never to the program. A call that an observer of this very event makes
 * is not itself observed, so that observers cannot recurse.
 *
 * <p>There is one event point per method, held by the method's class; all methods are safe from any thread.
 */
public final class EventPoint {
    private final String label;
    private final Function<String, EventDescription> source;
    private final BooleanSupplier woven;
    private final Demand demand = new Demand(this::isObserved);
    private volatile @Nullable EventDescription description;
    private volatile @Nullable PointHooks hooks;
    private volatile @Nullable String parameterNames;

    /**
     * Makes the point of an event.
     *
     * @param source describes the event, given the parameter names that the weaver found (empty if none)
     */
    EventPoint(String label, Function<String, EventDescription> source, BooleanSupplier woven) {
        this.label = label;
        this.source = source;
        this.woven = woven;
        GlobalEvents.add(this);
    }

    /**
     * The event's name.
     *
     * @return the name given in the tag or to {@link Events#define}, or else the method's
     */
    public String name() {
        return describe().name();
    }

    /**
     * The method behind the event.
     *
     * @return the tagged method; null for an event made by {@link Events#define}
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
     * @return whether any hook of this event, or the global one behind it, has an observer
     */
    public boolean isObserved() {
        PointHooks own = hooks;
        return own == null ? GlobalEvents.hooks().isObserved() : own.isObserved();
    }

    /**
     * Tells whether calls of the method reach this event at all.
     *
     * @return true if the agent has woven the method, or the event was made by {@link Events#define}
     */
    public boolean isWoven() {
        return parameterNames != null || woven.getAsBoolean();
    }

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
        EventCall call = open(CallOrigin.DEFINED, null, new Object[0]);
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
     * @param args the arguments; the array belongs to the call from now on
     * @return the call; null if nobody listens
     */
    public @Nullable EventCall begin(@Nullable Object target, @Nullable Object... args) {
        return isObserved() ? open(CallOrigin.BY_HAND, target, args) : null;
    }

    /** Begins a call even if nobody listens; it is then muted, and keeps tags from the call around it. */
    EventCall open(CallOrigin origin, @Nullable Object target, @Nullable Object[] args) {
        EventCall parent = CurrentCall.get();
        boolean muted = EventCall.isBeingObserved(this, parent) || !isObserved();
        EventCall call = new EventCall(this, target, args, parent, origin, muted);
        call.begin();
        return call;
    }

    Demand demand() {
        return demand;
    }

    /** The woven method is about to run for the first time; what it knows of its parameters is known from now on. */
    void linked(String namesFoundByWeaver) {
        parameterNames = namesFoundByWeaver;
        description = null;
    }

    PointHooks hooks() {
        PointHooks made = hooks;
        return made == null ? makeHooks() : made;
    }

    private synchronized PointHooks makeHooks() {
        if (hooks == null) {
            hooks = GlobalEvents.hooks().child(label, demand::changed);
        }
        return requireNonNull(hooks);
    }

    EventDescription describe() {
        EventDescription known = description;
        if (known == null) {
            String names = parameterNames;
            known = source.apply(names == null ? "" : names);
            description = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return "event [" + label + "]";
    }
}
