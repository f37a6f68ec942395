package dev.observatory.broker;

import dev.observatory.hook.EventHookException;
import org.jspecify.annotations.Nullable;

/** Joins the failures of several emissions into one exception for the broadcaster. */
final class Failures {
    private Failures() {}

    /** Returns the earlier exception, with the failures of the later one added as suppressed exceptions. */
    static EventHookException join(@Nullable EventHookException earlier, EventHookException later) {
        if (earlier == null) {
            return later;
        }
        Throwable first = later.getCause();
        if (first != null) {
            earlier.addSuppressed(first);
        }
        for (Throwable next : later.getSuppressed()) {
            earlier.addSuppressed(next);
        }
        return earlier;
    }

    /** Returns the fatal error, with the earlier failures added as a suppressed exception so that they are not lost. */
    static VirtualMachineError fatal(VirtualMachineError error, @Nullable EventHookException earlier) {
        if (earlier != null) {
            error.addSuppressed(earlier);
        }
        return error;
    }
}
