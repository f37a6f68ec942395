package dev.observatory.bench.program;

/** The shortest program. */
public final class EmptyMain {
    private EmptyMain() {}

    /**
     * Does nothing.
     *
     * @param args none
     */
    public static void main(String[] args) {}
}
