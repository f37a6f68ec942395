package com.acme;

import dev.observatory.event.Event;
import dev.observatory.event.Events;
import java.nio.file.Path;
import jdk.jfr.Recording;

/** Makes flight recordings, and checks in between whether anything is observed. */
public final class Recordings {
    private Recordings() {}

    public static void main(String[] args) throws Exception {
        if (args.length == 2 && args[0].equals("stack")) {
            stack(Path.of(args[1]));
            return;
        }
        Kiosk.once();
        tell("before");
        for (int i = 0; i < args.length; i++) {
            try (Recording recording = new Recording()) {
                recording.start();
                tell("during");
                Kiosk.once();
                recording.stop();
                recording.dump(Path.of(args[i]));
            }
            tell("after");
        }
        try (Recording uninterested = new Recording()) {
            uninterested.disable("dev.observatory.Event");
            uninterested.enable("dev.observatory.Assignment");
            uninterested.start();
            tell("calls not wanted");
        }
    }

    private static void tell(String when) {
        System.out.println(when + ": "
                + Events.of(Till.class, "ring").isObserved() + " "
                + dev.observatory.attribute.Attributes.any().isObserved());
    }

    /** Ends calls with hardly any stack left. */
    private static void stack(Path file) throws Exception {
        try (Recording recording = new Recording()) {
            recording.start();
            for (int i = 0; i < 20; i++) {
                try {
                    deepen(i);
                } catch (StackOverflowError end) {
                    // As expected.
                }
            }
            new Till().ring(1);
            recording.stop();
            recording.dump(file);
        }
    }

    @Event
    static void deepen(int depth) {
        deepen(depth + 1);
    }
}
