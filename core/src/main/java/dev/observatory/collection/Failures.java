package dev.observatory.collection;

import dev.observatory.hook.EventHook;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Emits from one hook after another, and joins what they throw: the first failure, with the others suppressed. */
final class Failures {
    private Failures() {}

    /**
     * Emits to the observers that were connected at a mark and still are.
     *
     * @param connected the mark; null for the present observers
     * @param earlier a failure of earlier observers
     * @return all failures as one; null if there is none
     * @throws VirtualMachineError at once, with earlier failures suppressed
     */
    static <T extends @Nullable Object> @Nullable Throwable emit(
            EventHook<T> hook, @Nullable Object connected, T payload, @Nullable Throwable earlier) {
        try {
            if (connected == null || connected == hook.mark()) {
                hook.emit(payload);
            } else {
                hook.emitSince(List.of(connected), step -> payload);
            }
            return earlier;
        } catch (VirtualMachineError fatal) {
            throw afterEarlier(earlier, fatal);
        } catch (Throwable thrown) {
            return joined(earlier, thrown);
        }
    }

    /** Keeps an earlier failure with a fatal one, which ends the delivery. */
    static VirtualMachineError afterEarlier(@Nullable Throwable earlier, VirtualMachineError fatal) {
        if (earlier != null && earlier != fatal) {
            fatal.addSuppressed(earlier);
        }
        return fatal;
    }

    static Throwable joined(@Nullable Throwable earlier, Throwable later) {
        if (earlier == null || earlier == later) {
            return later;
        }
        // An observer's failure must not hide that of the virtual machine.
        if (later instanceof VirtualMachineError && !(earlier instanceof VirtualMachineError)) {
            later.addSuppressed(earlier);
            return later;
        }
        earlier.addSuppressed(later);
        return earlier;
    }

    /** Throws the failure, if there is one, as it is: possibly a checked exception that was thrown unchecked. */
    static void throwIfAny(@Nullable Throwable failure) {
        if (failure != null) {
            Failures.<RuntimeException>rethrow(failure);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void rethrow(Throwable failure) throws T {
        throw (T) failure;
    }
}
