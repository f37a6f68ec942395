package com.acme;

import dev.observatory.event.Event;
import dev.observatory.event.Events;

/** Tagged members that cannot be woven, and one that can. */
public abstract class Unweavable {
    @Event
    abstract int unwritten();

    @Event
    static native int foreign();

    @Event
    static int woven() {
        return 1;
    }

    public static void main(String[] args) {
        Events.of(Unweavable.class, "woven").completed().connect(data -> System.out.println(data.name()));
        System.out.println(Events.of(Unweavable.class, "unwritten").isWoven());
        System.out.println(Events.of(Unweavable.class, "foreign").isWoven());
        woven();
    }
}
