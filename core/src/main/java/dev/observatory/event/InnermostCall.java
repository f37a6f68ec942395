package dev.observatory.event;

import dev.observatory.event.loop.LoopOwner;
import dev.observatory.runtime.ClassStack;
import org.jspecify.annotations.Nullable;

/**
 * Finds the call that a tag or a progress report belongs to.
 *
 * <p>A woven method that is not observed leaves no record of its execution, which is why it costs nothing. So if an observed call
 * is in progress on this thread, the stack is searched for such a method inside it, whose tags must not be attributed to the outer
 * call. The stack is walked only while an observed call is in progress.
 */
final class InnermostCall {
    private InnermostCall() {}

    /** Returns the observed call whose body the caller is running; null if there is none. */
    static @Nullable EventCall get() {
        CallFrame innermost = CallStack.innermost();
        if (innermost == null || innermost.isMuted()) {
            return null;
        }
        EventCall call = innermost.call();
        boolean isCertain = innermost.isEmitting() || call.isByHand();
        return isCertain || isInnermostOnStack(call, innermost instanceof CallFrame.Attached) ? call : null;
    }

    /** Returns the owner of a loop in the caller's body; null if the event is not observed. */
    static @Nullable LoopOwner loopOwner() {
        EventCall call = get();
        return call == null ? null : call.progress();
    }

    /** @param isAttached whether the call runs elsewhere, and the current thread works for it: no frame here is the call's */
    private static boolean isInnermostOnStack(EventCall call, boolean isAttached) {
        StackWalker walker = ClassStack.walker();
        if (walker == null) {
            return true; // Not certain, but that no unobserved event is in between is more likely.
        }
        return walker.walk(frames -> frames.takeWhile(frame -> !isAttached || !EventWeaving.isInside(frame))
                .map(frame -> isBodyOf(call, frame))
                .filter(verdict -> verdict != Verdict.OTHER_CODE)
                .findFirst()
                .map(verdict -> verdict == Verdict.THIS_EVENT)
                .orElse(isAttached));
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
