package dev.observatory.broker;

import dev.observatory.hook.EventHookException;
import dev.observatory.runtime.TaggedMethods;
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

    /**
     * Returns one exception for two: a {@link VirtualMachineError} if there is one, otherwise the earlier, with the other one
     * suppressed.
     */
    static Throwable join(@Nullable Throwable earlier, Throwable later) {
        if (earlier == null || earlier == later) {
            return later;
        }
        if (earlier instanceof EventHookException first && later instanceof EventHookException second) {
            return join(first, second);
        }
        if (later instanceof VirtualMachineError && !(earlier instanceof VirtualMachineError)) {
            later.addSuppressed(earlier);
            return later;
        }
        earlier.addSuppressed(later);
        return earlier;
    }

    /** Throws a failure, unless there is none. */
    static void rethrow(@Nullable Throwable failure) {
        if (failure != null) {
            throw TaggedMethods.<RuntimeException>rethrow(failure);
        }
    }
}
