package dev.observatory.bench.machine;

import java.util.EnumSet;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.statemachine.StateMachine;
import org.springframework.statemachine.config.StateMachineBuilder;
import org.springframework.statemachine.config.configurers.StateConfigurer;
import reactor.core.publisher.Mono;

/** Spring Statemachine. */
final class SpringRing extends Ring {
    private static final Message<Cue> GO = new GenericMessage<>(Cue.GO);
    private static final Message<Cue> CAUTION = new GenericMessage<>(Cue.CAUTION);
    private static final Message<Cue> STOP = new GenericMessage<>(Cue.STOP);
    private final StateMachine<Light, Cue> light;

    SpringRing(boolean observed) {
        try {
            light = build(observed);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
        light.startReactively().block();
        notifications = 0;
    }

    private StateMachine<Light, Cue> build(boolean observed) throws Exception {
        StateMachineBuilder.Builder<Light, Cue> builder = StateMachineBuilder.builder();
        builder.configureConfiguration().withConfiguration().beanFactory(new DefaultListableBeanFactory());
        StateConfigurer<Light, Cue> states =
                builder.configureStates().withStates().initial(Light.RED).states(EnumSet.allOf(Light.class));
        for (Light state : Light.values()) {
            if (observed) {
                states.stateEntry(state, context -> notifications += 2);
                states.stateExit(state, context -> notifications++);
            }
            builder.configureTransitions()
                    .withExternal()
                    .source(state)
                    .target(after(state))
                    .event(cueOf(state));
        }
        return builder.build();
    }

    @Override
    void around() {
        fire(GO);
        fire(CAUTION);
        fire(STOP);
    }

    private void fire(Message<Cue> cue) {
        light.sendEvent(Mono.just(cue)).blockLast();
    }

    @Override
    Light state() {
        return light.getState().getId();
    }
}
