package com.acme;

import dev.observatory.event.Events;
import dev.observatory.hook.Subscription;

/** Connects an observer for a test, from a class that is not a test. */
final class Helper {
    private Helper() {}

    static Subscription connect() {
        return Events.of(Till.class, "ring").completed().connect(data -> Till.HEARD.add("helper"));
    }
}
