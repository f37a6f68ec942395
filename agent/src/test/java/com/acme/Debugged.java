package com.acme;

import dev.observatory.event.Event;
import dev.observatory.event.EventStatus;
import dev.observatory.event.Events;
import java.util.List;

/** Calls a method whose frame a debugger discards, and later another one on the same thread. */
public final class Debugged {
    private static final long UNTIL_CALLS_ARE_COMPARED_WITH_FRAMES = 1_500;

    private Debugged() {}

    @Event
    static int work(int n) {
        int more = n + 1;
        return more * 2;
    }

    @Event
    static int later() {
        return 5;
    }

    public static void main(String[] args) throws InterruptedException {
        for (String name : List.of("work", "later")) {
            var event = Events.of(Debugged.class, name);
            event.aboutToRun().connect(data -> System.out.println(name + " begins, inside " + data.parentId()));
            event.completed().connect(data -> System.out.println(name + " completed: " + data.result()));
            event.crashed()
                    .connect(data -> System.out.println(
                            name + " crashed: " + data.exception().getMessage()));
            event.exited().connect(data -> System.out.println(name + " " + EventStatus.EXITED));
        }
        System.out.println("result " + work(1));
        Thread.sleep(UNTIL_CALLS_ARE_COMPARED_WITH_FRAMES);
        System.out.println("result " + later());
        System.out.println("result " + later());
    }
}
