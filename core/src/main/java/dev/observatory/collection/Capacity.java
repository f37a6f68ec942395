package dev.observatory.collection;

/** Checks what a caller says about the room that a collection will need. */
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
