package dev.observatory.graph;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

public final class Graph {
    private static final Graph SHARED = new Graph(false);
    final Engine engine;

    private Graph(boolean confined) {
        engine = new Engine(this, confined);
    }

    public static Graph shared() {
        return SHARED;
    }

    public static Graph create() {
        return new Graph(false);
    }

    public static Graph confined() {
        return new Graph(true);
    }

    public void batched(Runnable work) {
        engine.batches.begin();
        try {
            work.run();
        } finally {
            engine.batches.end();
        }
    }
}
