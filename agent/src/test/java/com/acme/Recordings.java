package com.acme;

import dev.observatory.event.EventStatus;
import dev.observatory.event.Events;
import java.nio.file.Path;
import jdk.jfr.Recording;

/** Makes flight recordings, and asks in between whether anything is observed. */
public final class Recordings {
    private Recordings() {}

    public static void main(String[] args) throws Exception {
        Shop.once();
        tell("before");
        for (int i = 0; i < args.length; i++) {
            try (Recording recording = new Recording()) {
                recording.start();
                tell("during");
                Shop.once();
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
                + Events.any(EventStatus.EXITED).isObserved() + " "
                + dev.observatory.attribute.Attributes.any().isObserved());
    }
}
