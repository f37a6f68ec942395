package dev.observatory.bench.graph;

/** The random numbers of the layered shapes, the same in every language: 32-bit integers only. */
final class Draws {
    private static final double RANGE = 4294967296.0;

    private int a = 246123560;
    private int b = (int) 2434935956L;
    private int c = 752727108;
    private int d = 913990249;

    /** The next, from 0 up to but not 1. */
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
