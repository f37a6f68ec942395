package dev.observatory.hook;

import java.util.List;

/**
 * Thrown to the emitter of a hook when one or more of its observers failed.
 *
 * <p>The first failure is the cause; the others are suppressed exceptions, in the order in which they occurred. The
 * message names the hook and the first observer that failed.
 */
public final class EventHookException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EventHookException(String hookName, List<ObserverFailure> failures) {
        super(describe(hookName, failures), failures.get(0).exception());
        for (ObserverFailure later : failures.subList(1, failures.size())) {
            addSuppressed(later.exception());
        }
    }

    private static String describe(String hookName, List<ObserverFailure> failures) {
        ObserverFailure first = failures.get(0);
        String who = failures.size() == 1
                ? "Observer [" + first.observer() + "] of hook [" + hookName + "] failed: "
                : failures.size() + " observers of hook [" + hookName + "] failed; the first is [" + first.observer()
                        + "]: ";
        return who + textOf(first.exception());
    }

    /** Returns the text of an exception of the program; its class if it cannot describe itself. */
    private static String textOf(Throwable exception) {
        try {
            return String.valueOf(exception);
        } catch (Throwable undescribed) {
            return exception.getClass().getTypeName();
        }
    }
}
