package dev.observatory.event;

import dev.observatory.runtime.ClassStack;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ends the calls of methods that have ended without their own code noticing.
 *
 * <p>Constructors whose {@code super(…)} or {@code this(…)} call threw: the JVM does not allow an exception handler around that call.
 * The constructor called there may be woven too, though, and an exception that leaves it also leaves its callers: their calls end with the
 * same exception. If it is not woven, the call is found abandoned later, when an observed call begins or ends on the thread.
 *
 * <p>Methods whose frame was discarded: a debugger can drop a frame or make it return, and the code that ends the call does not run then.
 * Such a call would remain the innermost one of its thread. So at most once a second, when a call begins inside another one, the
 * calls of the thread are compared with the frames of its stack.
 */
final class AbandonedCalls {
    private AbandonedCalls() {}

    /** Initializes this class early: it may be needed first when the stack is nearly exhausted. */
    static void prepare() {}

    /** Ends the calls of the constructors that called the innermost constructor on the stack, which an exception leaves. */
    static void crashCallers(Throwable exception) {
        CallFrame call = CallStack.innermost();
        if (call == null || !call.isCallingSuper()) {
            return;
        }
        List<StackWalker.StackFrame> chain = callingConstructors();
        for (int i = 1; i < chain.size() && call != null && call.isCallingSuper(); i++) {
            if (ClassEvents.runningIn(chain.get(i)) == call.hooks.event()) {
                call.call().crash(exception);
                call = CallStack.innermost();
            }
        }
    }

    /** Returns the innermost constructor on the stack and those that called it by {@code super(…)} or {@code this(…)}. */
    private static List<StackWalker.StackFrame> callingConstructors() {
        StackWalker walker = ClassStack.walker();
        if (walker == null) {
            return List.of();
        }
        List<StackWalker.StackFrame> constructors =
                walker.walk(frames -> frames.dropWhile(frame -> !isConstructor(frame))
                        .takeWhile(AbandonedCalls::isConstructor)
                        .toList());
        int end = 1;
        while (end < constructors.size() && mayCall(constructors.get(end), constructors.get(end - 1))) {
            end++;
        }
        return constructors.subList(0, Math.min(end, constructors.size()));
    }

    private static boolean isConstructor(StackWalker.StackFrame frame) {
        return frame.getMethodName().equals(ClassEvents.CONSTRUCTOR);
    }

    private static boolean mayCall(StackWalker.StackFrame caller, StackWalker.StackFrame called) {
        Class<?> type = caller.getDeclaringClass();
        return called.getDeclaringClass() == type || called.getDeclaringClass() == type.getSuperclass();
    }

    /** Ends abandoned calls, innermost first, and returns the innermost call that is still in progress. */
    static @Nullable CallFrame crashAbandoned(@Nullable CallFrame innermost) {
        CallFrame call = innermost;
        while (call != null && call.isCallingSuper() && !isOnStack(call)) {
            call.call().crashUnobserved();
            call = CallStack.innermost();
        }
        return call;
    }

    private static boolean isOnStack(CallFrame call) {
        StackWalker walker = ClassStack.walker();
        return walker == null
                || walker.walk(frames -> frames.anyMatch(
                        frame -> isConstructor(frame) && ClassEvents.runningIn(frame) == call.hooks.event()));
    }

    /**
     * Ends the calls around a call that is about to begin whose frames are not on the stack any more.
     *
     * @param beginning the event of the call that is about to begin; its frame is on the stack
     */
    static void crashDiscarded(@Nullable Object[] slot, EventPoint beginning) {
        StackWalker walker = ClassStack.walker();
        if (walker == null) {
            return;
        }
        List<EventCall> discarded = walker.walk(frames -> discarded(slot, beginning, frames.iterator()));
        for (EventCall call : discarded) {
            call.crashDiscarded();
        }
    }

    /** Takes the discarded calls from the stack of calls, and returns them, innermost first. */
    private static List<EventCall> discarded(
            @Nullable Object[] slot, EventPoint beginning, Iterator<StackWalker.StackFrame> frames) {
        List<EventPoint> running = new ArrayList<>();
        while (frames.hasNext()) {
            EventPoint event = ClassEvents.runningIn(frames.next());
            if (event != null) {
                running.add(event);
            }
        }
        int next = running.indexOf(beginning) + 1;
        List<EventCall> discarded = new ArrayList<>();
        CallFrame inner = null;
        for (CallFrame frame = CallStack.innermost(slot); frame != null; frame = frame.parent()) {
            EventCall call = frame instanceof EventCall observed && observed.isWoven() ? observed : null;
            int found = call == null ? next - 1 : indexOf(running, call.hooks.event(), next);
            if (call == null || found >= 0) {
                next = found + 1;
                inner = frame;
            } else {
                CallStack.unlink(slot, inner, frame);
                discarded.add(call);
            }
        }
        return discarded;
    }

    private static int indexOf(List<EventPoint> running, EventPoint event, int from) {
        for (int i = from; i < running.size(); i++) {
            if (running.get(i) == event) {
                return i;
            }
        }
        return -1;
    }
}
