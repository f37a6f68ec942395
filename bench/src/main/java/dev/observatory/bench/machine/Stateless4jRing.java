package dev.observatory.bench.machine;

import com.github.oxo42.stateless4j.StateConfiguration;
import com.github.oxo42.stateless4j.StateMachine;
import com.github.oxo42.stateless4j.StateMachineConfig;

/** stateless4j, which supports actions of states; a second entry action replaces the observer of the machine. */
final class Stateless4jRing extends Ring {
    private final StateMachine<Light, Cue> light;

    Stateless4jRing(boolean observed) {
        light = new StateMachine<>(Light.RED, config(observed));
    }

    private StateMachineConfig<Light, Cue> config(boolean observed) {
        StateMachineConfig<Light, Cue> config = new StateMachineConfig<>();
        for (Light state : Light.values()) {
            StateConfiguration<Light, Cue> each = config.configure(state).permit(cueOf(state), after(state));
            if (observed) {
                each.onExit(() -> notifications++);
                each.onEntry(() -> notifications++);
                each.onEntry(() -> notifications++);
            }
        }
        return config;
    }

    @Override
    void around() {
        light.fire(Cue.GO);
        light.fire(Cue.CAUTION);
        light.fire(Cue.STOP);
    }

    @Override
    Light state() {
        return light.getState();
    }
}
