package com.acme;

import dev.observatory.event.Event;
import dev.observatory.event.EventPoint;
import dev.observatory.event.Events;
import dev.observatory.hook.EventHook;
import java.util.List;

/** Uses the library under a security manager that permits nothing. */
public final class Permissionless {
    private Permissionless() {}

    @Event
    static int add(int a, int b) {
        Events.tag("first", a);
        int sum = 0;
        for (int each : Events.track(List.of(a, b))) {
            sum += each;
        }
        return sum;
    }

    public static void main(String[] args) throws Exception {
        System.out.println(add(1, 2));
        EventHook<String> hook = new EventHook<>("greeted");
        hook.connect(name -> System.out.println("hello " + name));
        hook.emit("world");
        EventPoint defined = Events.define("defined");
        defined.completed().connect(data -> System.out.println(data.name() + " " + data.tags() + " " + data.result()));
        System.out.println((int) defined.call(() -> add(3, 4)));
    }
}
