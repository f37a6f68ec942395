package dev.observatory.collection;

/** Checks initial capacities. */
final class Capacity {
    private Capacity() {}

    static int checked(int capacity) {
        if (capacity < 0) {
            throw new IllegalArgumentException(
                    "Initial capacity must not be negative: [" + capacity + "]; give 0 or leave it out");
        }
        return capacity;
    }
}
