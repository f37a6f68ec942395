package dev.observatory.bench.machine;

import dev.observatory.machine.Machine;
import dev.observatory.machine.MachineOptions;
import dev.observatory.machine.State;
import dev.observatory.machine.Trigger;

/** Observatory's machine, as a class with fields. */
final class OurRing extends Ring {
    private final Lights lights;

    static final class Lights extends Machine {
        final State red = initial("RED");
        final State green = state("GREEN");
        final State yellow = state("YELLOW");
        final Trigger go = trigger(red.to(green));
        final Trigger caution = trigger(green.to(yellow));
        final Trigger stop = trigger(yellow.to(red));

        Lights(MachineOptions options) {
            super(options);
        }
    }

    OurRing(boolean confined, boolean observed) {
        lights = new Lights(confined ? MachineOptions.confined() : MachineOptions.serial());
        if (observed) {
            for (State state : lights.states()) {
                state.exited().connect(t -> notifications++);
                state.entered().connect(t -> notifications++);
            }
            lights.updated().connect(t -> notifications++);
        }
    }

    @Override
    void around() {
        lights.go.fire();
        lights.caution.fire();
        lights.stop.fire();
    }

    @Override
    Light state() {
        return Light.valueOf(lights.state().name());
    }
}
