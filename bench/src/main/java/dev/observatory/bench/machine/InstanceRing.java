package dev.observatory.bench.machine;

import dev.observatory.machine.Machine;
import dev.observatory.machine.MachineDefinition;
import dev.observatory.machine.MachineInstance;
import dev.observatory.machine.MachineOptions;

/** Observatory's machine, as an instance of a shared definition. */
final class InstanceRing extends Ring {
    static final MachineDefinition<Light, Cue, Object> DEFINITION = Machine.define(Light.class, Cue.class)
            .initial(Light.RED)
            .on(Light.RED, Cue.GO, Light.GREEN)
            .on(Light.GREEN, Cue.CAUTION, Light.YELLOW)
            .on(Light.YELLOW, Cue.STOP, Light.RED)
            .build();

    private final MachineInstance<Light, Cue, Object> light;

    InstanceRing(boolean confined, boolean observed) {
        light = DEFINITION.instance("context", confined ? MachineOptions.confined() : MachineOptions.serial());
        if (observed) {
            for (Light state : Light.values()) {
                light.exited(state).connect(step -> notifications++);
                light.entered(state).connect(step -> notifications++);
            }
            light.updated().connect(step -> notifications++);
        }
    }

    @Override
    void around() {
        light.fire(Cue.GO);
        light.fire(Cue.CAUTION);
        light.fire(Cue.STOP);
    }

    @Override
    Light state() {
        return light.state();
    }
}
