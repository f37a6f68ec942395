package dev.observatory.machine;

import java.lang.ref.WeakReference;

/** One wait for the time of an edge. Holds its machine weakly: a machine that nobody uses any more needs no timers. */
final class TransitionTimer implements Runnable {
    final Edge edge;

    /** When it goes off. */
    final long due;

    private final WeakReference<Engine> engine;

    TransitionTimer(Engine engine, Edge edge, long due) {
        this.engine = new WeakReference<>(engine);
        this.edge = edge;
        this.due = due;
    }

    @Override
    public void run() {
        Engine present = engine.get();
        if (present != null) {
            present.ring(this);
        }
    }
}
