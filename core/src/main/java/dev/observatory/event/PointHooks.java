package dev.observatory.event;

import dev.observatory.hook.ErrorPolicy;
import dev.observatory.hook.EventHook;
import dev.observatory.hook.HookOptions;
import org.jspecify.annotations.Nullable;

/** The five hooks of one event, or the five global ones that stand behind those of all events. */
final class PointHooks {
    private final EventHook<EventData> aboutToRun;
    private final EventHook<EventData> completed;
    private final EventHook<EventData> crashed;
    private final EventHook<EventData> exited;
    private final EventHook<ProgressData> progress;

    private PointHooks(String owner, @Nullable PointHooks parent, Runnable onDemand) {
        this.aboutToRun = hook(owner + " about_to_run", parent == null ? null : parent.aboutToRun, onDemand);
        this.completed = hook(owner + " completed", parent == null ? null : parent.completed, onDemand);
        this.crashed = hook(owner + " crashed", parent == null ? null : parent.crashed, onDemand);
        this.exited = hook(owner + " exited", parent == null ? null : parent.exited, onDemand);
        this.progress = hook(owner + " progress_updated", parent == null ? null : parent.progress, onDemand);
    }

    static PointHooks global(Runnable onDemand) {
        return new PointHooks("any event", null, onDemand);
    }

    PointHooks child(String owner, Runnable onDemand) {
        return new PointHooks(owner, this, onDemand);
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

    void emit(EventStatus status, EventCall call, @Nullable Object result, @Nullable Throwable exception, long nanos) {
        EventHook<EventData> hook = of(status);
        if (hook.isObserved()) {
            hook.emit(new EventData(call, status, result, exception, nanos));
        }
    }
}
