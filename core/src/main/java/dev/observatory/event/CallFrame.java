package dev.observatory.event;

import dev.observatory.hook.EventHook;
import dev.observatory.runtime.LateObservers;
import org.jspecify.annotations.Nullable;

/**
 * An entry on the stack of observed calls of a thread: a call, or what stands in for it on another thread on which observers of the
 * call run. Emits for the call, and determines which observers an emission reaches.
 */
abstract sealed class CallFrame permits EventCall, CallFrame.StandIn, CallFrame.Silence {
    static final int MUTED = 1;
    static final int INSIDE_OBSERVER = 2;
    static final int EMITTING = 4;
    /** The library is calling a method of the program: calls inside are not those of the program, and no observer is notified of them. */
    static final int SILENT = 8;
    /** The first flag that has a meaning for calls only. */
    static final int FIRST_OF_CALL = 16;

    final EventHooks hooks;
    final long callId;

    /** The slot of the thread on which this entry was created; see {@link CallStack}. */
    final @Nullable Object[] slot;

    /** Changed by one thread at a time: the one that has this entry on its stack, and after that the one that ends the call. */
    int flags;

    private @Nullable CallFrame parent;

    CallFrame(EventHooks hooks, long callId, @Nullable Object[] slot, @Nullable CallFrame parent, int flags) {
        this.hooks = hooks;
        this.callId = callId;
        this.slot = slot;
        this.parent = parent;
        this.flags = flags;
    }

    /** Stands in for a call on the stack of another thread: the fields of the call itself belong to its own thread. */
    static final class StandIn extends CallFrame {
        private final EventCall call;

        StandIn(EventCall call, @Nullable Object[] slot, @Nullable CallFrame parent, int flags) {
            super(call.hooks, call.callId, slot, parent, flags);
            this.call = call;
        }

        @Override
        EventCall call() {
            return call;
        }
    }

    /** Stands on the stack while the library calls a method of the program. */
    static final class Silence extends CallFrame {
        private Silence(@Nullable Object[] slot, @Nullable CallFrame around) {
            super(GlobalEvents.hooks(), 0, slot, around, SILENT | MUTED);
        }

        /** Begins a silence on the current thread. {@link #leaveThread()} must follow. */
        static Silence begin() {
            @Nullable Object[] here = CallStack.slot();
            Silence silence = new Silence(here, CallStack.innermost(here));
            CallStack.push(here, silence);
            return silence;
        }

        @Override
        EventCall call() {
            throw new IllegalStateException("A silence is no call");
        }
    }

    /** Returns the call of this entry. Not to be called for one that is muted. */
    abstract EventCall call();

    /** Returns which observers a call reaches. Inside a running observer it reaches the observers of its own event at most. */
    static int reach(EventHooks hooks, @Nullable CallFrame parent) {
        if (parent != null && parent.is(SILENT)) {
            return SILENT | MUTED;
        }
        if (parent == null || !parent.is(EMITTING | INSIDE_OBSERVER)) {
            return hooks.isAnyObserved() ? 0 : MUTED;
        }
        return hooks.hasOwnObserver() && !isBeingObserved(hooks.event(), parent)
                ? INSIDE_OBSERVER
                : INSIDE_OBSERVER | MUTED;
    }

    /** Returns whether an observer of an event is running in a call or in one around it. */
    private static boolean isBeingObserved(EventPoint event, @Nullable CallFrame innermost) {
        for (CallFrame frame = innermost; frame != null; frame = frame.parent) {
            if (frame.is(EMITTING) && frame.hooks.event() == event) {
                return true;
            }
        }
        return false;
    }

    final void emit(EventHook<EventData> hook, EventData data) {
        flags |= EMITTING;
        try {
            if (is(INSIDE_OBSERVER)) {
                hook.emitBelow(GlobalEvents.hooks().of(data.status()), data, data.provided());
            } else if (hooks.isOwn(data.status()) || LateObservers.areWaiting()) {
                hook.emit(data, data.provided());
            } else {
                hook.emitFrom(GlobalEvents.hooks().of(data.status()), data, data.provided());
            }
        } finally {
            flags &= ~EMITTING;
        }
    }

    /** Emits progress on any thread. An observer's own progress is not reported to the observers of the same event. */
    final void emit(ProgressData data) {
        if (is(MUTED)) {
            return;
        }
        @Nullable Object[] here = slotOfThisThread();
        CallFrame innermost = CallStack.innermost(here);
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
    private void emitElsewhere(ProgressData data, @Nullable Object[] here, @Nullable CallFrame innermost) {
        boolean isInObserver = innermost != null && innermost.is(EMITTING | INSIDE_OBSERVER);
        if (isInObserver && isBeingObserved(hooks.event(), innermost)) {
            return;
        }
        int inside = isInObserver ? INSIDE_OBSERVER : flags & INSIDE_OBSERVER;
        CallFrame standIn = new StandIn(call(), here, innermost, EMITTING | inside);
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

    /** Returns whether this entry is a given one or around it. */
    private boolean isOneOf(@Nullable CallFrame innermost) {
        for (CallFrame frame = innermost; frame != null; frame = frame.parent) {
            if (frame == this) {
                return true;
            }
        }
        return false;
    }

    /** Pushes this entry on the stack of the current thread: observers run inside the call. */
    final void enterThread() {
        @Nullable Object[] here = slotOfThisThread();
        parent = CallStack.innermost(here);
        CallStack.push(here, this);
    }

    final void leaveThread() {
        crashAbandoned(CallStack.pop(slotOfThisThread(), this, parent));
        parent = null;
    }

    /** Ends the calls of constructors that began inside this call and were left by an exception that was not reported. */
    private void crashAbandoned(CallFrame innermost) {
        CallFrame frame = innermost;
        while (frame != null && frame != this) {
            CallFrame outer = frame.parent;
            if (frame.isCallingSuper()) {
                frame.call().crashUnobserved();
            }
            frame = outer;
        }
    }

    private @Nullable Object[] slotOfThisThread() {
        return CallStack.threadOf(slot) == Thread.currentThread() ? slot : CallStack.slot();
    }

    final boolean is(int anyOf) {
        return (flags & anyOf) != 0;
    }

    boolean isCallingSuper() {
        return false;
    }

    final boolean isEmitting() {
        return is(EMITTING);
    }

    final boolean isMuted() {
        return is(MUTED);
    }

    final void replaceParent(@Nullable CallFrame outer) {
        parent = outer;
    }

    final @Nullable CallFrame parent() {
        return parent;
    }
}
