package dev.observatory.event;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.EventHook;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.SubmissionPublisher;
import org.jspecify.annotations.Nullable;

/**
 * One observed execution of an event, from about_to_run to exited.
 *
 * <p>The thread that began it ends it, except for the end of an asynchronous result; any thread may tag it, and any thread may
 * iterate what it tracks. The order of emissions holds for all threads: nothing is emitted after exited. If another thread emits
 * progress while the call ends, that thread emits the end of the call after it; no thread waits for observers on another one.
 * Emitting never throws into the caller; see {@link dev.observatory.hook.ErrorPolicy#ISOLATE}.
 */
public final class EventCall {
    private static final int MUTED = 1;
    private static final int INSIDE_OBSERVER = 2;
    private static final int DEFINED = 4;
    private static final int BY_HAND = 8;
    private static final int EMITTING = 16;
    private static final int ENDED = 32;
    private static final int CRASHED = 64;
    private static final int CALLING_SUPER = 128;
    private static final int STAND_IN = 256;

    private final EventHooks hooks;

    /** The target, then the arguments. */
    private final @Nullable Object[] operands;

    /** The slot of the thread that began the call; see {@link CallStack}. */
    private final @Nullable Object[] slot;

    private final long callId;
    private final long parentId;
    private final long startNanos;

    /** Changed by one thread at a time: the one that has this call on its stack, and after that the one that ends it. */
    private int flags;

    private @Nullable EventCall parent;

    /** The result or the exception of the method, null until it has ended; the represented call in a stand-in. */
    private @Nullable Object outcome;

    /** Created under the lock of this call; the thread of the call reads without it what it has stored itself. */
    private @Nullable CallAttachments attachments;

    private EventCall(
            EventHooks hooks,
            @Nullable Object[] operands,
            @Nullable Object[] slot,
            @Nullable EventCall parent,
            int flags) {
        this.hooks = hooks;
        this.operands = operands;
        this.slot = slot;
        this.parent = parent;
        this.flags = flags;
        this.parentId = parent == null ? 0 : parent.callId;
        this.callId = CallStack.nextId(slot);
        this.startNanos = System.nanoTime();
    }

    /**
     * Creates an entry for the stack of another thread, on which observers of a call run: the fields of the call itself belong to
     * its own thread.
     */
    private EventCall(EventCall represented, @Nullable Object[] slot, @Nullable EventCall parent, int flags) {
        this.hooks = represented.hooks;
        this.operands = represented.operands;
        this.slot = slot;
        this.parent = parent;
        this.flags = flags | STAND_IN;
        this.parentId = represented.parentId;
        this.callId = represented.callId;
        this.startNanos = represented.startNanos;
        this.outcome = represented;
    }

    /**
     * Begins a call. A call that has no observer is muted: it still separates its caller from the calls inside it.
     *
     * @param operands the target or null, then the arguments; the call takes ownership of the array
     */
    static EventCall begin(EventHooks hooks, CallOrigin origin, @Nullable Object[] operands) {
        @Nullable Object[] slot = CallStack.slot();
        EventCall parent = AbandonedConstructors.crashAbandoned(CallStack.innermost(slot));
        EventCall call = new EventCall(hooks, operands, slot, parent, reach(hooks, parent) | flagOf(origin));
        call.begin();
        return call;
    }

    /** Returns which observers a call reaches. Inside a running observer it reaches the observers of its own event at most. */
    private static int reach(EventHooks hooks, @Nullable EventCall parent) {
        if (parent == null || !parent.is(EMITTING | INSIDE_OBSERVER)) {
            return hooks.isObserved() ? 0 : MUTED;
        }
        return hooks.hasOwnObserver() && !isBeingObserved(hooks.event(), parent)
                ? INSIDE_OBSERVER
                : INSIDE_OBSERVER | MUTED;
    }

    private static int flagOf(CallOrigin origin) {
        return switch (origin) {
            case WOVEN -> 0;
            case DEFINED -> DEFINED;
            case BY_HAND -> BY_HAND;
        };
    }

    /**
     * Returns the event of this call.
     *
     * @return the event point
     */
    public EventPoint event() {
        return hooks.event();
    }

    /**
     * Returns the number of this call.
     *
     * @return the number, as in {@link EventData#callId()}
     */
    public long callId() {
        return callId;
    }

    /**
     * Returns the number of the observed call around this one.
     *
     * @return the number, as in {@link EventData#parentId()}
     */
    public long parentId() {
        return parentId;
    }

    /**
     * Attaches a tag to this execution, visible in all later emissions.
     *
     * @param key the name of the tag; a tag of the same name is replaced
     * @param value the value; may be null
     * @throws NullPointerException if {@code key} is null
     */
    public void tag(String key, @Nullable Object value) {
        requireNonNull(key, "key");
        attachments().tag(key, value);
    }

