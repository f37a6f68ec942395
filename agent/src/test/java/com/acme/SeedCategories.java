package com.acme;

import dev.observatory.event.Event;
import dev.observatory.event.EventData;
import dev.observatory.event.EventStatus;
import dev.observatory.event.Observes;

/** The chapter "Observing event categories"; the agent connects the observer. */
public final class SeedCategories {
    @Event
    static void eventOne() {}

    @Event
    static void eventTwo() {}

    @Observes(status = EventStatus.COMPLETED)
    static void onAnyEventCompleted(EventData eventData) {
        System.out.println(eventData.name() + " completed");
    }

    public static void main(String[] args) {
        eventOne();
        eventTwo();
    }
}
