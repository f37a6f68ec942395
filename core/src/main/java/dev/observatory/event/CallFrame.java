package dev.observatory.event;

import dev.observatory.hook.EventHook;
import dev.observatory.runtime.LateObservers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An entry on the stack of observed calls of a thread: a call, or what stands in for it on another thread on which observers of the
 * call run. Emits for the call, and determines which observers an emission reaches.
 */
abstract sealed class CallFrame permits EventCall, CallFrame.StandIn, CallFrame.Silence, CallFrame.Attached {
    static final int MUTED = 1;
    static final int INSIDE_OBSERVER = 2;
    static final int EMITTING = 4;
    /** The library is calling a method of the program: calls inside are not those of the program, and no observer is notified of them. */
    static final int SILENT = 8;
    /** A listener of whole calls is running in this call or in one around it, and calls inside have no such listeners. */
    static final int INSIDE_LISTENER = 16;
    /** The first flag that has a meaning for calls only. */
    static final int FIRST_OF_CALL = 32;

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

        @Override
        @Nullable
        EventCall callIfAny() {
            return null;
        }
    }

    /** Stands for a call, or for the absence of one, while another thread works for it. */
    static final class Attached extends CallFrame {
        private final @Nullable EventCall call;
        private final List<EventPoint> observed;
        private @Nullable Object ofFollower;
        private boolean isDetached;

        private Attached(
                @Nullable EventCall call,
                EventHooks hooks,
                List<EventPoint> observed,
                @Nullable Object[] slot,
                int flags) {
            super(hooks, call == null ? 0 : call.callId, slot, CallStack.innermost(slot), flags);
            this.call = call;
            this.observed = observed;
        }

        /**
         * What is attached: a call, and what was running in it.
         *
         * @param observed the events of which observers were running in the call or around it
         */
        record Captured(@Nullable EventCall call, int flags, List<EventPoint> observed) {
            /** Captures the innermost call of the current thread. */
            static Captured here() {
                CallFrame innermost = CallStack.innermost();
                if (innermost == null) {
                    return new Captured(null, 0, List.of());
                }
                boolean isObserving = innermost.is(EMITTING | INSIDE_OBSERVER);
                int inherited = innermost.flags & (INSIDE_LISTENER | SILENT);
                return new Captured(
                        innermost.callIfAny(),
                        isObserving ? inherited | INSIDE_OBSERVER : inherited,
                        isObserving ? observedAround(innermost) : List.of());
            }

            private static List<EventPoint> observedAround(CallFrame innermost) {
                List<EventPoint> observed = new ArrayList<>();
                for (CallFrame frame = innermost; frame != null; frame = frame.parent) {
                    if (frame instanceof Attached attached) {
                        observed.addAll(attached.observed);
                    } else if (frame.is(EMITTING)) {
                        observed.add(frame.hooks.event());
                    }
                }
                return observed;
            }

            /** Enters the current thread. {@link #detach} must follow there. */
            Attached attach() {
                @Nullable Object[] here = CallStack.slot();
                boolean hasCall = call != null && !call.isMuted();
                Attached attached = new Attached(
                        call,
                        call == null ? GlobalEvents.hooks() : call.hooks,
                        observed,
                        here,
                        hasCall ? flags : flags | MUTED);
                CallStack.push(here, attached);
                try {
                    attached.notifyFollower(true);
                } catch (VirtualMachineError exhausted) {
                    attached.leaveStack(); // No one will detach it.
                    throw exhausted;
                }
                return attached;
            }
        }

        private void notifyFollower(boolean isBeginning) {
            FollowedCall follower = call == null ? null : call.follower();
            if (follower == null) {
                return;
            }
            int before = flags;
            flags |= INSIDE_LISTENER | EMITTING;
            try {
                if (isBeginning) {
                    ofFollower = follower.callAttached();
                } else if (ofFollower != null) {
                    follower.callDetached(ofFollower);
                }
            } finally {
                flags = before;
            }
        }

        @Override
        boolean isObserving(EventPoint event) {
            return observed.contains(event);
        }

        /** Returns whether this is the current thread's. */
        boolean isHere() {
            return CallStack.threadOf(slot) == Thread.currentThread();
        }

        /** Leaves the current thread, also if calls that began later have not ended. Does nothing if it has left it already. */
        void detach() {
            if (isDetached) {
                return;
            }
            isDetached = true;
            try {
                notifyFollower(false);
            } finally {
                leaveStack();
            }
        }

        private void leaveStack() {
            CallFrame inner = null;
            for (CallFrame frame = CallStack.innermost(slot); frame != null; frame = frame.parent()) {
                if (frame == this) {
                    CallStack.unlink(slot, inner, this);
                    replaceParent(null);
                    return;
                }
                inner = frame;
            }
        }

        @Override
        EventCall call() {
            return Objects.requireNonNull(call);
        }

        @Override
        @Nullable
        EventCall callIfAny() {
            return call;
        }
    }

    /** Returns the call of this entry. Not to be called for one that is muted. */
    abstract EventCall call();

    /** Returns the call of this entry; null if it stands for none. */
    @Nullable
    EventCall callIfAny() {
        return call();
    }

    /** Returns which observers a call reaches. Inside a running observer it reaches the observers of its own event at most. */
    static int reach(EventHooks hooks, @Nullable CallFrame parent) {
        if (parent != null && parent.is(SILENT)) {
            return SILENT | MUTED;
        }
        if (parent == null || !parent.is(EMITTING | INSIDE_OBSERVER)) {
            return hooks.isAnyObserved() ? 0 : MUTED;
        }
        int inside = INSIDE_OBSERVER | (parent.flags & INSIDE_LISTENER);
        boolean isReached = hooks.hasOwnObserver() || (hooks.follower() != null && (inside & INSIDE_LISTENER) == 0);
        return isReached && !isBeingObserved(hooks.event(), parent) ? inside : inside | MUTED;
    }

    /** Returns whether an observer of an event is running in a call or in one around it. */
    private static boolean isBeingObserved(EventPoint event, @Nullable CallFrame innermost) {
        for (CallFrame frame = innermost; frame != null; frame = frame.parent) {
            if (frame.isObserving(event)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether an observer of an event is running in this call. */
    boolean isObserving(EventPoint event) {
        return is(EMITTING) && hooks.event() == event;
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
                emit(data, this);
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
            emit(data, standIn);
        } finally {
            standIn.leaveThread();
        }
    }

    /** @param frame what stands for this call on the current thread */
    private void emit(ProgressData data, CallFrame frame) {
        if (frame.is(INSIDE_OBSERVER)) {
            hooks.progress().emitBelow(GlobalEvents.hooks().progress(), data);
        } else {
            hooks.progress().emit(data);
        }
        FollowedCall follower = call().follower();
        if (follower != null) {
            frame.flags |= INSIDE_LISTENER;
            try {
                follower.callProgressed(data);
            } finally {
                frame.flags &= ~INSIDE_LISTENER;
            }
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
