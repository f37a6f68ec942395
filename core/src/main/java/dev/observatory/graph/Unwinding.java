package dev.observatory.graph;

/** Leaves functions that nest too deep. An error, so that exception handlers of functions are unlikely to catch it. */
final class Unwinding extends Error {
    private static final long serialVersionUID = 1L;

    Unwinding() {
        super("functions of derived nodes nest too deep; this exception never leaves the graph", null, false, false);
    }
}
