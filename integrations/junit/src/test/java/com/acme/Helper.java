package com.acme;

import dev.observatory.event.Events;
import dev.observatory.hook.Subscription;

/** Connects on behalf of a test, and is no part of it. */
final class Helper {
    private Helper() {}

    static Subscription connect() {
        return Events.of(Till.class, "ring").completed().connect(data -> Till.HEARD.add("helper"));
    }
}
