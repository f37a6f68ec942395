package com.acme;

import dev.observatory.attribute.Attributes;
import dev.observatory.attribute.ObservableAttr;
import dev.observatory.event.Event;
import dev.observatory.event.Events;

/** Looks up events and fields that nothing emits without an agent. */
public final class Unheard {
    @ObservableAttr
    int field;

    @Event
    int work() {
        field = 7;
        return field;
    }

    public static void main(String[] args) {
        Events.of(Unheard.class, "work").completed().connect(data -> System.out.println("fired"));
        Attributes.of(Unheard.class, "field").assigned().connect(change -> System.out.println("assigned"));
        boolean wovenEvent = Events.of(Unheard::work).isWoven();
        boolean wovenField = Attributes.of(Unheard.class, "field").isWoven();
        System.out.println(wovenEvent + " " + wovenField + " " + new Unheard().work());
    }
}
