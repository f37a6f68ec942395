package dev.observatory.bench.program;

/** A minimal program. */
public final class EmptyMain {
    private EmptyMain() {}

    /**
     * Does nothing.
     *
     * @param args ignored
     */
    public static void main(String[] args) {}
}
