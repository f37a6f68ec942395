package dev.observatory.event;

import org.jspecify.annotations.Nullable;

/**
 * Finds the call that a tag or a progress report belongs to.
 *
 * <p>A woven method that is not observed leaves no record of its execution, which is why it costs nothing. So if an observed call
 * is in progress on this thread, the stack is searched for such a method inside it, whose tags must not be attributed to the outer
 * call. The stack is walked only while an observed call is in progress.
 */
final class InnermostCall {
    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private InnermostCall() {}

    /** Returns the observed call whose body the caller is running; null if there is none. */
    static @Nullable EventCall get() {
        CallFrame innermost = CallStack.innermost();
        if (innermost == null || innermost.isMuted()) {
            return null;
        }
        EventCall call = innermost.call();
        return innermost.isEmitting() || call.isByHand() || isInnermostOnStack(call) ? call : null;
    }

    /** Returns the work that a loop in the caller's body belongs to; null if the event is not observed. */
    static ProgressLoop.@Nullable Work work() {
        EventCall call = get();
        return call == null ? null : call.progress();
    }

    private static boolean isInnermostOnStack(EventCall call) {
        return WALKER.walk(frames -> frames.map(frame -> isBodyOf(call, frame))
                .filter(verdict -> verdict != Verdict.OTHER_CODE)
                .findFirst()
                .map(verdict -> verdict == Verdict.THIS_EVENT)
                .orElse(false));
    }

    private static Verdict isBodyOf(EventCall call, StackWalker.StackFrame frame) {
        if (frame.getDeclaringClass() == EventPoint.class) {
            if (!frame.getMethodName().equals("call")) {
                return Verdict.OTHER_CODE;
            }
            return call.isDefined() ? Verdict.THIS_EVENT : Verdict.OTHER_EVENT;
        }
        EventPoint running = ClassEvents.runningIn(frame);
        if (running == null) {
            return Verdict.OTHER_CODE;
        }
        return running == call.event() ? Verdict.THIS_EVENT : Verdict.OTHER_EVENT;
    }

    private enum Verdict {
        OTHER_CODE,
        THIS_EVENT,
        OTHER_EVENT
    }
}
