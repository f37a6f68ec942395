package dev.observatory.event;

import static java.util.Objects.requireNonNull;

import dev.observatory.event.CountedCalls.Counters;
import dev.observatory.hook.ObserverErrors;
import dev.observatory.runtime.Arguments;
import dev.observatory.runtime.LateObservers;
import dev.observatory.runtime.Requirement;
import java.lang.invoke.VarHandle;
import java.lang.ref.SoftReference;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
public final class EventCall extends CallFrame {
    private static final int DEFINED = FIRST_OF_CALL;
    private static final int BY_HAND = 2 * FIRST_OF_CALL;
    private static final int ENDED = 4 * FIRST_OF_CALL;
    private static final int CRASHED = 8 * FIRST_OF_CALL;
    private static final int CALLING_SUPER = 16 * FIRST_OF_CALL;
    /** Counted by {@link CallStatistics}. */
    private static final int COUNTED = 32 * FIRST_OF_CALL;
    /** The attachments are a {@link FollowedCall}. */
    private static final int FOLLOWED = 64 * FIRST_OF_CALL;
    /** What is provided for observers, of {@link Requirement}, multiplied by this. */
    private static final int PROVIDED = 128 * FIRST_OF_CALL;

    /** The place of the operands on the shelf of their thread, multiplied by this, above all other flags. */
    private static final int PLACE = 1 << 16;

    private static final int TIMED = Requirement.TIMES * PROVIDED;
    private static final int WITH_ARGUMENTS = Requirement.ARGUMENTS * PROVIDED;

    /** Of this many untimed calls and one more, one reads a clock. */
    private static final int CHECKED_UNTIMED = 255;

    /** What began a call, which determines how the frame of the call is recognized on the stack. */
    enum Origin {
        /** Woven code: the frame is that of the tagged method. */
        WOVEN,
        /** {@link EventPoint#call}: the frame is that of the method itself. */
        DEFINED,
        /** {@link EventPoint#begin}: no frame identifies the call. */
        BY_HAND
    }

    /**
     * The target, then the arguments, in an array; while the method runs, the shelf of the thread on which the array is; null if it was
     * cleared. Changed by one thread at a time, and read by any that has an emission of this call.
     */
    private @Nullable Object operands;

    private final long parentId;
    private final long startNanos;

    /** The result or the exception of the method; before, the object of a constructor from the return of {@code super(…)} on. */
    private @Nullable Object outcome;

    /** Created under the lock of this call; the thread of the call reads without it what it has stored itself. */
    private @Nullable CallAttachments attachments;

    private EventCall(
            EventHooks hooks,
            @Nullable Object @Nullable [] operands,
            @Nullable Object[] slot,
            @Nullable CallFrame parent,
            int flags,
            long startNanos) {
        super(hooks, CallStack.nextId(slot), slot, parent, flags);
        this.operands = is(MUTED) ? null : operands;
        this.parentId = parent == null ? 0 : parent.callId;
        this.startNanos = startNanos;
    }

    /** Creates a call that has left its thread already, and is counted when its asynchronous result is available. */
    static EventCall waiting(Counters counters, long startNanos) {
        EventCall call = new EventCall(
                counters.hooks, new Object[1], CallStack.slot(), null, MUTED | COUNTED | TIMED, startNanos);
        call.attachments().setCounters(counters);
        return call;
    }

    /**
     * Begins a call. A call that has no observer is muted: it still separates its caller from the calls inside it.
     *
     * @param operands the target or null, then the arguments; the call takes ownership of the array; null if no observer may read them
     */
    static EventCall begin(EventHooks hooks, Origin origin, @Nullable Object @Nullable [] operands) {
        @Nullable Object[] slot = CallStack.slot();
        EventCall call = create(hooks, origin, operands, slot);
        if (call.parentId != 0 && call.isCheckDue()) {
            AbandonedCalls.crashDiscarded(slot, hooks.event());
            call = create(hooks, origin, operands, slot);
        }
        call.begin();
        return call;
    }

