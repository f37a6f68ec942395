package dev.observatory.hook;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Holds back emissions at one hook: while the hook is paused and, with queued re-entrancy, while an emission of the same
 * thread is in progress.
 *
 * <p>One lock per hook guards the pauses and the emissions that they keep; it is never held while observers run.
 */
final class EmissionGate<L> {
    private final Hook<L> hook;
    private final Reentrancy reentrancy;
    // The nested emissions that wait on the present thread, while that emits. Not a map by thread, since a program's
    // threads may
    // define equals.
    @SuppressWarnings("ThreadLocalUsage") // Each hook has its own emissions; removed after each of them.
    private final ThreadLocal<@Nullable Deque<Emission<L>>> waiting = new ThreadLocal<>();

    // Guarded by this gate.
    private final Map<PauseMode, Integer> open = new EnumMap<>(PauseMode.class);
    private final Deque<PauseMode> unscoped = new ArrayDeque<>();
    private final Deque<Kept<L>> kept = new ArrayDeque<>();
    private boolean delivering;

    // Written under the lock, read without it: usually nothing is held back.
    private volatile boolean holding;

    EmissionGate(Hook<L> hook, Reentrancy reentrancy) {
        this.hook = hook;
        this.reentrancy = reentrancy;
    }

    /** An emission kept at a paused hook, the hook that emitted it, and whether a later one replaces it. */
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

    synchronized Pause openPause(PauseMode mode) {
        begin(mode);
        AtomicBoolean ended = new AtomicBoolean();
        return () -> {
            if (ended.compareAndSet(false, true)) {
                end(mode);
            }
        };
    }

    synchronized void pause(PauseMode mode) {
        begin(mode);
        unscoped.push(mode);
    }

    void resume() {
        PauseMode mode;
        synchronized (this) {
            if (unscoped.isEmpty()) {
                throw new IllegalStateException("Hook [" + hook.name()
                        + "] has no pause() to resume from; close the Pause of paused() instead");
            }
            mode = unscoped.pop();
        }
        end(mode);
    }

    /** Stops an emission at this hook, and keeps or drops it as the open pauses define; returns whether it was stopped. */
    boolean intercept(Hook<L> origin, Emission<L> emission) {
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

    /** Keeps an emission. It replaces the previous one only if both were kept by {@link PauseMode#LATEST}. */
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
                return; // The delivering thread continues with what is kept, or stops at the pause that is still open.
            }
            delivering = true;
        }
        @Nullable Throwable failure = null;
        for (Kept<L> next = nextKept(); next != null; next = nextKept()) {
            try {
                next.origin.dispatchPastGate(hook, next.emission);
            } catch (VirtualMachineError fatal) {
                discardKept();
                throw afterEarlier(failure, fatal);
            } catch (Throwable thrown) {
                failure = merged(failure, thrown);
            }
        }
        rethrow(failure);
    }

    /** Drops what is kept after a fatal error: no further observer should run, but the hook must not stay blocked. */
    private synchronized void discardKept() {
        kept.clear();
        delivering = false;
        holding = strongest() != null;
    }

    /** Returns the next emission to deliver; null if there is none or the hook was paused again, and then ends the delivery. */
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
            found = mode; // In declaration order, the strongest mode last.
        }
        return found;
    }

    /** Emits at once, or, if this thread is already emitting through this hook, after that emission has ended. */
    void emitInTurn(Emission<L> emission) {
        Deque<Emission<L>> behind = waiting.get();
        if (behind != null) {
            if (reentrancy == Reentrancy.LATEST) {
                behind.clear();
            }
            behind.add(emission);
            return;
        }
        Deque<Emission<L>> queue = new ArrayDeque<>();
        waiting.set(queue);
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
            waiting.remove();
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

    /** Rethrows a failure. Only the hook's own exceptions and errors occur here: observers' exceptions were wrapped. */
    private static void rethrow(@Nullable Throwable failure) {
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }
}
