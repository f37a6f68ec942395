package com.acme;

import dev.observatory.event.Event;
import dev.observatory.event.EventPoint;
import dev.observatory.event.Events;
import dev.observatory.hook.ObserverErrors;

/** Observers that throw every kind of throwable, overflow the stack, and call the observed method again. */
public final class HostileObservers {
    private int calls;

    private HostileObservers() {}

    @Event
    int count(int n) {
        calls++;
        if (n < 0) {
            throw new IllegalArgumentException("negative");
        }
        return calls;
    }

    private static int overflow(int depth) {
        return overflow(depth + 1) + 1;
    }

    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        @SuppressWarnings("unchecked")
        T unchecked = (T) thrown;
        throw unchecked;
    }

    public static void main(String[] args) {
        HostileObservers target = new HostileObservers();
        EventPoint event = Events.of(HostileObservers.class, "count");
        event.aboutToRun().connect(data -> sneak(new Exception("checked")));
        event.aboutToRun().connect(data -> overflow(0));
        event.aboutToRun().connect(data -> target.count(1));
        event.completed().connect(data -> {
            throw new OutOfMemoryError("pretended");
        });
        event.crashed().connect(data -> sneak(data.exception()));
        event.exited().connect(data -> System.out.println("still observed: " + data.result()));
        System.out.println(target.count(1));
        try {
            target.count(-1);
        } catch (IllegalArgumentException expected) {
            System.out.println(expected.getMessage() + " " + expected.getSuppressed().length + " "
                    + expected.getStackTrace()[0].getMethodName() + " "
                    + expected.getStackTrace()[1].getMethodName());
        }
        System.out.println("errors " + ObserverErrors.count());
    }
}
