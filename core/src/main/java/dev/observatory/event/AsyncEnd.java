package dev.observatory.event;

import dev.observatory.hook.ObserverErrors;
import dev.observatory.runtime.StageListeners;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.SubmissionPublisher;
import org.jspecify.annotations.Nullable;

/**
 * The end of a call whose result is still in progress when the method returns. It is dropped when the event is not observed any
 * more: a stage may be pending permanently, and the call refers to its arguments.
 */
final class AsyncEnd implements StageListeners.Listener {
    /**
     * Whether a class is that of such results. Cached by class: to establish that an object does not implement an interface, HotSpot
     * searches all interfaces of its class, which takes longer than everything else at the end of a call.
     */
    private static final ClassValue<Boolean> BY_CLASS = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return CompletionStage.class.isAssignableFrom(type) || SubmissionPublisher.class.isAssignableFrom(type);
        }
    };

    private volatile @Nullable EventCall call;

    private AsyncEnd(EventCall call) {
        this.call = call;
    }

    /** Initializes what the first end uses, which may occur when the stack is nearly exhausted. */
    static void prepare() {
        StageListeners.prepare();
    }

    static boolean isPossible(@Nullable Object result) {
        return result != null && BY_CLASS.get(result.getClass());
    }

    /** Ends a call with a stage: later, or now if the stage does not accept a dependent or too many calls wait for it. */
    static void endWith(EventCall call, CompletionStage<?> stage) {
        call.leaveThread();
        AsyncEnd end = new AsyncEnd(call);
        if (StageListeners.add(stage, end) != StageListeners.Outcome.ADDED) {
            call.endHere(EventStatus.COMPLETED, stage);
            return;
        }
        call.hooks.event().callWaits();
        if (!end.isOfUse()) { // The last observer was disconnected meanwhile, maybe before this call could be found.
            end.call = null;
        }
    }

    /** Ends a call with a publisher: when that is closed, or now if too many are open. */
    static void endWith(EventCall call, SubmissionPublisher<?> publisher) {
        call.leaveThread();
        if (PublisherCloseWatcher.isClosed(publisher) || !PublisherCloseWatcher.follow(publisher, call)) {
            endAsClosed(call, publisher);
        }
    }

    static void endAsClosed(EventCall call, SubmissionPublisher<?> publisher) {
        Throwable reason = PublisherCloseWatcher.reasonOf(publisher);
        if (reason == null) {
            call.endHere(EventStatus.COMPLETED, publisher);
        } else {
            call.endHere(EventStatus.CRASHED, reason);
        }
    }

    @Override
    public void stageCompleted(@Nullable Object value, @Nullable Throwable failure) {
        EventCall waiting = call;
        if (waiting == null) {
            return;
        }
        call = null;
        try {
            if (failure == null) {
                waiting.endHere(EventStatus.COMPLETED, value);
            } else {
                waiting.endHere(EventStatus.CRASHED, failure);
            }
        } catch (Throwable unexpected) {
            // Observers are isolated further in. What is thrown here would reach whoever completes the stage.
            ObserverErrors.report("end of " + waiting.event(), this, unexpected);
        }
    }

    @Override
    public boolean isOfUse() {
        EventCall waiting = call;
        return waiting != null && waiting.hooks.isObserved();
    }

    @Override
    public void quietly(Runnable foreign) {
        callQuietly(foreign);
    }

    /** Calls methods of the program so that no observer is notified of the calls inside: the program has not made them. */
    static void callQuietly(Runnable foreign) {
        CallFrame silence = CallFrame.Silence.begin();
        try {
            foreign.run();
        } finally {
            silence.leaveThread();
        }
    }
}
