package dev.observatory.event;

import dev.observatory.hook.ObserverErrors;
import dev.observatory.runtime.PublisherPoll;
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

    /** Ends a call with its asynchronous result: later, or now if that cannot be followed. */
    static void endWith(EventCall call, Object result) {
        call.leaveThread();
        AsyncEnd end = new AsyncEnd(call);
        if (!end.follow(result)) {
            call.endHere(EventStatus.COMPLETED, result);
            return;
        }
        call.hooks.event().callWaits();
        if (!end.isOfUse()) { // The last observer was disconnected meanwhile, maybe before this call could be found.
            end.call = null;
        }
    }

    private boolean follow(Object result) {
        return result instanceof CompletionStage<?> stage
                ? StageListeners.add(stage, this) == StageListeners.Outcome.ADDED
                : PublisherPoll.begin((SubmissionPublisher<?>) result, this);
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
        return waiting != null && waiting.isEndOfUse();
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
