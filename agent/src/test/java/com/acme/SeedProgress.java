package com.acme;

import dev.observatory.event.Event;
import dev.observatory.event.Events;
import dev.observatory.event.ProgressData;
import java.util.List;

/** The chapter "Tracking Progress": written once, run with an observer and without. */
public final class SeedProgress {
    record Task(String name) {
        void doIt() {
            System.out.println("doing " + name);
        }
    }

    @Event
    static void automateTasks(List<Task> tasks) {
        for (Task task : Events.track(tasks)) {
            task.doIt();
        }
    }

    static void updateProgressBar(ProgressData progress) {
        System.out.println(Math.round(progress.fraction() * 100) + "% " + progress.status());
    }

    public static void main(String[] args) {
        automateTasks(List.of(new Task("headless")));

        Events.of(SeedProgress.class, "automateTasks").progressUpdated().connect(SeedProgress::updateProgressBar);

        automateTasks(List.of(new Task("a"), new Task("b")));
    }
}