    private static EventCall create(
            EventHooks hooks, Origin origin, @Nullable Object @Nullable [] operands, @Nullable Object[] slot) {
        CallFrame parent = AbandonedCalls.crashAbandoned(CallStack.innermost(slot));
        int reach = reach(hooks, parent);
        if ((reach & MUTED) != 0 && LateObservers.areWaiting()) {
            LateObservers.connect();
            reach = reach(hooks, parent);
        }
        boolean isTimed =
                (hooks.required() & Requirement.TIMES) != 0 && ((reach & MUTED) == 0 || hooks.counters() != null);
        int provided = (isTimed ? TIMED : 0) | (operands == null ? 0 : WITH_ARGUMENTS);
        return new EventCall(
                hooks, operands, slot, parent, reach | flagOf(origin) | provided, isTimed ? System.nanoTime() : 0);
    }

    /** Returns whether the calls of the thread should be compared with its frames now. Reads a clock for few untimed calls only. */
    private boolean isCheckDue() {
        if (is(TIMED)) {
            return CallStack.isCheckDue(slot, startNanos);
        }
        return (callId & CHECKED_UNTIMED) == 0 && CallStack.isCheckDue(slot, System.nanoTime());
    }

    private static int flagOf(Origin origin) {
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
        attachments().putTag(key, value);
    }

    /**
     * Completes the call normally: emits completed, then exited. Has no effect if the call has already ended.
     *
     * <p>If the result is a {@link CompletionStage}, the call leaves its thread now and ends when the stage does, on the thread that
     * completes the stage: normally with its value, or exceptionally with its exception. If it is a {@link SubmissionPublisher}, or a
     * {@link java.util.concurrent.CompletableFuture} with a {@code whenComplete} of its own, that is polled instead: the call ends at most
     * a tenth of a second after it, on a thread of the common pool. A call that waits is dropped, and never ends, once its event is not
     * observed any more. It ends at once, with the stage or publisher as its result, if the stage does not accept a dependent, or if
     * 1,000 calls already wait for the same stage, for publishers, or for such futures.
     *
     * @param result the result of the method; null for {@code void}
     */
    public void complete(@Nullable Object result) {
        if (is(ENDED) || (is(MUTED) && !is(COUNTED)) || !hooks.mayBeAsynchronous(result)) {
            end(EventStatus.COMPLETED, result);
            return;
        }
        takeOperands();
        notifyOfReturn(true);
        AsyncEnd.endWith(this, requireNonNull(result));
    }

