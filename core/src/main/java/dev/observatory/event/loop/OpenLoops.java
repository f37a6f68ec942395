package dev.observatory.event.loop;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The loops of one owner that are in progress, in the order in which they began.
 *
 * <p>A loop that is left early notifies nobody, so it stays here until its owner ends. An owner may run for as long as the
 * program: loops that the program can no longer advance are therefore closed from time to time. Safe for use by multiple threads.
 */
public final class OpenLoops {
    private static final int FIRST_PURGE = 64;

    // Guarded by this object, which is never locked while observers run.
    private final Map<Loop, WeakReference<Object>> open = new LinkedHashMap<>(2);
    private int nextPurge = FIRST_PURGE;

    /** Adds a loop, and closes those whose user was collected if there are many. */
    public void add(Loop loop, Object user) {
        List<Loop> abandoned = List.of();
        synchronized (this) {
            open.put(loop, new WeakReference<>(user));
            if (open.size() >= nextPurge) {
                abandoned = removeAbandoned();
                nextPurge = Math.max(FIRST_PURGE, 2 * open.size());
            }
        }
        abandoned.forEach(Loop::close);
    }

    private List<Loop> removeAbandoned() {
        List<Loop> abandoned = new ArrayList<>();
        for (Iterator<Map.Entry<Loop, WeakReference<Object>>> entries =
                        open.entrySet().iterator();
                entries.hasNext(); ) {
            Map.Entry<Loop, WeakReference<Object>> entry = entries.next();
            if (entry.getValue().get() == null) {
                abandoned.add(entry.getKey());
                entries.remove();
            }
        }
        return abandoned;
    }

    public synchronized void remove(Loop loop) {
        open.remove(loop);
    }

    /** Reports all loops as left early. */
    public void closeAll() {
        List<Loop> leftEarly;
        synchronized (this) {
            leftEarly = new ArrayList<>(open.keySet());
        }
        leftEarly.forEach(Loop::close);
    }

    synchronized int size() {
        return open.size();
    }
}
