package dev.observatory.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.observatory.machine.Machine;
import dev.observatory.machine.State;
import dev.observatory.machine.TransitionRefusedException;
import dev.observatory.machine.Trigger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The chapter "State Machine", and what has been added to it. */
class StateMachineTest {
    private final List<String> received = new ArrayList<>();

    record Fault(int level) {}

    private static final class TrafficLight extends Machine {
        private final List<Fault> logged = new ArrayList<>();
        private final State green = state("GREEN");
        private final State yellow = state("YELLOW");
        private final State red = initial("RED");
        private final State off = state("OFF").requireTrigger(false);
        private final Trigger toGreen = trigger(red.to(green));
        private final Trigger toYellow = trigger(green.to(yellow));
        private final Trigger toStop = trigger(yellow.to(red), off.to(red));
        private final Trigger.Of<Fault> fail = trigger(
                Fault.class,
                ANY.to(red).when("severe", (Fault f) -> f.level() > 2).then(this::log));

        private void log(Fault fault) {
            logged.add(fault);
        }
    }

    private final TrafficLight trafficLight = new TrafficLight();

    @Test
    void statesAndTriggersAreTheFieldsOfAClass() {
        assertThat(trafficLight.states()).hasToString("[GREEN, YELLOW, RED, OFF]");
        assertThat(trafficLight.triggers()).hasToString("[toGreen, toYellow, toStop, fail]");
        assertThat(trafficLight.state()).hasToString("RED");
    }

    @Test
    void firingATriggerGoesFromStateToState() {
        trafficLight.toGreen.fire();
        assertThat(trafficLight.state()).isSameAs(trafficLight.green);

        trafficLight.toYellow.fire();
        assertThat(trafficLight.state()).isSameAs(trafficLight.yellow);
    }

    @Test
    void aStateIsSetWhereATriggerLeadsOrFreely() {
        trafficLight.set(trafficLight.green);
        assertThat(trafficLight.state()).isSameAs(trafficLight.green);

        assertThatExceptionOfType(TransitionRefusedException.class)
                .isThrownBy(() -> trafficLight.set(trafficLight.red));
        trafficLight.set(trafficLight.off);

        assertThat(trafficLight.state()).isSameAs(trafficLight.off);
    }

    @Test
    void aTriggerReportsWhetherItIsReady() {
        assertThat(trafficLight.toGreen.isReady()).isTrue();
        assertThat(trafficLight.toStop.isReady()).isFalse();
        assertThat(trafficLight.explain(trafficLight.toStop))
                .hasToString("Trigger [toStop] cannot fire from state [RED]; it fires from [YELLOW, OFF]");
    }

    @Test
    void observersAreNotifiedOfStatesTriggersAndTheMachine() {
        trafficLight.red.exited().connect(t -> received.add("Exited " + t.from()));
        trafficLight.green.entered().connect(t -> received.add("Entered " + t.to()));
        trafficLight.toGreen.triggered().connect(t -> received.add("Triggered " + t.trigger()));
        trafficLight.updated().connect(t -> received.add("Updated from " + t.from() + " to " + t.to()));

        trafficLight.toGreen.fire();

        assertThat(received)
                .containsExactly("Exited RED", "Triggered toGreen", "Entered GREEN", "Updated from RED to GREEN");
    }

    @Test
    void aTriggerMayCarryAPayload() {
        trafficLight.toGreen.fire();

        assertThat(trafficLight.fail.tryFire(new Fault(1)).isTaken()).isFalse();
        trafficLight.fail.fire(new Fault(3));

        assertThat(trafficLight.logged).containsExactly(new Fault(3));
        assertThat(trafficLight.state()).isSameAs(trafficLight.red);
    }
}
