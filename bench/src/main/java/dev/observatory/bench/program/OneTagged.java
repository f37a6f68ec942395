package dev.observatory.bench.program;

import dev.observatory.event.Event;

/** A minimal program with one tagged method. */
public final class OneTagged {
    private OneTagged() {}

    /**
     * Calls its tagged method.
     *
     * @param args ignored
     */
    public static void main(String[] args) {
        work();
    }

    @Event
    private static void work() {}
}
