package dev.observatory.runtime;

/**
 * Tests whether enough stack and heap remain for operations that must not be interrupted by exhaustion: a class whose
 * initialization has failed once stays unusable permanently.
 *
 * <p>Each test probes the calling thread's stack by a recursion of a known depth. Safe from any thread.
 *
 * @hidden
 */
public final class Headroom {
    /** Probe frames that take about 48 KiB when interpreted and about 10 KiB when compiled. */
    private static final int DEPTH = 96;

    /** For operations that load many classes, each of which passes through the class file transformers. */
    private static final int DEEP = 3 * DEPTH;

    /** For a few small frames of code that is already linked and initialized. */
    private static final int SHALLOW = 24;

    private static final int BYTES = 1 << 16;

    /** With this many bytes of the heap free, an allocation is assumed to succeed and is not tried. */
    private static final long PLENTY = Math.max(1L << 22, Runtime.getRuntime().maxMemory() / 32);

    private Headroom() {}

    /**
     * Returns whether enough stack and heap remain to link code, initialize classes or log on this thread now.
     *
     * @return whether {@link #requireSufficient()} would return normally
     */
    public static boolean isSufficient() {
        try {
            requireSufficient();
            return true;
        } catch (VirtualMachineError exhausted) {
            return false;
        }
    }

    /**
     * Returns whether enough stack remains for a short operation whose code is already linked and initialized. Cheap enough
     * for every call of an observed method.
     *
     * @return whether the operation can be started on this thread now
     */
    public static boolean hasStackForCall() {
        return reaches(SHALLOW);
    }

    /**
     * Returns whether enough stack remains to load and initialize a whole subsystem of the JDK.
     *
     * @return whether the initialization can be started on this thread now
     */
    public static boolean hasStackForInitialization() {
        return reaches(DEEP);
    }

    private static boolean reaches(int depth) {
        try {
            deepen(depth, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
            return true;
        } catch (StackOverflowError exhausted) {
            return false;
        }
    }

    /**
     * Returns normally if enough stack and heap remain to link code, initialize classes or log.
     *
     * @throws StackOverflowError if the stack is nearly exhausted
     * @throws OutOfMemoryError if the heap is nearly exhausted
     */
    public static void requireSufficient() {
        deepen(DEPTH, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        if (freeBytes() < PLENTY) {
            // The identity hash code keeps the JIT compiler from eliminating the allocation.
            int unused = System.identityHashCode(new byte[BYTES]);
        }
    }

    /** Returns the free bytes without collectable garbage. Cheaper than touching memory that was never used before. */
    private static long freeBytes() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
    }

    /** Recurses to a depth. The many parameters keep the frame large even when it is compiled. */
    private static long deepen(
            int depth,
            long a,
            long b,
            long c,
            long d,
            long e,
            long f,
            long g,
            long h,
            long i,
            long j,
            long k,
            long l,
            long m,
            long n,
            long o,
            long p,
            long q,
            long r,
            long s,
            long t) {
        return depth == 0
                ? a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p + q + r + s + t
                : deepen(depth - 1, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, a) + 1;
    }
}
