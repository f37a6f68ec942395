package dev.observatory.bench.machine;

import org.squirrelframework.foundation.fsm.AnonymousAction;
import org.squirrelframework.foundation.fsm.StateMachineBuilder;
import org.squirrelframework.foundation.fsm.StateMachineBuilderFactory;
import org.squirrelframework.foundation.fsm.impl.AbstractStateMachine;

/** squirrel-foundation. */
final class SquirrelRing extends Ring {
    private final Lights light;

    /** Called by reflection. */
    public static class Lights extends AbstractStateMachine<Lights, Light, Cue, SquirrelRing> {}

    SquirrelRing(boolean observed) {
        StateMachineBuilder<Lights, Light, Cue, SquirrelRing> builder =
                StateMachineBuilderFactory.create(Lights.class, Light.class, Cue.class, SquirrelRing.class);
        for (Light state : Light.values()) {
            builder.externalTransition().from(state).to(after(state)).on(cueOf(state));
            if (observed) {
                builder.onExit(state).perform(new Counting());
                builder.onEntry(state).perform(new Counting());
            }
        }
        light = builder.newStateMachine(Light.RED);
        if (observed) {
            light.addTransitionCompleteListener(event -> notifications++);
        }
        light.start(this);
    }

    private static final class Counting extends AnonymousAction<Lights, Light, Cue, SquirrelRing> {
        @Override
        public void execute(Light from, Light to, Cue event, SquirrelRing context, Lights machine) {
            if (context != null && event != null) {
                context.notifications++;
            }
        }
    }

    @Override
    void around() {
        light.fire(Cue.GO, this);
        light.fire(Cue.CAUTION, this);
        light.fire(Cue.STOP, this);
    }

    @Override
    Light state() {
        return light.getCurrentState();
    }
}
