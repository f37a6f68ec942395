package dev.observatory.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ends the calls of constructors whose {@code super(…)} or {@code this(…)} call threw.
 *
 * <p>The JVM does not allow an exception handler around that call. The constructor called there may be woven too, though, and an
 * exception that leaves it also leaves its callers: their calls end with the same exception. If it is not woven, the call is
 * found abandoned later, when an observed call begins or ends on the thread.
 */
final class AbandonedConstructors {
    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private AbandonedConstructors() {}

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
        List<StackWalker.StackFrame> constructors =
                WALKER.walk(frames -> frames.dropWhile(frame -> !isConstructor(frame))
                        .takeWhile(AbandonedConstructors::isConstructor)
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
        return WALKER.walk(frames ->
                frames.anyMatch(frame -> isConstructor(frame) && ClassEvents.runningIn(frame) == call.hooks.event()));
    }
}
