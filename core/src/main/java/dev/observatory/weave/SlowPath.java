package dev.observatory.weave;

import dev.observatory.event.EventCall;
import dev.observatory.event.EventWeaving;
import dev.observatory.hook.ObserverErrors;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * The way from woven code to the observers, kept out of line.
 *
 * <p>The methods of {@link Weave} are shared by all woven code, and must stay small when compiled: HotSpot does not inline a
 * method whose own compiled code is large ({@code InlineSmallCode}), and one observed event would so make every idle one
 * pay for a call. The handles below are therefore not final, although they never change: the JIT does not inline what it
 * calls through a handle that is not a constant.
 */
final class SlowPath {
    @SuppressWarnings("FieldMayBeFinal")
    private static MethodHandle complete = Handles.ofStatic(SlowPath.class, "end", Object.class, Object.class);

    @SuppressWarnings("FieldMayBeFinal")
    private static MethodHandle crash = Handles.ofStatic(SlowPath.class, "end", Object.class, Throwable.class);

    @SuppressWarnings("FieldMayBeFinal")
    private static MethodHandle assign = Handles.virtual(FieldSite.Write.class, "done", void.class, Object.class);

    @SuppressWarnings("FieldMayBeFinal")
    private static MethodHandle callsSuper = Handles.ofStatic(EventWeaving.class, "enterSuperCall", EventCall.class);

    @SuppressWarnings("FieldMayBeFinal")
    private static MethodHandle made =
            Handles.ofStatic(EventWeaving.class, "leaveSuperCall", EventCall.class, Object.class);

    @SuppressWarnings("FieldMayBeFinal")
    private static MethodHandle constructed =
            Handles.ofStatic(EventWeaving.class, "completeConstructor", EventCall.class);

    private SlowPath() {}

    /** Initializes this class and the classes that it reports to: the first call may be observed when the stack is nearly exhausted. */
    static void prepare() {
        ObserverErrors.prepare();
    }

    static void complete(Object token, @Nullable Object result) {
        try {
            complete.invokeExact(token, result);
        } catch (Throwable failure) {
            failed(token, failure);
        }
    }

    static void crash(Object token, Throwable exception) {
        try {
            crash.invokeExact(token, exception);
        } catch (Throwable failure) {
            failed(token, failure);
        }
    }

    static void assign(Object token, @Nullable Object newValue) {
        try {
            assign.invokeExact((FieldSite.Write) token, newValue);
        } catch (Throwable failure) {
            failed(token, failure);
        }
    }

    static void callsSuper(Object token) {
        try {
            callsSuper.invokeExact((EventCall) token);
        } catch (Throwable failure) {
            failed(token, failure);
        }
    }

    static void made(Object token, Object object) {
        try {
            made.invokeExact((EventCall) token, object);
        } catch (Throwable failure) {
            failed(token, failure);
        }
    }

    static void constructed(Object token) {
        try {
            constructed.invokeExact((EventCall) token);
        } catch (Throwable failure) {
            failed(token, failure);
        }
    }

    static void constructionFailed(Throwable exception) {
        try {
            EventWeaving.crashCallers(exception);
        } catch (Throwable failure) {
            failed("a constructor", failure);
        }
    }

    static void end(Object token, @Nullable Object result) {
        if (token instanceof TransitionSite.Call call) {
            call.end(false);
        } else if (token instanceof PublisherSite publisher) {
            publisher.publish(result);
        } else {
            EventWeaving.complete(token, result);
        }
    }

    static void end(Object token, Throwable exception) {
        if (token instanceof TransitionSite.Call call) {
            call.end(true);
        } else if (!(token instanceof PublisherSite)) {
            EventWeaving.crash(token, exception);
        }
    }

    /** Observers are isolated further in, so the library itself fails, or the JVM is out of stack or memory. */
    static void failed(Object token, Throwable failure) {
        ObserverErrors.report("woven code", token, failure);
    }
}
