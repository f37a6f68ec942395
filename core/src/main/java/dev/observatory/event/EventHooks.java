package dev.observatory.event;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.ErrorPolicy;
import dev.observatory.hook.EventHook;
import dev.observatory.hook.HookOptions;
import org.jspecify.annotations.Nullable;

/** The five hooks of one event, or the five global ones that are the parents of those of all events. */
final class EventHooks {
    /** The event; null for the global hooks. */
    private final @Nullable MethodEventPoint event;

    private final @Nullable EventHooks parent;
    private final EventHook<EventData> aboutToRun;
    private final EventHook<EventData> completed;
    private final EventHook<EventData> crashed;
    private final EventHook<EventData> exited;
    private final EventHook<ProgressData> progress;

    private EventHooks(@Nullable MethodEventPoint event, String owner, @Nullable EventHooks parent, Runnable onDemand) {
        this.event = event;
        this.parent = parent;
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

    boolean isObserved() {
        return completed.isObserved()
                || exited.isObserved()
                || crashed.isObserved()
                || aboutToRun.isObserved()
                || progress.isObserved();
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
