package dev.observatory.bench.collections;

/** Counts the changes reported to observers. */
final class ChangeCounter {
    long changes;

    /** Fails unless each call was reported to each observer at least once, or if changes were counted without observers. */
    void check(int observers, long calls) {
        if (changes < observers * calls || (observers == 0 && changes != 0)) {
            throw new IllegalStateException(
                    "Benchmark is wrong: counted [" + changes + "] changes of [" + observers * calls + "]");
        }
    }

    static void check(boolean isRight, Object found) {
        if (!isRight) {
            throw new IllegalStateException("Benchmark is wrong: found [" + found + "]");
        }
    }
}
