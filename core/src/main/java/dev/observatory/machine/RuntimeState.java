package dev.observatory.machine;

import dev.observatory.runtime.WaitGraph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** State that a machine has only if needed. Unless noted otherwise, only the thread that executes the transition uses it. */
final class RuntimeState {
    /** Fired from inside transitions, in order of firing. */
    final Deque<QueuedTrigger> queue = new ArrayDeque<>();

    /**
     * Fired by other threads that cannot wait for the end of the transition, since it waits for them. Added by any thread, executed
     * after the transition.
     */
    final Queue<QueuedTrigger> handedOver = new ConcurrentLinkedQueue<>();

    /** Completion triggers of composite states that are done. */
    final Deque<Integer> completions = new ArrayDeque<>();

    List<QueuedTrigger> deferred = new ArrayList<>();

    /** Whether the state has changed since the deferred triggers were last tried. */
    boolean changed;

    /** For each state, the leaves inside it when it was last left; see {@link History}. */
    int @Nullable [][] history;

    /** The configuration of a machine with regions. Read by any thread, never modified in place. */
    volatile int @Nullable [] leaves;

    TransitionTimers timers = new TransitionTimers();

    /** Whether the transition for a failed action is being executed, whose own failure has none. */
    boolean recovering;

    /** Read by any thread. */
    volatile @Nullable Object hooks;

    final Mailbox mailbox = new Mailbox();

    // Where threads wait for the end of another thread's transition.
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition turn = lock.newCondition();

    boolean hasWork() {
        return !completions.isEmpty() || !queue.isEmpty() || (changed && !deferred.isEmpty());
    }

    /** Waits until the engine may be free; returns false, without waiting, if its transition waits for this thread. */
    boolean awaitTurn(Engine engine) {
        if (!WaitGraph.begin(engine::runner)) {
            return false;
        }
        try {
            await(engine);
        } finally {
            WaitGraph.end();
        }
        return true;
    }

    @SuppressWarnings("WaitNotInLoop") // the caller checks again
    private void await(Engine engine) {
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
