package com.acme;

import dev.observatory.event.Event;
import dev.observatory.event.EventPoint;
import dev.observatory.event.Events;
import dev.observatory.event.Extra;
import dev.observatory.hook.Subscription;
import java.util.List;

/** One event of each outcome, with progress, tags and all members of the annotation. */
public final class Lifecycle {
    @Event(
            description = "imports assets",
            extra = {@Extra(key = "project", value = "Super"), @Extra(key = "area", value = "art")},
            elevated = true)
    int importAll(List<String> files, boolean strict) {
        for (String file : Events.track(files)) {
            Events.tag("last", file);
            if (strict && file.isEmpty()) {
                throw new IllegalStateException("empty name");
            }
        }
        return files.size();
    }

    @Event(name = "early")
    static String firstLong(String... names) {
        for (String name : Events.track(names)) {
            if (name.length() > 3) {
                return name;
            }
        }
        return null;
    }

    public static void main(String[] args) {
        Lifecycle target = new Lifecycle();
        target.importAll(List.of("before any observer"), false);
        Recorder.all();
        EventPoint event = Events.of(Lifecycle.class, "importAll");
        System.out.println(
                event.isWoven() + " " + Events.of(Lifecycle.class, "firstLong").isWoven());
        Subscription details = event.completed()
                .connect(data -> System.out.println(data.description() + " " + data.extra() + " " + data.elevated()
                        + " " + data.arguments().keySet() + " " + (data.target() == target) + " "
                        + data.action().getName() + " " + (data.thread() == Thread.currentThread()) + " "
                        + (data.duration().toNanos() > 0) + " " + data.parentId()));
        target.importAll(List.of("a", "b"), true);
        details.close();
        try {
            target.importAll(List.of("a", ""), true);
        } catch (IllegalStateException expected) {
            System.out.println("caught " + expected.getMessage());
        }
        System.out.println(firstLong("a", "long name", "c"));
    }
}
