package dev.observatory.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.observatory.Together;
import dev.observatory.hook.ObserverErrors;
import dev.observatory.hook.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What machines refuse, and in which words: trigger, state, and where it could have fired. */
class MisuseTest {
    private final TrafficLight light = new TrafficLight();

    /** Ends. */
    private static final class Rocket extends Machine {
        final State ready = initial("READY"), gone = state("GONE").asFinal();
        final Trigger launch = trigger(ready.to(gone));
    }

    @Test
    void aTriggerThatLeadsNowhereFromHere() {
        assertThatExceptionOfType(TransitionRefusedException.class)
                .isThrownBy(light.toStop::fire)
                .withMessage("Trigger [toStop] cannot fire from state [RED]; it fires from [YELLOW]")
                .returns(FireResult.UNHANDLED, TransitionRefusedException::outcome);
        assertThat(light.state()).isSameAs(light.red);
    }

    @Test
    void aTriggerThatAGuardRefuses() {
        assertThatExceptionOfType(TransitionRefusedException.class)
                .isThrownBy(() -> light.fail.fire(new TrafficLight.Fault(1)))
                .withMessage("Trigger [fail] cannot fire from state [RED]; refused by guard [severe]")
                .returns(FireResult.REFUSED_BY_GUARD, TransitionRefusedException::outcome);
    }

    @Test
    void aTriggerThatIsBoundToNoTransition() {
        Trigger unbound = light.trigger("unbound");

        assertThatExceptionOfType(DefinitionException.class)
                .isThrownBy(unbound::fire)
                .withMessage(
                        "Machine [TrafficLight] cannot be used: Trigger [unbound] has no transition; declare one with"
                                + " from.to(target)");
    }

    @Test
    void aTriggerOfAnotherMachine() {
        TrafficLight other = new TrafficLight();

        assertThatExceptionOfType(ForeignElementException.class)
                .isThrownBy(() -> light.explain(other.toStop))
                .withMessage(
                        "Trigger [toStop] belongs to machine [TrafficLight], another one of the same class; machine"
                                + " [TrafficLight] has triggers [toGreen, toYellow, toStop, fail]");
        assertThatExceptionOfType(ForeignElementException.class)
                .isThrownBy(() -> light.explain(new Rocket().launch))
                .withMessage(
                        "Trigger [launch] belongs to machine [Rocket]; machine [TrafficLight] has triggers [toGreen,"
                                + " toYellow, toStop, fail]");
    }

    @Test
    void aStateOfAnotherMachine() {
        TrafficLight other = new TrafficLight();

        assertThatExceptionOfType(ForeignElementException.class)
                .isThrownBy(() -> light.set(other.green))
                .withMessage("State [GREEN] belongs to machine [TrafficLight], another one of the same class; machine"
                        + " [TrafficLight] has states [GREEN, YELLOW, RED]");
        assertThatExceptionOfType(ForeignElementException.class).isThrownBy(() -> light.isIn(other.green));
    }

    @Test
    void aMachineThatIsFinished() {
        Rocket rocket = new Rocket();
        rocket.launch.fire();

        assertThat(rocket.isFinished()).isTrue();
        assertThat(rocket.permitted()).isEmpty();
        assertThat(rocket.launch.tryFire()).isEqualTo(FireResult.UNHANDLED);
        assertThatExceptionOfType(MachineFinishedException.class)
                .isThrownBy(rocket.launch::fire)
                .withMessage(
                        "Trigger [launch] cannot fire: machine [Rocket] is finished in state [GONE]; restore a snapshot or create a new machine");
        assertThatExceptionOfType(MachineFinishedException.class)
                .isThrownBy(() -> rocket.set(rocket.ready))
                .withMessage(
                        "State [READY] cannot be set: machine [Rocket] is finished in state [GONE]; restore a snapshot or create a new machine");
    }

