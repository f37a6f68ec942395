package com.acme;

import dev.observatory.event.Event;
import dev.observatory.event.Events;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Code under test with a listener of its own. */
public final class Till {
    public static final List<String> HEARD = new CopyOnWriteArrayList<>();

    @Event
    public int ring(int price) {
        return price;
    }

    public static void listenForGood() {
        Events.of(Till.class, "ring").completed().connect(data -> HEARD.add("program"));
    }
}
