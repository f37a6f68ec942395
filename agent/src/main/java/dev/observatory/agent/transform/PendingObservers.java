package dev.observatory.agent.transform;

import dev.observatory.agent.library.LibraryInstance;
import dev.observatory.agent.library.PendingClass;
import dev.observatory.weave.AgentBridge;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * Classes with static observers that are being loaded, and whose library instance is not known before: it is determined once the class is
 * loaded, and then connects the observers. Until then every linked place looks for them, and a timer at growing intervals. Safe from any
 * thread.
 */
final class PendingObservers {
    private static final int MAX_LOOKS = 15;

    private final OpenLibraries libraries;
    private final Queue<PendingClass> waiting = new ConcurrentLinkedQueue<>();

    PendingObservers(OpenLibraries libraries) {
        this.libraries = libraries;
    }

    /** Adds a class that is being loaded. */
    void add(PendingClass holder) {
        waiting.add(holder);
        new Look(holder, 0).schedule();
    }

    /** Announces the classes that are loaded by now to their library instances; costs next to nothing if there are none. */
    void connect() {
        for (PendingClass holder : waiting) {
            announceIfLoaded(holder);
        }
    }

    private void announceIfLoaded(PendingClass holder) {
        Class<?> loaded = holder.get();
        if (loaded != null && waiting.contains(holder)) {
            LibraryInstance library = libraries.of(loaded.getClassLoader());
            library.announceObservers(holder);
            library.connectWaitingObservers();
            // Last: a thread that finds nothing here relies on it. Two threads may both announce a class, which has the
            // same effect.
            waiting.remove(holder);
        }
    }

    /** One look at a class, and all that follow it: about half a minute in total. No lambda, since it is created while a class is loaded. */
    private final class Look implements Runnable {
        private final PendingClass holder;
        private final int number;

        Look(PendingClass holder, int number) {
            this.holder = holder;
            this.number = number;
        }

        void schedule() {
            AgentBridge.later(TimeUnit.MILLISECONDS.toNanos(1L << number), this);
        }

        @Override
        public void run() {
            announceIfLoaded(holder);
            if (number < MAX_LOOKS && waiting.contains(holder)) {
                new Look(holder, number + 1).schedule();
            } else {
                waiting.remove(holder);
            }
        }
    }
}
