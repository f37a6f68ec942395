package com.acme;

import dev.observatory.event.EventData;
import dev.observatory.event.EventStatus;
import dev.observatory.event.Observes;

/** Static observers that a setting of the agent names. */
public final class Foos {
    private Foos() {}

    @Observes(status = EventStatus.CRASHED)
    static void crashed(EventData data) {
        System.out.println("crashed " + data.name());
    }
}
