package dev.observatory.bench.collections;

/** How many changes observers heard of. */
final class Heard {
    long changes;

    /** Fails unless observers heard of each call at least once, and nobody of anything if there are none. */
    void check(int observers, long calls) {
        if (changes < observers * calls || (observers == 0 && changes != 0)) {
            throw new IllegalStateException(
                    "Benchmark is wrong: heard [" + changes + "] changes of [" + observers * calls + "]");
        }
    }

    static void check(boolean isRight, Object found) {
        if (!isRight) {
            throw new IllegalStateException("Benchmark is wrong: found [" + found + "]");
        }
    }
}
