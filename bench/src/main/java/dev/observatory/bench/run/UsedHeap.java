package dev.observatory.bench.run;

/** Measures how much of this JVM's heap live objects occupy. */
public final class UsedHeap {
    private static final int COLLECTIONS = 3;

    private UsedHeap() {}

    /**
     * Collects garbage several times and returns the lowest use of the heap.
     *
     * @return the used bytes
     */
    public static long bytes() {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            used = Math.min(
                    used,
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return used;
    }
}
