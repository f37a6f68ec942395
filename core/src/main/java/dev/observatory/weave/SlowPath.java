package dev.observatory.weave;

import dev.observatory.event.EventCall;
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
    private static MethodHandle complete =
            Handles.statics(SlowPath.class, "end", void.class, Object.class, Object.class);

    @SuppressWarnings("FieldMayBeFinal")
    private static MethodHandle crash =
            Handles.statics(SlowPath.class, "end", void.class, Object.class, Throwable.class);

    @SuppressWarnings("FieldMayBeFinal")
    private static MethodHandle assign = Handles.virtual(FieldSite.Write.class, "done", void.class, Object.class);

    private SlowPath() {}

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

    static void end(Object token, @Nullable Object result) {
        if (token instanceof EventCall call) {
            call.complete(result);
        } else {
            ((PublisherSite) token).publish(result);
        }
    }

    static void end(Object token, Throwable exception) {
        if (token instanceof EventCall call) {
            call.crash(exception);
        }
    }

    /** Observers are isolated further in: this is the library itself, or a JVM out of stack or memory. */
    private static void failed(Object token, Throwable failure) {
        ObserverErrors.report("woven code", token, failure);
    }
}
