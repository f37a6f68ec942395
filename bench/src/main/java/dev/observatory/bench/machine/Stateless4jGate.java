package dev.observatory.bench.machine;

import com.github.oxo42.stateless4j.StateConfiguration;
import com.github.oxo42.stateless4j.StateMachine;
import com.github.oxo42.stateless4j.StateMachineConfig;
import com.github.oxo42.stateless4j.triggers.TriggerWithParameters1;

/** stateless4j. */
final class Stateless4jGate extends Gate {
    private final StateMachineConfig<Light, Cue> config = new StateMachineConfig<>();
    private final TriggerWithParameters1<Integer, Light, Cue> go = config.setTriggerParameters(Cue.GO, Integer.class);
    private final TriggerWithParameters1<Integer, Light, Cue> stop =
            config.setTriggerParameters(Cue.STOP, Integer.class);
    private final StateMachine<Light, Cue> gate;

    Stateless4jGate(boolean guarded) {
        StateConfiguration<Light, Cue> red = config.configure(Light.RED);
        StateConfiguration<Light, Cue> green = config.configure(Light.GREEN).permit(Cue.STOP, Light.RED);
        if (guarded) {
            for (int i = 0; i < GUARDS; i++) {
                int number = i;
                red.permitIf(Cue.GO, Light.GREEN, () -> passing == number);
            }
        } else {
            red.permit(Cue.GO, Light.GREEN).onEntryFrom(stop, amount -> sum += amount, Integer.class);
            green.onEntryFrom(go, amount -> sum += amount, Integer.class);
        }
        gate = new StateMachine<>(Light.RED, config);
    }

    @Override
    void around() {
        gate.fire(go, PAYLOAD);
        gate.fire(stop, PAYLOAD);
    }

    @Override
    Light state() {
        return gate.getState();
    }
}
