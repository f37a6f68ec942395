package dev.observatory.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Paths that take every transition, and the recorder that sees it. */
@SuppressWarnings("UnusedVariable") // read by the library
class TransitionPathsTest {

    @Test
    void coverEveryTransitionOfARing() {
        TrafficLight light = new TrafficLight();

        List<List<TransitionRow>> paths = TransitionPaths.covering(light);

        assertThat(paths.stream().flatMap(List::stream).distinct())
                .containsExactlyInAnyOrderElementsOf(light.transitions());
        assertThat(light.state()).isSameAs(light.red);
    }

    @Test
    void canBeWalkedAndTakeWhatTheySay() {
        class Vending extends Machine {
            final State idle = initial("IDLE"), paid = state("PAID"), busy = state("BUSY");
            final State grinding = busy.initial("GRINDING"), brewing = busy.state("BREWING");
            final State ready = busy.state("READY").asFinal(),
                    broken = state("BROKEN").asFinal();
            final Trigger coin = trigger(idle.to(paid)), choose = trigger(paid.to(busy));
            final Trigger step = trigger(grinding.to(brewing), brewing.to(ready));
            final Trigger served = whenDone(busy.to(idle)), kick = trigger(ANY.to(broken));
        }
        List<List<TransitionRow>> paths = TransitionPaths.covering(new Vending());
        Set<String> walked = new HashSet<>();

        for (List<TransitionRow> path : paths) {
            Vending vending = new Vending();
            try (TransitionRecorder<Transition> recorder = TransitionRecorder.of(vending.updated())) {
                for (TransitionRow row : path) {
                    assertThat(vending.trigger(row.trigger()).tryFire()).isEqualTo(FireResult.TRANSITIONED);
                }
                recorder.taken().forEach(t -> walked.add(t.trigger() + " from " + t.from()));
                recorder.clear();
                assertThat(recorder.taken()).isEmpty();
            }
        }

        assertThat(walked)
                .contains(
                        "coin from IDLE",
                        "choose from PAID",
                        "step from GRINDING",
                        "step from BREWING",
                        "done(BUSY) from READY",
                        "kick from IDLE");
        assertThat(paths).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void existForEveryKindOfDefinition() {
        for (long seed = 0; seed < 60; seed++) {
            RandomMachine machine = new RandomMachine(new Random(seed), MachineOptions.serial());
            List<TransitionRow> rows = new ArrayList<>();

            TransitionPaths.covering(machine).forEach(rows::addAll);

            assertThat(machine.transitions()).as("seed %d", seed).containsAll(rows);
        }
    }

    @Test
    void ofADefinitionNameItsTriggers() {
        MachineDefinition<MachineDefinitionTest.Light, MachineDefinitionTest.Cue, Object> ring = Machine.define(
                        MachineDefinitionTest.Light.class, MachineDefinitionTest.Cue.class)
                .initial(MachineDefinitionTest.Light.RED)
                .on(MachineDefinitionTest.Light.RED, MachineDefinitionTest.Cue.GO, MachineDefinitionTest.Light.GREEN)
                .on(
                        MachineDefinitionTest.Light.GREEN,
                        MachineDefinitionTest.Cue.CAUTION,
                        MachineDefinitionTest.Light.YELLOW)
                .on(MachineDefinitionTest.Light.YELLOW, MachineDefinitionTest.Cue.STOP, MachineDefinitionTest.Light.RED)
                .build();

        assertThat(TransitionPaths.covering(ring)).singleElement().satisfies(path -> assertThat(path)
                .extracting(TransitionRow::trigger)
                .containsExactly("GO", "CAUTION", "STOP"));
    }
}
