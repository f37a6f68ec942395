package dev.observatory.graph;

import java.util.List;
import java.util.concurrent.Executor;

/**
 * Runs an effect on an executor, one run at a time. Each submitted run finds out for itself whether there is something to do, so
 * that an executor which loses one does not stop the effect.
 */
final class Schedule implements Runnable {
    private final Effect effect;
    private final Executor executor;

    // Guarded by the engine's lock.
    private boolean running;
    private boolean again;

    Schedule(Effect effect, Executor executor) {
        this.effect = effect;
        this.executor = executor;
    }

    /** Submits a run. Called without the lock. */
    void submit() {
        try {
            executor.execute(this);
        } catch (Throwable rejected) {
            effect.report("effects", rejected);
        }
    }

    @Override
    public void run() {
        Engine engine = effect.engine;
        engine.enter();
        try {
            if (running) {
                again = true;
            } else if (engine.batches.isOpen() || engine.evaluator.isComputing()) {
                postpone(engine);
            } else {
                runWhileChanged(engine);
            }
        } finally {
            engine.endWrite();
        }
    }

    /** Submits another run at the end of the batch that is open on this thread: effects see complete batches only. */
    private void postpone(Engine engine) {
        if (!effect.is(Vertex.STALE | Vertex.CLOSED)) {
            effect.raise(Vertex.STALE);
            engine.reactions.queue(effect);
        }
    }

    private void runWhileChanged(Engine engine) {
        running = true;
        try {
            int runs = 0;
            do {
                again = false;
                if (effect.is(Vertex.CLOSED)) {
                    return;
                }
                if (!effect.detectChange()) {
                    effect.settle();
                } else if (++runs > Reactions.RERUNS) {
                    effect.skip();
                    CycleException endless = CycleException.endless(List.of(effect.name()), Reactions.RERUNS);
                    engine.reactions.report("effects", effect, endless);
                    return;
                } else {
                    effect.settle();
                    engine.reactions.run(effect);
                    effect.reportRefusal();
                }
            } while (again);
        } finally {
            running = false;
        }
    }

    @Override
    public String toString() {
        return effect + " on " + executor.getClass().getName();
    }
}
