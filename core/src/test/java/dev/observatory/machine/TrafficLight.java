package dev.observatory.machine;

import java.util.ArrayList;
import java.util.List;

/** The machine of the documentation. */
final class TrafficLight extends Machine {
    record Fault(int level) {}

    final List<Fault> logged = new ArrayList<>();

    final State green = state("GREEN"), yellow = state("YELLOW"), red = initial("RED");
    final Trigger toGreen = trigger(red.to(green)),
            toYellow = trigger(green.to(yellow)),
            toStop = trigger(yellow.to(red));
    final Trigger.Of<Fault> fail = trigger(
            Fault.class, ANY.to(red).when("severe", (Fault f) -> f.level() > 2).then(this::log));

    TrafficLight() {}

    TrafficLight(MachineOptions options) {
        super(options);
    }

    private void log(Fault fault) {
        logged.add(fault);
    }
}
