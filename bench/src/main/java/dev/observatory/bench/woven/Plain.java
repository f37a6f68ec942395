package dev.observatory.bench.woven;

/** The untagged twin of {@link Tagged}. */
final class Plain {
    int x = 7;
    int written;

    int f(int a) {
        return a * 31 + x;
    }

    void write(int value) {
        written = value;
    }
}
