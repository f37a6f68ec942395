package com.acme;

import dev.observatory.event.Event;

/** Code under test. */
public final class Till {
    @Event
    public int ring(int price) {
        return price;
    }
}