    @Test
    void settingFromInsideATransition() {
        List<Throwable> reported = new ArrayList<>();
        light.updated().connect(t -> light.set(light.red));
        light.updated().connect(t -> light.snapshot());
        light.updated()
                .connect(t -> light.restore(new MachineSnapshot(1, "", List.of("RED"), Map.of(), Map.of(), List.of())));

        try (Subscription errors = ObserverErrors.reported().connect(each -> reported.add(each.exception()))) {
            assertThat(errors.isOpen()).isTrue();
            light.toGreen.fire();
        }

        assertThat(light.state()).isSameAs(light.green);
        assertThat(reported).allMatch(ReentrantSetException.class::isInstance);
        assertThat(reported)
                .extracting(Throwable::getMessage)
                .containsExactly(
                        "State [RED] cannot be set while machine [TrafficLight] is in a transition; fire a trigger instead,"
                                + " which is executed afterwards",
                        "No snapshot can be taken while machine [TrafficLight] is in a transition; fire a trigger instead,"
                                + " which is executed afterwards",
                        "No snapshot can be restored while machine [TrafficLight] is in a transition; fire a trigger instead,"
                                + " which is executed afterwards");
    }

    @Test
    void anotherThreadThanThatOfAConfinedMachine() throws Exception {
        TrafficLight confined = new TrafficLight(MachineOptions.confined());
        confined.toGreen.fire();
        String owner = Thread.currentThread().getName();

        Together.run(() -> {
            assertThatExceptionOfType(ConfinementException.class)
                    .isThrownBy(confined.toYellow::fire)
                    .withMessage(
                            "Machine [TrafficLight] is confined to thread [" + owner
                                    + "] and was used by [together-0]; use MachineOptions.serial() for machines that several threads use");
            assertThatExceptionOfType(ConfinementException.class).isThrownBy(() -> confined.set(confined.yellow));
            assertThatExceptionOfType(ConfinementException.class).isThrownBy(confined::snapshot);
            assertThat(confined.state()).isSameAs(confined.green);
        });

        confined.toYellow.fire();
        assertThat(confined.state()).isSameAs(confined.yellow);
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void aPayloadThatIsMissingOrOfAnotherType() {
        assertThatExceptionOfType(InvalidPayloadException.class)
                .isThrownBy(light.fail::fire)
                .withMessage(
                        "Trigger [fail] takes a payload of type [dev.observatory.machine.TrafficLight$Fault] and got"
                                + " [nothing]; use fire(payload)");
        assertThatExceptionOfType(InvalidPayloadException.class).isThrownBy(light.fail::tryFire);
        assertThatExceptionOfType(InvalidPayloadException.class).isThrownBy(light.fail::submit);
        assertThatExceptionOfType(InvalidPayloadException.class)
                .isThrownBy(() -> ((Trigger.Of) light.fail).fire("text"))
                .withMessage(
                        "Trigger [fail] takes a payload of type [dev.observatory.machine.TrafficLight$Fault] and got"
                                + " [java.lang.String]; use fire(payload)");
    }

    @Test
    void declaringAndLookingUpNamesOnceTheMachineIsUsed() {
        light.start();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> light.state("BLUE"))
                .withMessage("Machine [TrafficLight] has no state [BLUE]; it has [GREEN, YELLOW, RED]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> light.trigger("toBlue"))
                .withMessage(
                        "Machine [TrafficLight] has no trigger [toBlue]; it has [toGreen, toYellow, toStop, fail]");
        assertThatIllegalStateException()
                .isThrownBy(() -> light.green.onEntry(() -> {}))
                .withMessage(
                        "Machine [TrafficLight] is in use and accepts no more declarations; declare everything before its first use");
        assertThatIllegalStateException().isThrownBy(() -> light.trigger(light.red.to(light.yellow)));
        assertThatIllegalStateException().isThrownBy(light::newState);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S"})
    void aTimeThatIsNotPositive(String text) {
        Duration time = Duration.parse(text);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> light.red.to(light.green).after(time))
                .withMessage("time [" + text
                        + "] must be positive; leave the option out for a transition that is not timed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> light.red.to(light.green).idle(time));
    }

    @Test
    void anExecutorWhereThereIsNoUseForOneAndNoneWhereThereIs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MachineOptions(ThreadingMode.EXECUTOR, null, null, null))
                .withMessage("mode [EXECUTOR] needs an executor; use MachineOptions.on(executor) for it");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MachineOptions(ThreadingMode.SERIAL, Runnable::run, null, null))
                .withMessage("mode [SERIAL] does not use an executor; use MachineOptions.on(executor) for it");
    }
}
