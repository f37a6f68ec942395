package dev.observatory.graph;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/** The open snapshots of a graph, held weakly: an unreachable one needs nothing kept. */
final class Snapshots {
    private final List<WeakReference<GraphSnapshot>> open = new ArrayList<>();

    /** The asynchronous computations of the graph, whose state is not a function of values. */
    private final Set<AsyncDerived<?>> asyncs = Collections.newSetFromMap(new WeakHashMap<>());

    void register(AsyncDerived<?> async) {
        asyncs.add(async);
    }

    Set<AsyncDerived<?>> asyncs() {
        return asyncs;
    }

    void add(GraphSnapshot snapshot) {
        open.removeIf(each -> each.get() == null);
        open.add(new WeakReference<>(snapshot));
    }

    void remove(GraphSnapshot snapshot) {
        open.removeIf(each -> each.get() == null || each.get() == snapshot);
    }

    boolean areNone() {
        return open.isEmpty();
    }

    void keep(Source<?> source) {
        boolean forgotten = false;
        for (WeakReference<GraphSnapshot> each : open) {
            GraphSnapshot snapshot = each.get();
            if (snapshot == null) {
                forgotten = true;
            } else {
                snapshot.keep(source);
            }
        }
        if (forgotten) {
            open.removeIf(each -> each.get() == null);
        }
    }
}
