package dev.observatory.bench.machine;

import org.squirrelframework.foundation.fsm.AnonymousAction;
import org.squirrelframework.foundation.fsm.AnonymousCondition;
import org.squirrelframework.foundation.fsm.StateMachineBuilder;
import org.squirrelframework.foundation.fsm.StateMachineBuilderFactory;
import org.squirrelframework.foundation.fsm.impl.AbstractStateMachine;

/**
 * squirrel-foundation; the states are numbers, from red to green, since transitions of one trigger must have different
 * targets.
 */
final class SquirrelGate extends Gate {
    private static final Integer RED = -1;
    private static final Integer GREEN = GUARDS - 1;

    private final Gates gate;

    /** Called by reflection. */
    public static class Gates extends AbstractStateMachine<Gates, Integer, Cue, Integer> {}

    SquirrelGate(boolean guarded) {
        StateMachineBuilder<Gates, Integer, Cue, Integer> builder =
                StateMachineBuilderFactory.create(Gates.class, Integer.class, Cue.class, Integer.class);
        for (int i = guarded ? 0 : GREEN; i < GUARDS; i++) {
            builder.externalTransition()
                    .from(RED)
                    .to(i)
                    .on(Cue.GO)
                    .when(new Passing(i))
                    .perform(new Adding(guarded));
        }
        builder.externalTransition().from(GREEN).to(RED).on(Cue.STOP).perform(new Adding(guarded));
        gate = builder.newStateMachine(RED);
        gate.start();
    }

    private final class Passing extends AnonymousCondition<Integer> {
        private final int number;

        Passing(int number) {
            this.number = number;
        }

        @Override
        public boolean isSatisfied(Integer payload) {
            return passing == number;
        }
    }

    private final class Adding extends AnonymousAction<Gates, Integer, Cue, Integer> {
        private final boolean guarded;

        Adding(boolean guarded) {
            this.guarded = guarded;
        }

        @Override
        public void execute(Integer from, Integer to, Cue cue, Integer payload, Gates machine) {
            if (!guarded) {
                sum += payload;
            }
        }
    }

    @Override
    void around() {
        gate.fire(Cue.GO, PAYLOAD);
        gate.fire(Cue.STOP, PAYLOAD);
    }

    @Override
    Light state() {
        return gate.getCurrentState().equals(RED) ? Light.RED : Light.GREEN;
    }
}
