package dev.observatory.broker;

import dev.observatory.hook.EventHookException;
import org.jspecify.annotations.Nullable;

/** Joins the failures of several emissions into the one exception that the broadcaster gets. */
final class Failures {
    private Failures() {}

    /** The earlier exception, with the later one's failures as further suppressed ones. */
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

    /** The fatal error, with the failures before it as a suppressed exception, so that they are not lost. */
    static VirtualMachineError fatal(VirtualMachineError error, @Nullable EventHookException earlier) {
        if (earlier != null) {
            error.addSuppressed(earlier);
        }
        return error;
    }
}
