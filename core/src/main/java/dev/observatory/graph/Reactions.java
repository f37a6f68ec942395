package dev.observatory.graph;

import dev.observatory.hook.ObserverErrors;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs reactions at the end of a write: first all observers are notified of the changes, then effects run, one after
 * the other, until nothing is left to do.
 *
 * <p>One thread at a time does this, without the lock. Writes of other threads are added to its work meanwhile, so that
 * every observer receives one chain of changes; the other threads do not wait for it.
 */
final class Reactions {
    private static final int SMALL = 64;

    /** How often effects may run again, triggered by themselves or one another, before it counts as endless. */
    private static final int RERUNS = 100_000;

    private final Engine engine;
    private @Nullable Reaction[] queue = new Reaction[SMALL];
    private int head;
    private int tail;
    private final Deque<Watcher> watchers = new ArrayDeque<>();
    private final Deque<Runnable> afterwards = new ArrayDeque<>();

    /** The number of elements in the two queues above. */
    private int others;

    /**
     * Writes of observers, to be made when all have received the current change. Used by the notifying thread only.
     */
    private final Deque<Runnable> delayed = new ArrayDeque<>();

    private @Nullable Thread flusher;
    private boolean notifying;
    private int reruns;

    /** The number of effects that currently run without the lock. */
    private int running;

    Reactions(Engine engine) {
        this.engine = engine;
    }

    /** Adds a stale reaction. */
    void queue(Reaction reaction) {
        if (reaction instanceof Watcher watcher) {
            watchers.add(watcher);
            others++;
            return;
        }
        if (tail == queue.length) {
            makeRoom();
        }
        queue[tail++] = reaction;
    }

    private void makeRoom() {
        int size = tail - head;
        @Nullable Reaction[] target = size * 2 > queue.length ? new Reaction[queue.length * 2] : queue;
        System.arraycopy(queue, head, target, 0, size);
        if (target == queue) {
            Arrays.fill(queue, size, tail, null);
        }
        queue = target;
        head = 0;
        tail = size;
    }

    /** Adds work that must run without the lock. */
    void afterwards(Runnable work) {
        afterwards.add(work);
        others++;
    }

    /** Returns whether there is work that no thread is processing. The lock is held. */
    boolean areWaiting() {
        return !isIdle() && flusher == null;
    }

    /** Returns whether the current thread is notifying observers, so that their writes have to be delayed. */
    boolean isNotifyingOnThisThread() {
        return notifying
                && flusher == Thread.currentThread()
                && !(engine.isHeldByCurrentThread() && engine.batches.isOpen());
    }

    void delay(Runnable write) {
        delayed.add(write);
    }

    private boolean isIdle() {
        return head == tail && others == 0;
    }

    /** Does all pending work, unless another thread is doing it. The lock is held, and released. */
    void flushAndExit() {
        if (isIdle() || flusher != null || engine.isHeldTwice()) {
            if (flusher != null && flusher != Thread.currentThread()) {
                reruns = 0; // Work that another thread adds is no endless loop.
            }
            engine.exit();
            return;
        }
        flusher = Thread.currentThread();
        reruns = 0;
        long start = engine.clock;
        boolean done = false;
        try {
            while (!isIdle()) {
                if (others == 0) {
                    runNext(start);
                } else if (afterwards.isEmpty()) {
                    notifyWatchers();
                } else {
                    others--;
                    runUnlocked(afterwards.remove());
                }
            }
            done = true;
        } finally {
            if (!done) {
                forgetAll();
            }
            flusher = null;
            engine.exit();
        }
    }

    private void runUnlocked(Runnable work) {
        engine.exit();
        try {
            work.run();
        } catch (Throwable failure) {
            ObserverErrors.report("graph", work, failure);
        } finally {
            engine.enter();
        }
    }

    private void notifyWatchers() {
        Deque<Watcher> changed = new ArrayDeque<>(watchers.size());
        for (Watcher watcher = watchers.poll(); watcher != null; watcher = watchers.poll()) {
            others--;
            if (watcher.detectNewValue()) {
                changed.add(watcher);
            }
        }
        notifying = true;
        engine.exit();
        try {
            changed.forEach(Watcher::emit);
        } finally {
            notifying = false;
            for (Runnable write = delayed.poll(); write != null; write = delayed.poll()) {
                runDelayed(write);
            }
            engine.enter();
        }
    }

    private static void runDelayed(Runnable write) {
        try {
            write.run();
        } catch (RuntimeException failure) {
            ObserverErrors.report("updated", write, failure);
        }
    }

    private void runNext(long start) {
        Effect effect = (Effect) queue[head];
        queue[head++] = null;
        if (head == tail) {
            head = 0;
            tail = 0;
        }
        if (effect.is(Vertex.CLOSED)) {
            return;
        }
        boolean hasChanged = effect.detectChange();
        if (effect.is(Vertex.CLOSED)) {
            return; // by a function that computed one of its nodes
        }
        if (!hasChanged) {
            effect.settle();
            return;
        }
        if (effect.stamp > start && ++reruns > RERUNS) {
            throw endless(effect);
        }
        effect.settle();
        run(effect);
    }

    /** Runs the body of an effect, tracked. The lock is held before and after, but not meanwhile. */
    void run(Effect effect) {
        Vertex outer = engine.tracker;
        Link outerCursor = engine.cursor;
        long outerRun = engine.run;
        if (engine.isConfined()) {
            engine.tracker = effect;
            engine.cursor = null;
            engine.run = ++engine.runs;
            try {
                effect.runBody();
            } finally {
                finish(effect);
                engine.tracker = outer;
                engine.cursor = outerCursor;
                engine.run = outerRun;
            }
            return;
        }
        ThreadContext place = ThreadContext.current();
        Reaction outerReaction = place.reaction;
        Link outerPlace = place.cursor;
        long outerPlaceRun = place.run;
        long number = ++engine.runs;
        running++;
        engine.tracker = engine.resting();
        engine.exit();
        try {
            place.enter(effect, null, number);
            effect.runBody();
        } finally {
            engine.enter();
            engine.cursor = place.cursor;
            finish(effect);
            engine.cursor = null;
            running--;
            engine.tracker = engine.resting();
            place.enter(outerReaction, outerPlace, outerPlaceRun);
        }
    }

    private void finish(Effect effect) {
        if (effect.is(Vertex.CLOSED)) {
            engine.edges.detachAll(effect.deps);
            effect.deps = null;
        } else {
            engine.endTracking(effect);
        }
    }

    boolean areRunning() {
        return running > 0;
    }

    private CycleException endless(Effect last) {
        Set<String> names = new LinkedHashSet<>();
        names.add(last.name());
        for (int i = head; i < tail; i++) {
            names.add(((Effect) queue[i]).name());
        }
        last.settle();
        return CycleException.endless(names, RERUNS);
    }

    private void forgetAll() {
        for (; head < tail; head++) {
            queue[head].settle();
            queue[head] = null;
        }
        head = 0;
        tail = 0;
        watchers.forEach(Reaction::settle);
        others -= watchers.size();
        watchers.clear();
    }
}
