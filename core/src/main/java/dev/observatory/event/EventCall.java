package dev.observatory.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One observed execution of an event, from about_to_run to exited.
 *
 * <p>Belongs to the thread that began it: only that thread may tag it, report progress or end it, but for the end of an
 * asynchronous result. Emitting never throws
 * into the caller; see {@link dev.observatory.hook.ErrorPolicy#ISOLATE}.
 */
public final class EventCall {
    private static final AtomicLong LAST_ID = new AtomicLong();

    private final EventPoint event;
    private final PointHooks hooks;
    private @Nullable Object target;
    private final @Nullable Object[] args;
    private final Thread thread = Thread.currentThread();
    private final long callId;
    private final long parentId;
    private final long startNanos;

    /** Muted calls stand between their caller and what runs inside them, but nobody hears of them. */
    private final boolean muted;

    private final CallOrigin origin;

    private @Nullable EventCall parent;
    private @Nullable Map<String, @Nullable Object> tags;
    private @Nullable CallProgress progress;
    private @Nullable Instant started;
    private boolean emitting;
    private boolean ended;
    private boolean callingSuper;

    EventCall(
            EventPoint event,
            PointHooks hooks,
            @Nullable Object target,
            @Nullable Object[] args,
            @Nullable EventCall parent,
            CallOrigin origin,
            boolean muted) {
        this.event = event;
        this.hooks = hooks;
        this.target = target;
        this.args = args;
        this.parent = parent;
        this.origin = origin;
        this.muted = muted;
        this.parentId = parent == null ? 0 : parent.callId;
        this.callId = LAST_ID.incrementAndGet();
        this.startNanos = System.nanoTime();
    }

    /**
     * The event of which this is one call.
     *
     * @return the event point
     */
    public EventPoint event() {
        return event;
    }

    /**
     * The number of the call.
     *
     * @return as {@link EventData#callId()}
     */
    public long callId() {
        return callId;
    }

    /**
     * The number of the observed call around this one.
     *
     * @return as {@link EventData#parentId()}
     */
    public long parentId() {
        return parentId;
    }

    /**
     * Attaches a fact to this execution, for the emissions that follow.
     *
     * @param key the tag's name; setting it again replaces the value
     * @param value the fact; may be null
     * @throws NullPointerException if {@code key} is null
     */
    public void tag(String key, @Nullable Object value) {
        requireNonNull(key, "key");
        if (tags == null) {
            tags = new LinkedHashMap<>();
        }
        tags.put(key, value);
    }

    /**
     * Ends the call well: emits completed, then exited. A call that has ended stays as it is.
     *
     * <p>If the result is a {@link CompletionStage}, the call leaves its thread now, and ends when the stage does, on the
     * thread that completes it: well with the stage's value, or badly with its exception. If it is a {@link
     * SubmissionPublisher}, the call ends some milliseconds after that is closed, on a thread of the common pool.
     *
     * @param result what the method returned; null for {@code void}
     */
    public void complete(@Nullable Object result) {
        if (muted || ended) {
            end(EventStatus.COMPLETED, result, null);
        } else if (result instanceof CompletionStage<?> stage) {
            endWith(stage);
        } else if (result instanceof SubmissionPublisher<?> publisher) {
            endWith(publisher);
        } else {
            end(EventStatus.COMPLETED, result, null);
        }
    }

    private void endWith(CompletionStage<?> stage) {
        leaveThread();
        try {
            stage.whenComplete((value, thrown) -> {
                enterThread();
                if (thrown == null) {
                    end(EventStatus.COMPLETED, value, null);
                } else {
                    boolean isWrapped = thrown instanceof CompletionException && thrown.getCause() != null;
                    end(EventStatus.CRASHED, null, isWrapped ? thrown.getCause() : thrown);
                }
            });
        } catch (RuntimeException notSupported) {
            // A stage of the program's own that takes no dependents: its end cannot be known.
            enterThread();
            end(EventStatus.COMPLETED, stage, null);
        }
    }

    private void endWith(SubmissionPublisher<?> publisher) {
        leaveThread();
        if (OpenPublisher.isClosed(publisher) || !OpenPublisher.follow(publisher, this)) {
            endAsClosed(publisher);
        }
    }

    void endAsClosed(SubmissionPublisher<?> publisher) {
        Throwable reason = OpenPublisher.reasonOf(publisher);
        enterThread();
        end(reason == null ? EventStatus.COMPLETED : EventStatus.CRASHED, reason == null ? publisher : null, reason);
    }

    /**
     * Ends the call badly: emits crashed, then exited. A call that has ended stays as it is.
     *
     * @param exception what the method threw
     */
    public void crash(Throwable exception) {
        end(EventStatus.CRASHED, null, requireNonNull(exception, "exception"));
    }

    /** The constructor goes into {@code super(…)} or {@code this(…)}, where it cannot catch what is thrown. */
    void callsSuper() {
        callingSuper = true;
    }

    /** The constructor has its object. */
    void made(Object object) {
        callingSuper = false;
        target = object;
    }

    boolean isCallingSuper() {
        return callingSuper;
    }

    void begin() {
        CurrentCall.push(this);
        if (muted) {
            return;
        }
        try {
            emit(EventStatus.ABOUT_TO_RUN, null, null, 0);
        } catch (Throwable failure) {
            // Observers are isolated: the JVM has run out of stack or memory. Nobody will end this call.
            CurrentCall.pop(this, parent);
            throw failure;
        }
    }

    private void end(EventStatus outcome, @Nullable Object result, @Nullable Throwable exception) {
        if (ended) {
            return;
        }
        ended = true;
        callingSuper = false;
        try {
            if (!muted) {
                long nanos = System.nanoTime() - startNanos;
                if (progress != null) {
                    progress.closeAll();
                }
                emit(outcome, result, exception, nanos);
                emit(EventStatus.EXITED, result, exception, nanos);
            }
        } finally {
            leaveThread();
        }
    }

    /** Comes back to end on whatever thread this is: while observers run, they are inside this call. */
    private void enterThread() {
        parent = CurrentCall.get();
        CurrentCall.push(this);
    }

    private void leaveThread() {
        CurrentCall.pop(this, parent);
        parent = null;
    }

    private void emit(EventStatus status, @Nullable Object result, @Nullable Throwable exception, long nanos) {
        emitting = true;
        try {
            hooks.emit(status, this, result, exception, nanos);
        } finally {
            emitting = false;
        }
    }

    void emit(ProgressData data) {
        if (muted || emitting) {
            return;
        }
        emitting = true;
        try {
            hooks.progress().emit(data);
        } finally {
            emitting = false;
        }
    }

    /** Whether an observer of this event is running on this call's thread, here or further out. */
    static boolean isBeingObserved(EventPoint event, @Nullable EventCall innermost) {
        for (EventCall call = innermost; call != null; call = call.parent) {
            if (call.emitting && call.event == event) {
                return true;
            }
        }
        return false;
    }

    /** What a loop in the body of this call is part of. */
    CallProgress progress() {
        if (progress == null) {
            progress = new CallProgress(this);
        }
        return progress;
    }

    CallOrigin origin() {
        return origin;
    }

    boolean isEmitting() {
        return emitting;
    }

    boolean isMuted() {
        return muted;
    }

    @Nullable
    EventCall parent() {
        return parent;
    }

    @Nullable
    Object target() {
        return target;
    }

    List<@Nullable Object> args() {
        return Collections.unmodifiableList(Arrays.asList(args));
    }

    Thread thread() {
        return thread;
    }

    Map<String, @Nullable Object> tags() {
        return tags == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }

    /** Reckoned back from now when first asked, so that a call pays for one clock only. */
    synchronized Instant started() {
        if (started == null) {
            started = Instant.now().minusNanos(System.nanoTime() - startNanos);
        }
        return started;
    }
}
