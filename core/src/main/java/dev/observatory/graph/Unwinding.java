package dev.observatory.graph;

/** Leaves functions that nest too deep. An error, so that the handlers of functions are unlikely to catch it; it tells nothing. */
final class Unwinding extends Error {
    private static final long serialVersionUID = 1L;

    Unwinding() {
        super("functions of derived nodes nest too deep; this exception never leaves the graph", null, false, false);
    }
}