    /**
     * Completes the call normally: emits completed, then exited. Has no effect if the call has already ended.
     *
     * <p>If the result is a {@link CompletionStage}, the call leaves its thread now and ends when the stage does, on the thread that
     * completes the stage: normally with its value, or exceptionally with its exception. If it is a {@link SubmissionPublisher}, the
     * call ends some milliseconds after that is closed, on a thread of the common pool.
     *
     * @param result the result of the method; null for {@code void}
     */
    public void complete(@Nullable Object result) {
        if (is(MUTED | ENDED) || !AsyncResultTypes.isPossible(result)) {
            end(EventStatus.COMPLETED, result);
        } else if (result instanceof CompletionStage<?> stage) {
            endWith(stage);
        } else if (result instanceof SubmissionPublisher<?> publisher) {
            endWith(publisher);
        } else {
            end(EventStatus.COMPLETED, result);
        }
    }

    private void endWith(CompletionStage<?> stage) {
        leaveThread();
        try {
            stage.whenComplete((value, thrown) -> {
                enterThread();
                if (thrown == null) {
                    end(EventStatus.COMPLETED, value);
                } else {
                    boolean isWrapped = thrown instanceof CompletionException && thrown.getCause() != null;
                    end(EventStatus.CRASHED, isWrapped ? thrown.getCause() : thrown);
                }
            });
        } catch (RuntimeException notSupported) {
            // A stage of the application's own that does not accept dependents: its end cannot be observed.
            enterThread();
            end(EventStatus.COMPLETED, stage);
        }
    }

    private void endWith(SubmissionPublisher<?> publisher) {
        leaveThread();
        if (PublisherCloseWatcher.isClosed(publisher) || !PublisherCloseWatcher.follow(publisher, this)) {
            endAsClosed(publisher);
        }
    }

    void endAsClosed(SubmissionPublisher<?> publisher) {
        Throwable reason = PublisherCloseWatcher.reasonOf(publisher);
        enterThread();
        end(reason == null ? EventStatus.COMPLETED : EventStatus.CRASHED, reason == null ? publisher : reason);
    }

    /**
     * Completes the call exceptionally: emits crashed, then exited. Has no effect if the call has already ended.
     *
     * @param exception the exception that the method threw
     */
    public void crash(Throwable exception) {
        end(EventStatus.CRASHED, requireNonNull(exception, "exception"));
    }

    /** Ends the call of a constructor that threw where none of its own code can catch the exception. */
    void crashUnobserved() {
        crash(new UnobservedConstructorException(event()));
    }

    /** Marks that the constructor calls {@code super(…)} or {@code this(…)}, where it cannot catch exceptions. */
    void enterSuperCall() {
        flags |= CALLING_SUPER;
    }

    /** Sets the target, which exists from the return of {@code super(…)} or {@code this(…)} on. */
    void leaveSuperCall(Object object) {
        flags &= ~CALLING_SUPER;
        operands[0] = object;
    }

    boolean isCallingSuper() {
        return is(CALLING_SUPER);
    }

    private void begin() {
        CallStack.push(slot, this);
        if (!is(MUTED)) {
            try {
                emit(EventStatus.ABOUT_TO_RUN, 0);
            } catch (Throwable failure) {
                // Observers are isolated, so the JVM is out of stack or memory, and no one will end this call.
                leaveThread();
                throw failure;
            }
        }
    }

    private void end(EventStatus status, @Nullable Object how) {
        if (is(ENDED)) {
            return;
        }
        flags = (flags & ~CALLING_SUPER) | ENDED | (status == EventStatus.CRASHED ? CRASHED : 0);
        if (is(MUTED)) {
            leaveThread();
            return;
        }
        long nanos = System.nanoTime() - startNanos;
        outcome = how;
        CallProgress progress = attachments == null ? null : attachments.progress();
        if (progress == null || progress.end()) {
            emitEnd(progress, status, nanos);
        } else {
            leaveThread(); // Before another thread may continue with this call.
            progress.afterReports(() -> {
                enterThread();
                emitEnd(progress, status, nanos);
            });
        }
    }

    private void emitEnd(@Nullable CallProgress progress, EventStatus status, long nanos) {
        try {
            if (progress != null) {
                progress.closeLoops();
            }
            emit(status, nanos);
            emit(EventStatus.EXITED, nanos);
        } finally {
            leaveThread();
        }
    }

    /** Pushes this call on the stack of the current thread to end it there: observers run inside this call. */
    private void enterThread() {
        @Nullable Object[] here = slotOfThisThread();
        parent = CallStack.innermost(here);
        CallStack.push(here, this);
    }

    private void leaveThread() {
        crashAbandoned(CallStack.pop(slotOfThisThread(), this, parent));
        parent = null;
    }

