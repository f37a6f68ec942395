package com.acme;

import dev.observatory.event.Event;
import dev.observatory.event.EventData;
import dev.observatory.event.EventPoint;
import dev.observatory.event.Events;

/** The chapter "Events": functions, methods of a class and methods of an object. */
public final class SeedEvents {
    static void start(EventData data) {
        System.out.println("hello!");
    }

    static void stop(EventData data) {
        System.out.println("goodbye!");
    }

    @Event
    static void functionOne() {
        System.out.println("in functionOne");
    }

    @Event
    private int method(int number) {
        return 10 / number;
    }

    public static void main(String[] args) {
        EventPoint functionOne = Events.of(SeedEvents::functionOne);
        functionOne.aboutToRun().connect(SeedEvents::start);
        functionOne.completed().connect(SeedEvents::stop);

        functionOne();

        EventPoint method = Events.of(SeedEvents.class, "method");
        method.completed().connect(data -> System.out.println(data.args() + " = " + data.result()));
        method.crashed()
                .connect(data -> System.out.println(
                        data.args() + " ! " + data.exception().getMessage()));
        method.exited().connect(data -> System.out.println("exited"));
        System.out.println(new SeedEvents().method(5));
        try {
            new SeedEvents().method(0);
        } catch (ArithmeticException expected) {
            System.out.println("caught " + expected.getMessage());
        }
    }
}
