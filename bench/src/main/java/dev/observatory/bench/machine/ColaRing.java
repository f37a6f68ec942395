package dev.observatory.bench.machine;

import com.alibaba.cola.statemachine.StateMachine;
import com.alibaba.cola.statemachine.builder.StateMachineBuilder;
import com.alibaba.cola.statemachine.builder.StateMachineBuilderFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** COLA, which leaves the state to the caller. One action replaces all three observers. */
final class ColaRing extends Ring {
    private static final AtomicInteger MADE = new AtomicInteger();
    private final StateMachine<Light, Cue, ColaRing> machine;
    private Light state = Light.RED;

    ColaRing(boolean observed) {
        StateMachineBuilder<Light, Cue, ColaRing> builder = StateMachineBuilderFactory.create();
        for (Light from : Light.values()) {
            builder.externalTransition()
                    .from(from)
                    .to(after(from))
                    .on(cueOf(from))
                    .when(context -> true)
                    .perform((source, target, event, context) -> {
                        if (observed) {
                            context.notifications += 3;
                        }
                    });
        }
        machine = builder.build("ring " + MADE.incrementAndGet());
    }

    @Override
    void around() {
        state = machine.fireEvent(state, Cue.GO, this);
        state = machine.fireEvent(state, Cue.CAUTION, this);
        state = machine.fireEvent(state, Cue.STOP, this);
    }

    @Override
    Light state() {
        return state;
    }
}
