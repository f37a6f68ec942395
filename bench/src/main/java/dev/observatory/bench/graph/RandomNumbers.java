package dev.observatory.bench.graph;

/** The random numbers of the layered shapes, equal in Java and JavaScript: uses only 32-bit integers. */
final class RandomNumbers {
    private static final double RANGE = 4294967296.0;

    private int a = 246123560;
    private int b = (int) 2434935956L;
    private int c = 752727108;
    private int d = 913990249;

    /** Returns the next number, from 0 (inclusive) to 1 (exclusive). */
    double next() {
        int t = a + b;
        a = b ^ (b >>> 9);
        b = c + (c << 3);
        c = Integer.rotateLeft(c, 21);
        d++;
        t += d;
        c += t;
        return Integer.toUnsignedLong(t) / RANGE;
    }
}
