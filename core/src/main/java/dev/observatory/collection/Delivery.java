package dev.observatory.collection;

import dev.observatory.hook.EventHook;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells the changes of one collection one at a time, in the order in which they happened.
 *
 * <p>A change made while another is being told waits until all observers have heard that one. All that waits is told
 * even if observers throw; what they threw comes out at the end, the first failure with the others suppressed. Only a
 * {@link VirtualMachineError} comes out at once, and what waits is then not told.
 *
 * @param <C> the family of the changes
 */
final class Delivery<C> {
    private final EventHook<C> changed;
    private final Function<List<C>, C> merge;
    private final Queue<PendingChange<C, ?>> waiting = new ArrayDeque<>(2);
    private List<C> batched = new ArrayList<>(0);
    private int openBatches;
    private boolean telling;

    Delivery(EventHook<C> changed, Function<List<C>, C> merge) {
        this.changed = changed;
        this.merge = merge;
    }

    /** Whether a change of this kind would reach anybody; if not, none need be made. */
    boolean wants(EventHook<?> kind) {
        return changed.isObserved() || (openBatches == 0 && kind.isObserved());
    }

    void tell(PendingChange<C, ?> notice) {
        if (openBatches > 0) {
            batched.add(notice.change());
        } else if (telling) {
            waiting.add(notice);
        } else {
            tellAll(notice);
        }
    }

    void batch(Runnable work) {
        Throwable failure = null;
        openBatches++;
        try {
            work.run();
        } catch (Throwable thrown) {
            failure = thrown;
        }
        openBatches--;
        if (openBatches == 0 && !batched.isEmpty()) {
            List<C> parts = batched;
            batched = new ArrayList<>(0);
            try {
                tell(PendingChange.merged(merge.apply(parts)));
            } catch (Throwable thrown) {
                failure = joined(failure, thrown);
            }
        }
        if (failure != null) {
            Delivery.<RuntimeException>rethrow(failure);
        }
    }

    private void tellAll(PendingChange<C, ?> first) {
        Throwable failure = null;
        telling = true;
        try {
            for (PendingChange<C, ?> next = first; next != null; next = waiting.poll()) {
                failure = tellOne(next, failure);
            }
        } catch (VirtualMachineError fatal) {
            waiting.clear();
            throw fatal;
        } finally {
            telling = false;
        }
        if (failure != null) {
            Delivery.<RuntimeException>rethrow(failure);
        }
    }

    private @Nullable Throwable tellOne(PendingChange<C, ?> notice, @Nullable Throwable earlier) {
        Throwable failure = earlier;
        try {
            notice.emitKind();
        } catch (VirtualMachineError fatal) {
            throw afterEarlier(failure, fatal);
        } catch (Throwable thrown) {
            failure = joined(failure, thrown);
        }
        try {
            changed.emit(notice.change());
        } catch (VirtualMachineError fatal) {
            throw afterEarlier(failure, fatal);
        } catch (Throwable thrown) {
            failure = joined(failure, thrown);
        }
        return failure;
    }

    /** The JVM is in trouble: nobody is told any more, but what failed before is not lost. */
    private static VirtualMachineError afterEarlier(@Nullable Throwable earlier, VirtualMachineError fatal) {
        if (earlier != null) {
            fatal.addSuppressed(earlier);
        }
        return fatal;
    }

    private static Throwable joined(@Nullable Throwable earlier, Throwable later) {
        if (earlier == null || earlier == later) {
            return later;
        }
        // A JVM in trouble must not come out hidden behind an observer's failure.
        if (later instanceof VirtualMachineError && !(earlier instanceof VirtualMachineError)) {
            later.addSuppressed(earlier);
            return later;
        }
        earlier.addSuppressed(later);
        return earlier;
    }

    /** Throws what was caught as it is; it may be a checked exception that an observer smuggled past the compiler. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void rethrow(Throwable failure) throws T {
        throw (T) failure;
    }
}
