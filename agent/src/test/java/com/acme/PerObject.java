package com.acme;

import dev.observatory.attribute.Attribute;
import dev.observatory.attribute.Attributes;
import dev.observatory.event.Event;
import dev.observatory.event.EventPoint;
import dev.observatory.event.Events;
import dev.observatory.hook.Subscription;

/** Two objects, one of which is observed. */
public final class PerObject {
    private final String name;

    private PerObject(String name) {
        this.name = name;
    }

    @Event
    String call(PerObject other) {
        Events.tag("in", name);
        return other == null ? name : other.call(null);
    }

    public static void main(String[] args) {
        PerObject mine = new PerObject("mine");
        PerObject theirs = new PerObject("theirs");
        EventPoint call = Events.of(PerObject.class, "call");
        Subscription subscription =
                call.bind(mine).completed().connect(data -> System.out.println(data.result() + " " + data.tags()));
        mine.call(theirs);
        theirs.call(mine);
        subscription.close();
        mine.call(theirs);
        Probe probe = new Probe();
        Attribute<Double> scale = Attributes.of(Probe.class, "scale");
        scale.bind(probe).assigned().connect(change -> System.out.println("own " + change.newValue()));
        scale.assigned().connect(change -> System.out.println("all " + change.newValue()));
        probe.scale = 3;
        new Probe().scale = 4;
    }
}
