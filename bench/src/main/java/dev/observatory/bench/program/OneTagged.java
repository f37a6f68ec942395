package dev.observatory.bench.program;

import dev.observatory.event.Event;

/** The shortest program with something to weave. */
public final class OneTagged {
    private OneTagged() {}

    /**
     * Calls its tagged method.
     *
     * @param args none
     */
    public static void main(String[] args) {
        work();
    }

    @Event
    private static void work() {}
}