    /** Ends a call that has left its thread on the current one. Has no effect if it has already ended. */
    void endHere(EventStatus status, @Nullable Object how) {
        if (!is(ENDED)) {
            enterThread();
            end(status, how);
        }
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

    /** Ends a call that is not on the stack of calls any more, since its frame was discarded. */
    void crashDiscarded() {
        endHere(
                EventStatus.CRASHED,
                new IllegalStateException("[" + event().name()
                        + "] ended without a result or an exception: its frame was discarded, as by a debugger that drops"
                        + " frames or makes them return"));
    }

    /** Marks that the constructor calls {@code super(…)} or {@code this(…)}, where it cannot catch exceptions. */
    void enterSuperCall() {
        flags |= CALLING_SUPER;
    }

    /** Sets the target, which exists from the return of {@code super(…)} or {@code this(…)} on. */
    void leaveSuperCall(Object object) {
        flags &= ~CALLING_SUPER;
        outcome = object;
        @Nullable Object[] present = operands();
        if (present != null) {
            present[0] = object;
        }
    }

    @Override
    boolean isCallingSuper() {
        return is(CALLING_SUPER);
    }

    private void begin() {
        follow();
        CallStack.push(slot, this);
        startCounting();
        if (!is(MUTED)) {
            try {
                notifyOfBeginning();
                emit(EventStatus.ABOUT_TO_RUN, 0);
                holdOperandsSoftly();
            } catch (Throwable failure) {
                // Observers are isolated, so the JVM is out of stack or memory, and no one will end this call.
                outcome = failure;
                flags |= ENDED | CRASHED;
                endFollowing();
                leaveThread();
                if (is(COUNTED)) {
                    count(0);
                }
                throw failure;
            }
        }
    }

    /** Creates what follows this call. */
    private void follow() {
        FollowedCall.Source source = is(MUTED | INSIDE_LISTENER) ? null : hooks.follower();
        if (source != null) {
            attach(source.follow(this));
            flags |= FOLLOWED;
        }
    }

    private synchronized void attach(FollowedCall follower) {
        attachments = follower;
    }

    /** Returns what follows this call; null if nothing does. */
    @Nullable
    FollowedCall follower() {
        return is(FOLLOWED) ? (FollowedCall) attachments : null;
    }

    private void startCounting() {
        Counters counters = hooks.counters();
        if (counters != null && is(TIMED) && !is(SILENT)) {
            attachments().setCounters(counters);
            counters.begin(CallStack.threadNumber(slot));
            flags |= COUNTED;
        }
    }

    private void notifyOfBeginning() {
        FollowedCall follower = follower();
        if (follower != null) {
            flags |= EMITTING | INSIDE_LISTENER;
            try {
                follower.begin();
            } finally {
                flags &= ~(EMITTING | INSIDE_LISTENER);
            }
        }
    }

    /** Called when the method has returned or thrown, on the thread of the call. */
    private void notifyOfReturn(boolean withPendingResult) {
        FollowedCall follower = follower();
        if (follower != null && thread() == Thread.currentThread()) {
            flags |= EMITTING | INSIDE_LISTENER;
            try {
                follower.leave(withPendingResult);
            } finally {
                flags &= ~(EMITTING | INSIDE_LISTENER);
            }
        }
    }

    private void notifyOfEnd(long nanos) {
        FollowedCall follower = follower();
        if (follower != null) {
            flags |= EMITTING | INSIDE_LISTENER;
            try {
                follower.end(nanos);
            } finally {
                flags &= ~(EMITTING | INSIDE_LISTENER);
            }
        }
    }

    /** Ends what has begun to follow a call that could not begin, as far as the JVM still can. */
    private void endFollowing() {
        try {
            notifyOfReturn(false);
            notifyOfEnd(0);
        } catch (VirtualMachineError exhausted) {
            ObserverErrors.report("end of " + event(), this, exhausted);
        }
    }

    /**
     * Makes the operands collectable while the method runs, as they are without an observer: a method may work through something that
     * is garbage behind it. Not if observers read them later, and not where they exist for observers only.
     */
    private void holdOperandsSoftly() {
        if (operands == null || is(DEFINED | BY_HAND) || hooks.areOperandsReadLate()) {
            return;
        }
        Object shelf;
        try {
            shelf = CallStack.shelve(slot, requireNonNull(operands()));
        } catch (VirtualMachineError exhausted) {
            return; // The beginning has been emitted, so the call goes on.
        }
        flags |= CallStack.lastPlace(slot) * PLACE;
        VarHandle.releaseFence(); // For threads that have an emission of this call already.
        operands = shelf;
    }

    /** Takes the operands back, for the emissions at the end and for those who keep these. */
    private void takeOperands() {
        if (operands instanceof SoftReference<?> shelf) {
            @Nullable Object[] rows = (@Nullable Object[]) shelf.get();
            operands = rows == null ? null : rows[place()];
            if (rows != null) {
                VarHandle.releaseFence(); // A thread that does not find them there any more finds them here.
                rows[place()] = null;
            }
        }
    }

    /** Returns the operands; null if they were cleared. */
    private @Nullable Object @Nullable [] operands() {
        Object present = operands;
        if (present instanceof SoftReference<?> shelf) {
            VarHandle.acquireFence();
            @Nullable Object[] rows = (@Nullable Object[]) shelf.get();
            Object row = rows == null ? null : rows[place()];
            if (row == null) {
                VarHandle.acquireFence();
                row = operands; // Cleared, unless another thread has taken them back meanwhile.
            }
            present = row;
        }
        return present instanceof @Nullable Object[] array ? array : null;
    }

    private int place() {
        return flags / PLACE;
    }

    private void end(EventStatus status, @Nullable Object how) {
        if (is(ENDED)) {
            return;
        }
        takeOperands();
        flags = (flags & ~CALLING_SUPER) | ENDED | (status == EventStatus.CRASHED ? CRASHED : 0);
        boolean needsTime = is(TIMED) && (!is(MUTED) || is(COUNTED));
        long nanos = needsTime ? System.nanoTime() - startNanos : 0;
        if (is(COUNTED)) {
            count(nanos);
        }
        if (is(MUTED)) {
            leaveThread();
            return;
        }
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

    private void count(long nanos) {
        Counters counters = attachments().counters();
        if (counters != null) {
            counters.end(CallStack.threadNumber(slot), nanos, hasCrashed());
        }
    }

    private void emitEnd(@Nullable CallProgress progress, EventStatus status, long nanos) {
        Object attached = attachIfPending();
        try {
            if (progress != null) {
                progress.closeLoops();
            }
            emit(status, nanos);
            emit(EventStatus.EXITED, nanos);
            notifyOfReturn(false);
            notifyOfEnd(nanos);
        } finally {
            detach(attached);
            leaveThread();
        }
    }

    /** Lets the thread that ends a call whose method has returned before work for that call. */
    private @Nullable Object attachIfPending() {
        FollowedCall follower = follower();
        if (follower == null || !follower.isPending()) {
            return null;
        }
        flags |= EMITTING | INSIDE_LISTENER;
        try {
            return follower.callAttached();
        } finally {
            flags &= ~(EMITTING | INSIDE_LISTENER);
        }
    }

    private void detach(@Nullable Object attached) {
        FollowedCall follower = follower();
        if (attached != null && follower != null) {
            flags |= EMITTING | INSIDE_LISTENER;
            try {
                follower.callDetached(attached);
            } finally {
                flags &= ~(EMITTING | INSIDE_LISTENER);
            }
        }
    }

    private void emit(EventStatus status, long nanos) {
        if (hooks.isObserved(status)) {
            emit(hooks.of(status), new EventData(this, status, nanos));
        }
    }

    boolean isProgressObserved() {
        FollowedCall.Source following = is(FOLLOWED) ? hooks.follower() : null;
        return !is(MUTED)
                && (hooks.isObserved(EventStatus.PROGRESS_UPDATED)
                        || (following != null && following.followsProgress()));
    }

    @Override
    EventCall call() {
        return this;
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

    boolean isWoven() {
        return !is(DEFINED | BY_HAND);
    }

    boolean isDefined() {
        return is(DEFINED);
    }

    boolean isByHand() {
        return is(BY_HAND);
    }

    /** Records that observers read operands after the call has begun, unless its first emission is in progress. */
    private @Nullable Object @Nullable [] read(EventStatus status) {
        if (status != EventStatus.ABOUT_TO_RUN || !is(EMITTING)) {
            hooks.operandsReadLate();
        }
        return operands();
    }

    @Nullable
    Object target(EventStatus status) {
        @Nullable Object[] present = read(status);
        return present == null ? null : present[0];
    }

    List<@Nullable Object> args(EventStatus status) {
        @Nullable Object[] present = read(status);
        return present == null ? List.of() : Collections.unmodifiableList(new Arguments(present));
    }

    boolean areOperandsReleased() {
        return operands() == null;
    }

    Thread thread() {
        return CallStack.threadOf(slot);
    }

    /** Returns whether anyone would hear of the end of this call, which waits for an asynchronous result. */
    boolean isEndOfUse() {
        return is(FOLLOWED) || hooks.isObserved();
    }

    boolean isTimed() {
        return is(TIMED);
    }

    /** Returns what observers may read, of {@link Requirement}. */
    int provided() {
        return flags / PROVIDED & Requirement.ALL;
    }

    void requireTimed() {
        if (!is(TIMED)) {
            throw new IllegalStateException("Call [" + callId + "] of event [" + event().name()
                    + "] was not timed: all observers that it could reach when it began were connected as untimed; connect those"
                    + " that read times without untimed()");
        }
    }

    boolean hasCrashed() {
        return is(CRASHED);
    }

    @Nullable
    Object outcome() {
        return outcome;
    }

    Map<String, @Nullable Object> tags() {
        return attachments == null ? Map.of() : attachments.tagSnapshot();
    }

    /** Returns the time at which the call began, computed on the first call, so that a call reads one clock only. */
    synchronized Instant started() {
        requireTimed();
        return attachments().started(startNanos);
    }
}
