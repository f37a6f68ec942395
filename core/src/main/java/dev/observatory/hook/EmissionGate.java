package dev.observatory.hook;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Holds back emissions of one hook: while it is paused, and while one of them is under way if nested ones have to wait.
 *
 * <p>One lock per hook guards the pauses and what they keep; it is never held while observers run.
 */
final class EmissionGate<L> {
    private final Hook<L> hook;
    private final Reentrancy reentrancy;
    // What waits behind the emission under way, by the thread that emits; a thread's queue is used by that thread only.
    private final Map<Thread, Deque<Emission<L>>> waiting = new ConcurrentHashMap<>();

    // Guarded by this control.
    private final Map<PauseMode, Integer> open = new EnumMap<>(PauseMode.class);
    private final Deque<PauseMode> nameless = new ArrayDeque<>();
    private final Deque<Kept<L>> kept = new ArrayDeque<>();
    private boolean delivering;

    // Written under the lock, read without: the usual case is that nothing is held back.
    private volatile boolean holding;

    EmissionGate(Hook<L> hook, Reentrancy reentrancy) {
        this.hook = hook;
        this.reentrancy = reentrancy;
    }

    /** An emission that waits at a paused hook, the hook that emitted it, and whether a later one takes its place. */
    private record Kept<L>(Hook<L> origin, Emission<L> emission, boolean replaceable) {}

    Reentrancy reentrancy() {
        return reentrancy;
    }

    boolean queuesNested() {
        return reentrancy != Reentrancy.IMMEDIATE;
    }

    synchronized boolean isPaused() {
        return strongest() != null;
    }

    synchronized Pause open(PauseMode mode) {
        begin(mode);
        AtomicBoolean ended = new AtomicBoolean();
        return () -> {
            if (ended.compareAndSet(false, true)) {
                end(mode);
            }
        };
    }

    synchronized void openNameless(PauseMode mode) {
        begin(mode);
        nameless.push(mode);
    }

    void closeNameless() {
        PauseMode mode;
        synchronized (this) {
            if (nameless.isEmpty()) {
                throw new IllegalStateException("Hook [" + hook.name()
                        + "] has no pause() to resume from; close the Pause of paused() instead");
            }
            mode = nameless.pop();
        }
        end(mode);
    }

    /** Whether an emission is to go no further; it is then kept or lost, as the open pauses say. */
    boolean stops(Hook<L> origin, Emission<L> emission) {
        if (!holding) {
            return false;
        }
        synchronized (this) {
            PauseMode mode = strongest();
            if (mode == null && delivering) {
                mode = PauseMode.BUFFER;
            }
            if (mode == null) {
                return false;
            }
            if (mode != PauseMode.DROP) {
                keep(new Kept<>(origin, emission, mode == PauseMode.LATEST));
            }
            return true;
        }
    }

    /** What a buffering pause has kept stays, whatever pauses are open by now. */
    private void keep(Kept<L> latest) {
        Kept<L> last = kept.peekLast();
        if (latest.replaceable && last != null && last.replaceable) {
            kept.removeLast();
        }
        kept.add(latest);
    }

    private void begin(PauseMode mode) {
        open.merge(mode, 1, Integer::sum);
        holding = true;
    }

    private void end(PauseMode mode) {
        synchronized (this) {
            open.computeIfPresent(mode, (unused, count) -> count == 1 ? null : count - 1);
            if (strongest() != null || delivering) {
                return; // Whoever delivers goes on with what is kept, or stops at a pause that is still open.
            }
            delivering = true;
        }
        @Nullable Throwable failure = null;
        for (Kept<L> next = nextKept(); next != null; next = nextKept()) {
            try {
                next.origin.dispatchPast(hook, next.emission);
            } catch (VirtualMachineError fatal) {
                forgetKept();
                throw afterEarlier(failure, fatal);
            } catch (Throwable thrown) {
                failure = merged(failure, thrown);
            }
        }
        rethrow(failure);
    }

    /** The JVM is in trouble: no observer should run any more, but the hook must not stay shut for ever. */
    private synchronized void forgetKept() {
        kept.clear();
        delivering = false;
        holding = strongest() != null;
    }

    /** The next to deliver; null, and the hook is open again, or paused again, when there is none. */
    private synchronized @Nullable Kept<L> nextKept() {
        boolean pausedAgain = strongest() != null;
        Kept<L> next = pausedAgain ? null : kept.poll();
        if (next == null) {
            delivering = false;
            holding = pausedAgain;
        }
        return next;
    }

    private @Nullable PauseMode strongest() {
        PauseMode found = null;
        for (PauseMode mode : open.keySet()) {
            found = mode; // In the order of declaration, the strongest last.
        }
        return found;
    }

    /** Emits; if this thread is emitting through this hook already, later, when that emission is done. */
    void emitInTurn(Emission<L> emission) {
        Thread thread = Thread.currentThread();
        Deque<Emission<L>> behind = waiting.get(thread);
        if (behind != null) {
            if (reentrancy == Reentrancy.LATEST) {
                behind.clear();
            }
            behind.add(emission);
            return;
        }
        Deque<Emission<L>> queue = new ArrayDeque<>();
        waiting.put(thread, queue);
        @Nullable Throwable failure = null;
        try {
            for (Emission<L> next = emission; next != null; next = queue.poll()) {
                try {
                    hook.dispatch(hook, next);
                } catch (VirtualMachineError fatal) {
                    throw afterEarlier(failure, fatal);
                } catch (Throwable thrown) {
                    failure = merged(failure, thrown);
                }
            }
        } finally {
            waiting.remove(thread);
        }
        rethrow(failure);
    }

    private static VirtualMachineError afterEarlier(@Nullable Throwable earlier, VirtualMachineError fatal) {
        if (earlier != null) {
            fatal.addSuppressed(earlier);
        }
        return fatal;
    }

    private static Throwable merged(@Nullable Throwable first, Throwable next) {
        if (first == null) {
            return next;
        }
        if (first != next) {
            first.addSuppressed(next);
        }
        return first;
    }

    /** Only exceptions of the hook and errors get here: observers' exceptions were wrapped. */
    private static void rethrow(@Nullable Throwable failure) {
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }
}
