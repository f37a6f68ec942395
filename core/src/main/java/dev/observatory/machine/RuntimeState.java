package dev.observatory.machine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** State that a machine has only if needed. Unless noted otherwise, only the thread that executes the transition uses it. */
final class RuntimeState {
    /** Fired from inside transitions, in order of firing. */
    final Deque<QueuedTrigger> queue = new ArrayDeque<>();

    /** Completion triggers of composite states that are done. */
    final Deque<Integer> completions = new ArrayDeque<>();

    List<QueuedTrigger> deferred = new ArrayList<>();

    /** Whether the state has changed since the deferred triggers were last tried. */
    boolean changed;

    /** For each state, the leaves inside it when it was last left; see {@link History}. */
    int @Nullable [][] history;

    /** The configuration of a machine with regions. Read by any thread, never modified in place. */
    volatile int @Nullable [] leaves;

    final TransitionTimers timers = new TransitionTimers();

    /** Read by any thread. */
    volatile @Nullable Object hooks;

    final Mailbox mailbox = new Mailbox();

    // Where threads wait for the end of another thread's transition.
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition turn = lock.newCondition();

    boolean hasWork() {
        return !completions.isEmpty() || !queue.isEmpty() || (changed && !deferred.isEmpty());
    }

    /** Waits until the engine may be free. */
    @SuppressWarnings("WaitNotInLoop") // the caller checks again
    void awaitTurn(Engine engine) {
        lock.lock();
        try {
            if (engine.announceWaiting()) {
                turn.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    void wake() {
        lock.lock();
        try {
            turn.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
