package dev.observatory.bench.machine;

import com.alibaba.cola.statemachine.StateMachine;
import com.alibaba.cola.statemachine.builder.StateMachineBuilder;
import com.alibaba.cola.statemachine.builder.StateMachineBuilderFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * COLA, whose transitions of one trigger must have different targets: the first seven lead to states that are never reached.
 * The states are numbers, from red to green.
 */
final class ColaGate extends Gate {
    private static final AtomicInteger MADE = new AtomicInteger();
    private static final Integer RED = -1;
    private static final Integer GREEN = GUARDS - 1;

    private final StateMachine<Integer, Cue, Integer> machine;
    private Integer state = RED;

    ColaGate(boolean guarded) {
        StateMachineBuilder<Integer, Cue, Integer> builder = StateMachineBuilderFactory.create();
        for (int i = guarded ? 0 : GREEN; i < GUARDS; i++) {
            int number = i;
            builder.externalTransition()
                    .from(RED)
                    .to(number)
                    .on(Cue.GO)
                    .when(payload -> passing == number)
                    .perform((from, to, cue, payload) -> add(guarded, payload));
        }
        builder.externalTransition()
                .from(GREEN)
                .to(RED)
                .on(Cue.STOP)
                .when(payload -> true)
                .perform((from, to, cue, payload) -> add(guarded, payload));
        machine = builder.build("gate " + MADE.incrementAndGet());
    }

    private void add(boolean guarded, Integer payload) {
        if (!guarded) {
            sum += payload;
        }
    }

    @Override
    void around() {
        state = machine.fireEvent(state, Cue.GO, PAYLOAD);
        state = machine.fireEvent(state, Cue.STOP, PAYLOAD);
    }

    @Override
    Light state() {
        return state.equals(RED) ? Light.RED : Light.GREEN;
    }
}
