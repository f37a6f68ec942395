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
 * <p>A loop that is left early gives no notice, so it stays here until its owner ends. An owner may run for as long as the
 * program: loops that the program can no longer advance are therefore closed from time to time. Safe for use by multiple threads.
 */
public final class OpenLoops {
    private static final int FIRST_PURGE = 64;

    // Guarded by this object, which is never locked while observers run.
    private final Map<Loop, Use> open = new LinkedHashMap<>(2);
    private int nextPurge = FIRST_PURGE;

    /** What advances a loop, and the thread that began to. */
    private record Use(WeakReference<Object> user, Thread thread) {}

    /**
     * Adds a loop, and closes those whose user was collected if there are many.
     *
     * @return the number of the latest iteration before it that began on this thread and is in progress; 0 if there is none
     */
    public long add(Loop loop, Object user) {
        List<Loop> abandoned = List.of();
        long outer;
        synchronized (this) {
            outer = latestOf(Thread.currentThread());
            open.put(loop, new Use(new WeakReference<>(user), Thread.currentThread()));
            if (open.size() >= nextPurge) {
                abandoned = removeAbandoned();
                nextPurge = Math.max(FIRST_PURGE, 2 * open.size());
            }
        }
        abandoned.forEach(Loop::close);
        return outer;
    }

    private long latestOf(Thread thread) {
        long latest = 0;
        for (Map.Entry<Loop, Use> entry : open.entrySet()) {
            if (entry.getValue().thread() == thread && entry.getKey().isIteration()) {
                latest = Math.max(latest, entry.getKey().id());
            }
        }
        return latest;
    }

    private List<Loop> removeAbandoned() {
        List<Loop> abandoned = new ArrayList<>();
        for (Iterator<Map.Entry<Loop, Use>> entries = open.entrySet().iterator(); entries.hasNext(); ) {
            Map.Entry<Loop, Use> entry = entries.next();
            if (entry.getValue().user().get() == null) {
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
