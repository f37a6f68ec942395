package dev.observatory.event;

import static java.util.Objects.requireNonNull;

import dev.observatory.event.CountedCalls.Counters;
import dev.observatory.hook.ErrorPolicy;
import dev.observatory.hook.EventHook;
import dev.observatory.hook.Hook;
import dev.observatory.hook.HookOptions;
import dev.observatory.runtime.Requirement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The five hooks of one event, or the five global ones that are the parents of those of all events. */
final class EventHooks {
    // The bits of what is observed: first one for each status that would reach an observer.
    /** One bit for each status whose emissions concern hooks of this event or object, not only the global ones: its bit times this. */
    private static final int OWN = 1 << 8;
    /** Calls are counted. */
    private static final int COUNTED = 1 << 16;
    /** What is required, of {@link Requirement}, multiplied by this. */
    private static final int REQUIREMENTS = 1 << 17;
    /** Single objects have hooks of their own. */
    private static final int OBJECTS = 1 << 19;
    /** Calls may end without notice, so that a record is not enough to count them. */
    private static final int ALWAYS_CALLS = 1 << 20;
    /** Calls are followed. */
    private static final int FOLLOWED = 1 << 21;

    private static final int ONLY_COUNTED = COUNTED | Requirement.TIMES * REQUIREMENTS;

    /** The event; null for the global hooks. */
    private final @Nullable MethodEventPoint event;

    private final @Nullable EventHooks parent;
    private final EventHook<EventData> aboutToRun;
    private final EventHook<EventData> completed;
    private final EventHook<EventData> crashed;
    private final EventHook<EventData> exited;
    private final EventHook<ProgressData> progress;

    /** Bits in place of the states of all hooks, each of which would be a cache line at each call. */
    private volatile int observed;

    /** A class of results that are not asynchronous: usually that of all results of the method. Read and written without a lock. */
    private @Nullable Class<?> plainResult;

    /** Set once, and read without a fence: a call that does not see it yet holds its operands softly. */
    private boolean areOperandsReadLate;

    private final Runnable onDemand;

    // Guarded by this.
    private List<CallStatistics> statistics = List.of();

    /** What follows the calls, updated together with {@link #observed}; null if nothing does. */
    private volatile FollowedCall.@Nullable Source follower;

    /** What counts the calls of this event and of those above, updated together with {@link #observed}; null if nothing does. */
    private volatile @Nullable Counters counters;

    private EventHooks(@Nullable MethodEventPoint event, String owner, @Nullable EventHooks parent, Runnable onDemand) {
        this.event = event;
        this.parent = parent;
        this.onDemand = onDemand;
        this.aboutToRun = hook(owner + " about_to_run", parent == null ? null : parent.aboutToRun, onDemand);
        this.completed = hook(owner + " completed", parent == null ? null : parent.completed, onDemand);
        this.crashed = hook(owner + " crashed", parent == null ? null : parent.crashed, onDemand);
        this.exited = hook(owner + " exited", parent == null ? null : parent.exited, onDemand);
        this.progress = hook(owner + " progress_updated", parent == null ? null : parent.progress, onDemand);
    }

    static EventHooks global(Runnable onDemand) {
        return new EventHooks(null, "any event", null, onDemand);
    }

    /** Returns hooks whose emissions reach these hooks after their own observers. */
    EventHooks child(MethodEventPoint ofEvent, String owner, Runnable onDemand) {
        return new EventHooks(ofEvent, owner, this, onDemand);
    }

    /** Returns the event of these hooks, which are not the global ones. */
    MethodEventPoint event() {
        return requireNonNull(event);
    }

    private static <T> EventHook<T> hook(String name, @Nullable EventHook<T> parent, Runnable onDemand) {
        HookOptions options =
                HookOptions.named(name).errors(ErrorPolicy.ISOLATE).onDemand(onDemand);
        return parent == null ? new EventHook<>(options) : parent.child(options);
    }

    /** Returns whether any of these hooks is observed, from their own states: also while {@link #refresh} is still to be called. */
    boolean isObserved() {
        return completed.isObserved()
                || exited.isObserved()
                || crashed.isObserved()
                || aboutToRun.isObserved()
                || progress.isObserved()
                || isCounted();
    }

