package dev.observatory.machine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a machine has only if it needs it. Belongs to whoever runs the machine's transition, apart from what says otherwise.
 */
final class RuntimeState {
    /** Fired from inside transitions, first come, first served. */
    final Deque<QueuedTrigger> queue = new ArrayDeque<>();

    /** Composite states that are done. */
    final Deque<Integer> completions = new ArrayDeque<>();

    List<QueuedTrigger> deferred = new ArrayList<>();

    /** Whether states have changed since what is deferred was last tried. */
    boolean changed;

    /** For each state, the leaves inside it when it was last left; see {@link History}. */
    int @Nullable [][] history;

    /** The configuration, where there are regions. Read by any thread, never changed in place. */
    volatile int @Nullable [] leaves;

    final TransitionTimers timers = new TransitionTimers();

    /** Read by any thread. */
    volatile @Nullable Object hooks;

    final Mailbox mailbox = new Mailbox();

    // Where threads wait for the end of another's transition.
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition turn = lock.newCondition();

    boolean hasWork() {
        return !completions.isEmpty() || !queue.isEmpty() || (changed && !deferred.isEmpty());
    }

    /** Waits until the engine is free, or may be. */
    @SuppressWarnings("WaitNotInLoop") // the caller looks again
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
