package dev.observatory.collection;

import dev.observatory.hook.EventHook;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Notifies the observers of one collection of its changes, one change at a time, in the order in which they happened.
 *
 * <p>A change that an observer makes is queued until all observers have been notified of the current one. The whole
 * queue is delivered even if observers throw; the first failure is then thrown, with the others suppressed. Only a
 * {@link VirtualMachineError} is thrown at once, and discards the queue.
 *
 * @param <C> the family of the changes
 */
final class Delivery<C> {
    private final EventHook<C> changed;
    private final Function<List<C>, C> merge;
    private final Queue<PendingChange<C, ?>> waiting = new ArrayDeque<>(2);
    private List<C> batched = new ArrayList<>(0);
    private int openBatches;
    private boolean delivering;

    Delivery(EventHook<C> changed, Function<List<C>, C> merge) {
        this.changed = changed;
        this.merge = merge;
    }

    /** Returns whether an observer would receive a change of this kind; if not, its record need not be created. */
    boolean isObserved(EventHook<?> kind) {
        return changed.isObserved() || (openBatches == 0 && kind.isObserved());
    }

    void deliver(PendingChange<C, ?> pending) {
        if (openBatches > 0) {
            batched.add(pending.change());
        } else if (delivering) {
            waiting.add(pending);
        } else {
            deliverAll(pending);
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
                deliver(PendingChange.merged(merge.apply(parts)));
            } catch (Throwable thrown) {
                failure = joined(failure, thrown);
            }
        }
        if (failure != null) {
            Delivery.<RuntimeException>rethrow(failure);
        }
    }

    private void deliverAll(PendingChange<C, ?> first) {
        Throwable failure = null;
        delivering = true;
        try {
            for (PendingChange<C, ?> next = first; next != null; next = waiting.poll()) {
                failure = deliverOne(next, failure);
            }
        } catch (VirtualMachineError fatal) {
            waiting.clear();
            throw fatal;
        } finally {
            delivering = false;
        }
        if (failure != null) {
            Delivery.<RuntimeException>rethrow(failure);
        }
    }

    private @Nullable Throwable deliverOne(PendingChange<C, ?> pending, @Nullable Throwable earlier) {
        Throwable failure = earlier;
        try {
            pending.emitKind();
        } catch (VirtualMachineError fatal) {
            throw afterEarlier(failure, fatal);
        } catch (Throwable thrown) {
            failure = joined(failure, thrown);
        }
        try {
            changed.emit(pending.change());
        } catch (VirtualMachineError fatal) {
            throw afterEarlier(failure, fatal);
        } catch (Throwable thrown) {
            failure = joined(failure, thrown);
        }
        return failure;
    }

    /** Keeps an earlier failure with a fatal one, which ends the delivery. */
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
        // An observer's failure must not hide that of the virtual machine.
        if (later instanceof VirtualMachineError && !(earlier instanceof VirtualMachineError)) {
            later.addSuppressed(earlier);
            return later;
        }
        earlier.addSuppressed(later);
        return earlier;
    }

    /** Throws the failure as it is, which may be a checked exception that an observer threw unchecked. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void rethrow(Throwable failure) throws T {
        throw (T) failure;
    }
}
