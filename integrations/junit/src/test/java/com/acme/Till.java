package com.acme;

import dev.observatory.event.Event;
import dev.observatory.event.Events;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Code under test, with a listener of its own. */
final class Till {
    static final List<String> HEARD = new CopyOnWriteArrayList<>();

    @Event
    int ring(int price) {
        return price;
    }

    static void listenForGood() {
        Events.of(Till.class, "ring").completed().connect(data -> HEARD.add("program"));
    }
}
