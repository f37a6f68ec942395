package dev.observatory.runtime;

/**
 * Whether the JVM has stack and memory left for what would do lasting damage if it ran out in the middle: a class whose
 * initialisation has failed once stays unusable for ever. Not for applications: names and meanings may change.
 */
public final class Headroom {
    /** Interpreted, the frames take about 48 KiB; compiled, some 10. */
    private static final int DEPTH = 96;

    /** For what loads many classes, each of which agents look at. */
    private static final int DEEP = 3 * DEPTH;

    /** For a few small frames. */
    private static final int SHALLOW = 24;

    private static final int BYTES = 1 << 16;

    /** While so much of the heap is free, nothing need be allocated to find out whether something could be. */
    private static final long PLENTY = Math.max(1L << 22, Runtime.getRuntime().maxMemory() / 32);

    private Headroom() {}

    /**
     * Tries it.
     *
     * @return whether linking code, initialising classes or logging can be begun here and now
     */
    public static boolean isLeft() {
        try {
            require();
            return true;
        } catch (VirtualMachineError exhausted) {
            return false;
        }
    }

    /**
     * Tries whether there is stack left for something brief that is linked and initialised already. Cheap enough for each call.
     *
     * @return whether it can be begun here and now
     */
    public static boolean isLittleStackLeft() {
        return reaches(SHALLOW);
    }

    /**
     * Tries whether there is stack left for a whole subsystem of the JDK to be loaded and initialised.
     *
     * @return whether it can be begun here and now
     */
    public static boolean isMuchStackLeft() {
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
     * Does nothing if there is enough of both.
     *
     * @throws StackOverflowError if the stack is nearly used up
     * @throws OutOfMemoryError if the heap is
     */
    public static void require() {
        deepen(DEPTH, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        if (freeBytes() < PLENTY) {
            // Asked for its identity, the array is really made, whatever the JIT thinks of it.
            int unused = System.identityHashCode(new byte[BYTES]);
        }
    }

    /** Garbage is not counted among what is free. Asking costs less than touching memory that was never used before. */
    private static long freeBytes() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
    }

    /** Its many parameters make the frame large, also when it is compiled. */
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
