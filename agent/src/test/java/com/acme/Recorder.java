package com.acme;

import dev.observatory.event.EventData;
import dev.observatory.event.EventPoint;
import dev.observatory.event.EventStatus;
import dev.observatory.event.Events;
import dev.observatory.event.ProgressData;
import java.util.Arrays;

/** Prints each event that it observes, on one line. */
final class Recorder {
    private Recorder() {}

    static void all() {
        Events.any(EventStatus.ABOUT_TO_RUN).connect(Recorder::print);
        Events.any(EventStatus.COMPLETED).connect(Recorder::print);
        Events.any(EventStatus.CRASHED).connect(Recorder::print);
        Events.any(EventStatus.EXITED).connect(Recorder::print);
        Events.anyProgress().connect(Recorder::print);
    }

    /** Observes everything and prints only the count. */
    static int[] countAll() {
        int[] emissions = new int[1];
        for (EventStatus status : new EventStatus[] {
            EventStatus.ABOUT_TO_RUN, EventStatus.COMPLETED, EventStatus.CRASHED, EventStatus.EXITED
        }) {
            Events.any(status).connect(data -> emissions[0]++);
        }
        return emissions;
    }

    static void outcomes(EventPoint event) {
        event.completed().connect(Recorder::print);
        event.crashed().connect(Recorder::print);
    }

    static void print(EventData data) {
        Object[] args = data.args().toArray();
        String outcome =
                switch (data.status()) {
                    case COMPLETED -> " = " + show(data.result());
                    case CRASHED -> " ! " + data.excDesc();
                    case EXITED -> data.crashed() ? " crashed" : "";
                    default -> "";
                };
        String tags = data.tags().isEmpty() ? "" : " " + data.tags();
        System.out.println(data.status() + " " + data.name() + show(args) + outcome + tags);
    }

    static void print(ProgressData progress) {
        System.out.println(progress.status() + " " + progress.name() + " " + progress.done() + "/" + progress.length()
                + " at " + progress.currentItem());
    }

    private static String show(Object value) {
        return value instanceof Object[] array ? Arrays.deepToString(array) : String.valueOf(value);
    }
}
