package dev.observatory.bench.woven;

import dev.observatory.attribute.ObservableAttr;
import dev.observatory.event.Event;

/** The class that the agent weaves; equal to {@link Plain} except for the tags. */
final class Tagged {
    int x = 7;

    /** A counter for observers, one per object so that threads do not share it. */
    long seen;

    @ObservableAttr
    int written;

    @Event
    int f(int a) {
        return a * 31 + x;
    }

    void write(int value) {
        written = value;
    }
}
