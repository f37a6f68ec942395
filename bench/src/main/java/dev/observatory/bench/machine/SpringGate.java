package dev.observatory.bench.machine;

import java.util.EnumSet;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.statemachine.StateContext;
import org.springframework.statemachine.StateMachine;
import org.springframework.statemachine.config.StateMachineBuilder;
import reactor.core.publisher.Mono;

/** Spring Statemachine, which carries the payload in a header. */
final class SpringGate extends Gate {
    private static final String AMOUNT = "amount";
    private static final Message<Cue> GO = message(Cue.GO);
    private static final Message<Cue> STOP = message(Cue.STOP);

    private final StateMachine<Light, Cue> gate;
    private final boolean guarded;

    SpringGate(boolean guarded) {
        this.guarded = guarded;
        try {
            gate = build();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
        gate.startReactively().block();
    }

    private static Message<Cue> message(Cue cue) {
        return MessageBuilder.withPayload(cue).setHeader(AMOUNT, PAYLOAD).build();
    }

    private StateMachine<Light, Cue> build() throws Exception {
        StateMachineBuilder.Builder<Light, Cue> builder = StateMachineBuilder.builder();
        builder.configureConfiguration().withConfiguration().beanFactory(new DefaultListableBeanFactory());
        builder.configureStates().withStates().initial(Light.RED).states(EnumSet.allOf(Light.class));
        for (int i = guarded ? 0 : GUARDS - 1; i < GUARDS; i++) {
            int number = i;
            builder.configureTransitions()
                    .withExternal()
                    .source(Light.RED)
                    .target(Light.GREEN)
                    .event(Cue.GO)
                    .guard(context -> passing == number)
                    .action(this::add);
        }
        builder.configureTransitions()
                .withExternal()
                .source(Light.GREEN)
                .target(Light.RED)
                .event(Cue.STOP)
                .action(this::add);
        return builder.build();
    }

    private void add(StateContext<Light, Cue> context) {
        if (!guarded) {
            sum += (Integer) context.getMessageHeader(AMOUNT);
        }
    }

    @Override
    void around() {
        gate.sendEvent(Mono.just(GO)).blockLast();
        gate.sendEvent(Mono.just(STOP)).blockLast();
    }

    @Override
    Light state() {
        return gate.getState().getId();
    }
}
