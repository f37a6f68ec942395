package com.acme.absent;

import dev.observatory.attribute.Attributes;
import dev.observatory.broker.EventBroker;
import dev.observatory.event.EventData;
import dev.observatory.event.EventPoint;
import dev.observatory.event.EventStatus;
import dev.observatory.event.Events;

/** Uses every feature with a class that names a missing type. */
public final class AbsentTypes {
    private AbsentTypes() {}

    public static void main(String[] args) {
        if (args.length > 0) {
            work();
            return;
        }
        Events.any(EventStatus.EXITED).connect(data -> System.out.println(describe(data)));
        EventBroker.of("news").subscribe(message -> System.out.println("news " + message));
        EventPoint working = Events.of(Incomplete.class, "work", int.class);
        working.completed().connect(data -> System.out.println("by parameters " + data.result()));
        Events.of(Incomplete::fail).crashed().connect(data -> System.out.println("by reference " + data.excDesc()));
        Attributes.of(Incomplete.class, "state").assigned().connect(x -> System.out.println("state " + x.newValue()));
        Attributes.of(Incomplete.class, "level").assigned().connect(x -> System.out.println("level " + x.newValue()));
        System.out.println("woven " + working.isWoven() + ", method " + working.action());

        Incomplete object = work();

        EventPoint bound = Events.of(Incomplete.class, "login").bind(object);
        bound.completed().connect(data -> System.out.println("bound " + data.arguments()));
        new Incomplete(1).login("other", "secret");
        object.login("ada", "secret");
        attempt("ambiguous", () -> Events.of(Incomplete.class, "work"));
        attempt("static", () -> Events.of(Incomplete.class, "fail").bind(object));
        attempt("constructor", () -> Events.of(Incomplete.class, "new").bind(object));
        attempt("unknown", () -> Events.of(Incomplete.class, "untagged"));
        attempt("unknown field", () -> Attributes.of(Incomplete.class, "plain"));
    }

    private static Incomplete work() {
        Incomplete object = new Incomplete(3);
        object.work("4");
        object.work(8);
        object.publish();
        object.login("ada", "secret");
        object.untagged(2);
        try {
            Incomplete.fail();
        } catch (IllegalStateException expected) {
            System.out.println("program got " + expected.getMessage());
        }
        return object;
    }

    private static String describe(EventData data) {
        return data.name() + " " + data.arguments() + (data.crashed() ? " ! " : " = ")
                + (data.crashed() ? data.excDesc() : data.result() instanceof Incomplete ? "object" : data.result())
                + (data.elevated() ? " elevated " + data.description() + " " + data.extra() : "");
    }

    private static void attempt(String what, Runnable lookup) {
        try {
            lookup.run();
            System.out.println(what + ": found");
        } catch (RuntimeException refused) {
            System.out.println(what + ": " + refused.getMessage());
        }
    }
}
