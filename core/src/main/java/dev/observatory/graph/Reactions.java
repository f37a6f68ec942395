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
 * every observer receives one chain of changes; the other threads do not wait for it. Whatever one reaction does, the
 * others are processed.
 */
final class Reactions {
    private static final int SMALL = 64;

    /** How often effects may run again, triggered by themselves or one another, before it counts as endless. */
    static final int RERUNS = 100_000;

    private final Engine engine;
    private @Nullable Reaction[] queue = new Reaction[SMALL];
    private int head;
    private int tail;
    private final Deque<Watcher> watchers = new ArrayDeque<>();
    private final Deque<Runnable> afterwards = new ArrayDeque<>();

    /** The number of elements in the two queues above. */
    private int others;

    /** The observed nodes that have changed. Used by the notifying thread only, like the next. */
    private final Deque<Watcher> changed = new ArrayDeque<>();

    /** Writes of observers, to be made when all have received the current change. */
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

    /** Reports a failure of the program's code that no caller could handle, without the lock. */
    void report(String kind, Object failing, Throwable failure) {
        if (!engine.isConfined() && engine.isHeldByCurrentThread()) {
            afterwards(() -> ObserverErrors.report(kind, failing, failure));
        } else {
            engine.untracked(() -> {
                ObserverErrors.report(kind, failing, failure);
                return failing;
            });
        }
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

    /**
     * Makes the delayed writes of an observer now, since it begins something that cannot be delayed. The lock is held.
     *
     * @return whether an observer is running on this thread
     */
    boolean makeDelayedWrites() {
        if (!notifying || flusher != Thread.currentThread()) {
            return false;
        }
        notifying = false;
        try {
            makeAll();
        } finally {
            notifying = true;
        }
        return true;
    }

    /** Begins or ends a part of an observer whose writes are not delayed. */
    void setNotifying(boolean now) {
        notifying = now;
    }

    private void makeAll() {
        for (Runnable write = delayed.poll(); write != null; write = delayed.poll()) {
            try {
                write.run();
            } catch (Throwable failure) {
                report("updated", write, failure);
            }
        }
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
        Throwable failure = null;
        Vertex around = Engine.interruptFirstRun();
        try {
            failure = flush(engine.clock);
        } finally {
            flusher = null;
            Engine.continueFirstRun(around);
            engine.exit();
        }
        if (failure instanceof Error error) {
            throw error;
        } else if (failure != null) {
            throw (RuntimeException) failure;
        }
    }

    /** Does all pending work, and returns the first failure that is not the program's own; null if there was none. */
    private @Nullable Throwable flush(long start) {
        Throwable first = null;
        while (!isIdle()) {
            try {
                if (others == 0) {
                    runNext(start);
                } else if (afterwards.isEmpty()) {
                    notifyWatchers();
                } else {
                    others--;
                    runUnlocked(afterwards.remove());
                }
            } catch (RuntimeException | Error failure) {
                first = first == null ? failure : first;
            }
        }
        return first;
    }

    private void runUnlocked(Runnable work) {
        Surroundings outer = leave();
        try {
            work.run();
        } catch (Throwable failure) {
            ObserverErrors.report("graph", work, failure);
        } finally {
            comeBack(outer);
        }
    }

    private void notifyWatchers() {
        for (Watcher watcher = watchers.poll(); watcher != null; watcher = watchers.poll()) {
            others--;
            try {
                if (watcher.detectNewValue()) {
                    changed.add(watcher);
                }
            } catch (RuntimeException | Error failure) {
                watcher.skip();
                report("updated", watcher, failure);
            }
        }
        if (changed.isEmpty()) {
            return;
        }
        Surroundings outer = leave();
        notifying = true;
        try {
            for (Watcher watcher = changed.poll(); watcher != null; watcher = changed.poll()) {
                emit(watcher);
            }
        } finally {
            notifying = false;
            try {
                makeAll(); // Each takes the lock for itself.
            } finally {
                comeBack(outer);
            }
        }
    }

    private static void emit(Watcher watcher) {
        try {
            watcher.emit();
        } catch (Throwable failure) {
            ObserverErrors.report("updated", watcher, failure);
        }
    }

    /** What a thread was doing around the reactions that it runs: a body or function may write and so get here. */
    private record Surroundings(
            @Nullable Vertex tracker,
            @Nullable Reaction reaction,
            @Nullable EffectScope scope) {}

    /** Releases the lock for the program's code, whose reads and effects do not belong to what is running around it. */
    private @Nullable Surroundings leave() {
        Surroundings outer = null;
        if (engine.isConfined()
                ? engine.tracker != null || EffectScope.areUsed()
                : running > 0 || EffectScope.areUsed()) {
            ThreadContext place = ThreadContext.current();
            outer = new Surroundings(engine.tracker, place.reaction, place.scope);
            place.reaction = null;
            place.scope = null;
            if (engine.isConfined()) {
                engine.tracker = engine.resting();
            }
        }
        engine.exit();
        return outer;
    }

    private void comeBack(@Nullable Surroundings outer) {
        engine.enter();
        if (outer != null) {
            ThreadContext place = ThreadContext.current();
            place.reaction = outer.reaction;
            place.scope = outer.scope;
            if (engine.isConfined()) {
                engine.tracker = outer.tracker;
            }
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
        try {
            runIfChanged(effect, start);
        } catch (RuntimeException | Error failure) {
            effect.skip();
            throw failure;
        }
    }

    private void runIfChanged(Effect effect, long start) {
        if (effect.is(Vertex.SCHEDULED)) {
            if (effect.stamp > start && ++reruns > RERUNS) {
                throw endless(effect);
            }
            effect.schedule();
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
        long last = effect.stamp;
        if (last > start && ++reruns > RERUNS) {
            throw endless(effect);
        }
        effect.settle();
        run(effect);
        if (last < 0) {
            effect.reportRefusal();
        }
    }

    /** Runs the body of an effect, tracked. The lock is held before and after, but not meanwhile. */
    void run(Effect effect) {
        boolean first = effect.is(Vertex.STARTING);
        if (first) {
            effect.lower(Vertex.STARTING);
        }
        if (engine.isConfined()) {
            runConfined(effect, first);
        } else {
            runUnlocked(effect, first);
        }
    }

    private void runConfined(Effect effect, boolean first) {
        Vertex outer = engine.tracker;
        Link outerCursor = engine.cursor;
        long outerRun = engine.run;
        EffectScope scope = EffectScope.enter(null);
        engine.tracker = effect;
        engine.cursor = null;
        engine.run = ++engine.runs;
        boolean done = false;
        try {
            done = effect.runBody(first);
        } finally {
            finish(effect, done);
            engine.tracker = outer;
            engine.cursor = outerCursor;
            engine.run = outerRun;
            EffectScope.enter(scope);
        }
    }

    private void runUnlocked(Effect effect, boolean first) {
        ThreadContext place = ThreadContext.current();
        Reaction outerReaction = place.reaction;
        Link outerPlace = place.cursor;
        long outerPlaceRun = place.run;
        EffectScope scope = place.scope;
        long number = ++engine.runs;
        running++;
        engine.tracker = engine.resting();
        engine.exit();
        boolean done = false;
        try {
            place.enter(effect, null, number);
            place.scope = null;
            done = effect.runBody(first);
        } finally {
            engine.enter();
            engine.cursor = place.cursor;
            engine.run = number;
            finish(effect, done);
            engine.cursor = null;
            running--;
            engine.tracker = engine.resting();
            place.enter(outerReaction, outerPlace, outerPlaceRun);
            place.scope = scope;
        }
    }

    private void finish(Effect effect, boolean done) {
        if (effect.is(Vertex.CLOSED)) {
            engine.edges.detachAll(effect.deps);
            effect.deps = null;
        } else if (done) {
            engine.endTracking(effect);
        } else {
            engine.endFailedTracking(effect);
        }
    }

    /** Returns the effect whose body is running on this thread, and tracked. The lock is held. */
    @Nullable
    Effect current() {
        if (engine.isConfined()) {
            return engine.tracker instanceof Effect effect ? effect : null;
        }
        Reaction reaction = running == 0 ? null : ThreadContext.current().reaction;
        return reaction instanceof Effect effect && effect.engine == engine ? effect : null;
    }

    boolean areFlushing() {
        return flusher != null;
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
        return CycleException.endless(names, RERUNS);
    }
}
