package dev.observatory.agent.transform;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Threads that do something now. Safe for use by many threads. */
final class ThreadSet {
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    /** Adds the current thread; returns whether it was not there. */
    boolean addCurrent() {
        return threads.add(Thread.currentThread());
    }

    void removeCurrent() {
        threads.remove(Thread.currentThread());
    }

    boolean containsCurrent() {
        return !threads.isEmpty() && threads.contains(Thread.currentThread());
    }
}
