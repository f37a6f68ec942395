package dev.observatory.bench.run;

/** How much of this JVM's heap is in use, garbage not counted. */
public final class UsedHeap {
    private static final int COLLECTIONS = 3;

    private UsedHeap() {}

    /**
     * Collects garbage, and takes the least of several looks.
     *
     * @return bytes
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