    /** Ends the calls of constructors that began inside this call and were left by an exception that was not reported. */
    private void crashAbandoned(EventCall innermost) {
        EventCall call = innermost;
        while (call != null && call != this) {
            EventCall outer = call.parent;
            if (call.isCallingSuper()) {
                call.crashUnobserved();
            }
            call = outer;
        }
    }

    private @Nullable Object[] slotOfThisThread() {
        return CallStack.threadOf(slot) == Thread.currentThread() ? slot : CallStack.slot();
    }

    private void emit(EventStatus status, long nanos) {
        EventHook<EventData> hook = hooks.of(status);
        if (hook.isObserved()) {
            EventData data = new EventData(this, status, nanos);
            flags |= EMITTING;
            try {
                if (is(INSIDE_OBSERVER)) {
                    hook.emitBelow(GlobalEvents.hooks().of(status), data);
                } else {
                    hook.emit(data);
                }
            } finally {
                flags &= ~EMITTING;
            }
        }
    }

    /** Emits progress on any thread. An observer's own progress is not reported to the observers of the same event. */
    void emit(ProgressData data) {
        if (is(MUTED)) {
            return;
        }
        @Nullable Object[] here = slotOfThisThread();
        EventCall innermost = CallStack.innermost(here);
        if (!isOneOf(innermost)) {
            emitElsewhere(data, here, innermost);
        } else if (!is(EMITTING)) {
            flags |= EMITTING;
            try {
                emit(data, is(INSIDE_OBSERVER));
            } finally {
                flags &= ~EMITTING;
            }
        }
    }

    /** Emits progress on a thread that did not begin this call. */
    private void emitElsewhere(ProgressData data, @Nullable Object[] here, @Nullable EventCall innermost) {
        boolean isInObserver = innermost != null && innermost.is(EMITTING | INSIDE_OBSERVER);
        if (isInObserver && isBeingObserved(event(), innermost)) {
            return;
        }
        int inside = isInObserver ? INSIDE_OBSERVER : flags & INSIDE_OBSERVER;
        EventCall standIn = new EventCall(this, here, innermost, EMITTING | inside);
        CallStack.push(here, standIn);
        try {
            emit(data, standIn.is(INSIDE_OBSERVER));
        } finally {
            standIn.leaveThread();
        }
    }

    private void emit(ProgressData data, boolean isInsideObserver) {
        if (isInsideObserver) {
            hooks.progress().emitBelow(GlobalEvents.hooks().progress(), data);
        } else {
            hooks.progress().emit(data);
        }
    }

    /** Returns whether this call is a given one or around it. */
    private boolean isOneOf(@Nullable EventCall innermost) {
        for (EventCall call = innermost; call != null; call = call.parent) {
            if (call == this) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether an observer of an event is running in a call or in one around it. */
    private static boolean isBeingObserved(EventPoint event, @Nullable EventCall innermost) {
        for (EventCall call = innermost; call != null; call = call.parent) {
            if (call.is(EMITTING) && call.event() == event) {
                return true;
            }
        }
        return false;
    }

    private boolean is(int anyOf) {
        return (flags & anyOf) != 0;
    }

    boolean isProgressObserved() {
        return !is(MUTED) && hooks.progress().isObserved();
    }

    /** Returns this call, or the one that this stand-in represents. */
    EventCall represented() {
        return is(STAND_IN) ? (EventCall) requireNonNull(outcome) : this;
    }

    /** Returns the progress that loops in the body of this call belong to. */
    CallProgress progress() {
        return attachments().progressOf(this);
    }

    private synchronized CallAttachments attachments() {
        CallAttachments made = attachments;
        if (made == null) {
            made = new CallAttachments();
            attachments = made;
        }
        return made;
    }

    boolean isDefined() {
        return is(DEFINED);
    }

    boolean isByHand() {
        return is(BY_HAND);
    }

    boolean isEmitting() {
        return is(EMITTING);
    }

    boolean isMuted() {
        return is(MUTED);
    }

    @Nullable
    EventCall parent() {
        return parent;
    }

    @Nullable
    Object target() {
        return operands[0];
    }

    List<@Nullable Object> args() {
        return Collections.unmodifiableList(new Arguments(operands));
    }

    Thread thread() {
        return CallStack.threadOf(slot);
    }

    boolean hasCrashed() {
        return is(CRASHED);
    }

    @Nullable
    Object outcome() {
        return outcome;
    }

    /** Keeps an object of an observer as long as this call. Called while observers run. */
    void keep(Object key, Object value) {
        attachments().keep(key, value);
    }

    @Nullable
    Object kept(Object key) {
        return attachments == null ? null : attachments.kept(key);
    }

    Map<String, @Nullable Object> tags() {
        return attachments == null ? Map.of() : attachments.tags();
    }

    /** Returns the time at which the call began, computed on the first call, so that a call reads one clock only. */
    synchronized Instant started() {
        return attachments().started(startNanos);
    }
}
