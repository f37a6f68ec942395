package com.acme.swap;

import dev.observatory.event.Event;

/** A class that is redefined while it is in use. */
public class Counter {
    @Event
    public int next(int number) {
        return number + 1;
    }

    public int untagged(int number) {
        return number + 1;
    }
}
