package dev.observatory.bench;

/** The shortest program. */
final class EmptyMain {
    private EmptyMain() {}

    /**
     * Does nothing.
     *
     * @param args none
     */
    public static void main(String[] args) {}
}
