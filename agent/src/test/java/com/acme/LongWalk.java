package com.acme;

import dev.observatory.event.Event;
import dev.observatory.event.EventData;
import dev.observatory.event.Events;

/** Works through far more nodes than memory has room for: what is behind it is garbage. Takes what its observers read. */
public final class LongWalk {
    private final byte[] weight = new byte[1 << 16];
    private LongWalk next = this;

    @Event
    static int along(LongWalk first, int steps) {
        LongWalk at = first;
        first = null;
        for (int i = 0; i < steps; i++) {
            LongWalk made = new LongWalk();
            at.next = made;
            at = made;
        }
        return at.next == at ? steps : at.weight.length;
    }

    private static void show(EventData data) {
        System.out.println(
                data.status() + " " + data.result() + " " + data.args().size() + " " + data.areArgumentsReleased());
    }

    public static void main(String[] args) {
        for (String argument : args) {
            switch (argument) {
                case "result" ->
                    Events.of(LongWalk.class, "along")
                            .completed()
                            .connect(data -> System.out.println("heard " + data.result()));
                case "begin" -> Events.of(LongWalk.class, "along").aboutToRun().connect(LongWalk::show);
                case "end" -> Events.of(LongWalk.class, "along").completed().connect(LongWalk::show);
                default -> System.out.println(along(new LongWalk(), Integer.parseInt(argument)));
            }
        }
    }
}