    private boolean isCounted() {
        for (EventHooks level = this; level != null; level = level.parent) {
            synchronized (level) {
                if (!level.statistics.isEmpty()) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Updates what {@link #isAnyObserved} and {@link #isObserved(EventStatus)} return. Called after observers were connected or
     * disconnected, by one thread at a time, so that the last call sees all changes.
     */
    void refresh() {
        int now = bits(EventStatus.COMPLETED, completed)
                | bits(EventStatus.EXITED, exited)
                | bits(EventStatus.CRASHED, crashed)
                | bits(EventStatus.ABOUT_TO_RUN, aboutToRun)
                | bits(EventStatus.PROGRESS_UPDATED, progress);
        now |= event().isConstructor() ? ALWAYS_CALLS : 0;
        now |= event().hasObjects() ? OBJECTS : 0;
        FollowedCall.Source following = event().follower();
        follower = following;
        now |= following == null ? 0 : FOLLOWED | following.required() * REQUIREMENTS;
        List<CallStatistics> all = allStatistics();
        if (all.isEmpty()) {
            counters = null;
        } else {
            now |= ONLY_COUNTED;
            Counters present = counters;
            counters = present != null && present.are(all) ? present : new Counters(this, all);
        }
        observed = now;
    }

    private static int bits(EventStatus status, EventHook<?> hook) {
        int reached = hook.isObserved() ? bit(status) : 0;
        int own = 0;
        for (Hook<?> level = hook; level.parent() != null; level = requireNonNull(level.parent())) {
            own = level.concernsEmissions() ? bit(status) * OWN : own;
        }
        return reached | own | hook.required() * REQUIREMENTS;
    }

    private List<CallStatistics> allStatistics() {
        List<CallStatistics> all = new ArrayList<>();
        for (EventHooks level = this; level != null; level = level.parent) {
            synchronized (level) {
                all.addAll(level.statistics);
            }
        }
        return all;
    }

    /** Adds what counts the calls from now on. */
    void add(CallStatistics added) {
        synchronized (this) {
            List<CallStatistics> more = new ArrayList<>(statistics);
            more.add(added);
            statistics = List.copyOf(more);
        }
        onDemand.run();
    }

    void remove(CallStatistics removed) {
        synchronized (this) {
            List<CallStatistics> fewer = new ArrayList<>(statistics);
            fewer.remove(removed);
            statistics = List.copyOf(fewer);
        }
        onDemand.run();
    }

    /** Returns what counts a call that begins now; null if nothing does. */
    @Nullable
    Counters counters() {
        return counters;
    }

    /** Returns what follows a call that begins now; null if nothing does. */
    FollowedCall.@Nullable Source follower() {
        return follower;
    }

    /** Returns whether calls are counted, nothing else is done with them, and a record is enough. */
    boolean areOnlyCounted() {
        return (observed & ~OBJECTS) == ONLY_COUNTED;
    }

    @SuppressWarnings("EnumOrdinal") // Never leaves this object.
    private static int bit(EventStatus status) {
        return 1 << status.ordinal();
    }

    /** Returns whether a call has any observer. */
    boolean isAnyObserved() {
        return (observed & ~(OBJECTS | ALWAYS_CALLS)) != 0;
    }

    /** Returns what must be provided for a call that begins now, of {@link Requirement}. */
    int required() {
        return observed / REQUIREMENTS & Requirement.ALL;
    }

    /** Returns whether single objects may have hooks of their own. */
    boolean haveObjects() {
        return (observed & OBJECTS) != 0;
    }

    /** Returns whether an emission with a status would reach an observer. */
    boolean isObserved(EventStatus status) {
        return (observed & bit(status)) != 0;
    }

    /** Returns whether an emission with a status concerns hooks of this event or object, and not only the global ones. */
    boolean isOwn(EventStatus status) {
        return (observed & bit(status) * OWN) != 0;
    }

    /** Called when an observer has read the target or the arguments of a call after its beginning. */
    void operandsReadLate() {
        for (EventHooks own = this; own.parent != null; own = own.parent) {
            if (!own.areOperandsReadLate) {
                own.areOperandsReadLate = true;
            }
        }
    }

    boolean areOperandsReadLate() {
        return areOperandsReadLate || (parent != null && parent.areOperandsReadLate);
    }

    /** Returns whether the result of the method may be one that is still in progress. */
    boolean mayBeAsynchronous(@Nullable Object result) {
        if (result == null || result.getClass() == plainResult) {
            return false;
        }
        boolean isPossible = AsyncEnd.isPossible(result);
        if (!isPossible && plainResult == null && isOfSameLoader(result.getClass())) {
            plainResult = result.getClass();
        }
        return isPossible;
    }

    /** Returns whether a class lives as long as that of the event. */
    private boolean isOfSameLoader(Class<?> type) {
        Class<?> owner = event == null ? null : event.type();
        return type.getClassLoader() == null || (owner != null && type.getClassLoader() == owner.getClassLoader());
    }

    /** Returns whether the event or the object has an observer, apart from the global ones. */
    boolean hasOwnObserver() {
        for (EventHooks own = this; own.parent != null; own = own.parent) {
            if (own.completed.hasOwnObservers()
                    || own.exited.hasOwnObservers()
                    || own.crashed.hasOwnObservers()
                    || own.aboutToRun.hasOwnObservers()
                    || own.progress.hasOwnObservers()) {
                return true;
            }
        }
        return false;
    }

    EventHook<EventData> of(EventStatus status) {
        return switch (status) {
            case ABOUT_TO_RUN -> aboutToRun;
            case COMPLETED -> completed;
            case CRASHED -> crashed;
            case EXITED -> exited;
            case NEVER_RUN, PROGRESS_UPDATED ->
                throw new IllegalArgumentException("Status [" + status
                        + "] has no hook that emits event data; ABOUT_TO_RUN, COMPLETED, CRASHED and EXITED have");
        };
    }

    EventHook<ProgressData> progress() {
        return progress;
    }
}
