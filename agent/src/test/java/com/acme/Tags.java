package com.acme;

import dev.observatory.event.Event;
import dev.observatory.event.Events;
import java.util.List;

/** An observed event around an unobserved one, whose tags must not be set on the outer one. */
public final class Tags {
    private Tags() {}

    @Event
    static void outer() {
        Events.tag("outer", 1);
        inner();
        List.of(1).forEach(number -> Events.tag("in lambda", number));
        helper();
    }

    @Event
    static void inner() {
        Events.tag("inner", 1);
        helper();
        for (String item : Events.track(List.of("unseen"))) {
            Events.tag("item", item);
        }
        System.out.println("inside inner: " + Events.current().isPresent());
    }

    private static void helper() {
        Events.tag("helper", Events.current().map(call -> call.event().name()).orElse("none"));
    }

    public static void main(String[] args) {
        inner();
        Events.of(Tags.class, "outer").completed().connect(Recorder::print);
        Events.of(Tags.class, "outer").progressUpdated().connect(Recorder::print);
        outer();
        Events.of(Tags.class, "inner").completed().connect(Recorder::print);
        outer();
    }
}
