package com.acme.absent;

import dev.observatory.broker.Subscribes;
import dev.observatory.event.EventData;
import dev.observatory.event.EventStatus;
import dev.observatory.event.Observes;
import dev.observatory.hook.EventHook;
import org.jspecify.annotations.Nullable;

/** Observers that only the agent connects, in a class that reflection refuses. */
public class IncompleteObservers {
    static final EventHook<String> HOOK = new EventHook<>("hook");

    @Nullable
    static Absent unused;

    @Nullable
    static Absent never(Absent argument) {
        return argument;
    }

    @Observes(
            type = AbsentObservers.class,
            method = "work",
            parameterTypes = {int.class, String[].class},
            status = EventStatus.ABOUT_TO_RUN)
    @Observes(type = AbsentObservers.class, method = "rest", status = EventStatus.COMPLETED)
    private static void working(EventData data) {
        System.out.println(data.name() + " " + data.status());
    }

    @Observes(status = EventStatus.CRASHED)
    static void crash(EventData data) {
        System.out.println("crash " + data.name());
    }

    @Observes(type = IncompleteObservers.class, hook = "HOOK")
    static void emitted(String value) {
        System.out.println("hook " + value);
    }

    @Subscribes("absent.news")
    static void news(String value) {
        System.out.println("news " + value);
    }

    @Observes(type = AbsentObservers.class, method = "rest", status = EventStatus.EXITED)
    void ofObject(EventData data) {
        System.out.println("object " + data.name());
    }
}
