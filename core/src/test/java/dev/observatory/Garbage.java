package dev.observatory;

import static org.assertj.core.api.Assertions.fail;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;

/** Waits for a limited time until the garbage collector has collected an object. */
public final class Garbage {
    private static final int ROUNDS = 100;
    private static final long MILLIS_PER_ROUND = 100;

    private Garbage() {}

    /** Watches an object; the caller must release its own references before it calls {@code await}. */
    public static Watch watch(Object object) {
        return new Watch(object);
    }

    public static final class Watch {
        private final ReferenceQueue<Object> collected = new ReferenceQueue<>();
        private final WeakReference<Object> reference;

        private Watch(Object object) {
            reference = new WeakReference<>(object, collected);
        }

        /**
         * Returns when the object was collected and every other reference that was cleared with it has been enqueued: the JVM
         * enqueues the references of one collection in any order, but before those of the next.
         */
        public void await() {
            awaitCollected();
            new Watch(new Object()).awaitCollected();
        }

        private void awaitCollected() {
            try {
                for (int round = 0; round < ROUNDS; round++) {
                    System.gc();
                    if (collected.remove(MILLIS_PER_ROUND) != null) {
                        return;
                    }
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            fail("Still reachable after %d collections: %s", ROUNDS, reference.get());
        }

        public boolean isAlive() {
            System.gc();
            return reference.get() != null;
        }
    }
}
