package dev.observatory.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random definitions with states inside states, regions, histories, guards and ends, against a naive interpreter. */
class ModelTest {
    private static final int SEEDS = 1_500;
    private static final int STEPS = 40;

    @ParameterizedTest
    @EnumSource(names = {"CONFINED", "SERIAL"})
    void aMachineDoesWhatTheTextbookSays(ThreadingMode mode) {
        MachineOptions options = mode == ThreadingMode.CONFINED ? MachineOptions.confined() : MachineOptions.serial();
        int finished = 0;
        int transitions = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            RandomMachine machine = new RandomMachine(random, options);
            machine.start();
            machine.naive.start();
            same(machine, seed, -1);
            for (int step = 0; step < STEPS; step++) {
                machine.open[random.nextInt(machine.open.length)] ^= true;
                Trigger trigger = machine.any(random);
                FireResult expected = machine.naive.fire(trigger.name());
                assertThat(trigger.tryFire()).as("seed %d, step %d", seed, step).isEqualTo(expected);
                same(machine, seed, step);
                transitions += expected == FireResult.TRANSITIONED ? 1 : 0;
            }
            finished += machine.isFinished() ? 1 : 0;
        }
        assertThat(finished).isBetween(SEEDS / 100, SEEDS * 9 / 10);
        assertThat(transitions).isGreaterThan(SEEDS);
    }

    private static void same(RandomMachine machine, long seed, int step) {
        assertThat(machine.activeNames())
                .as("active states, seed %d, step %d", seed, step)
                .isEqualTo(machine.naive.activeNames());
        assertThat(machine.log).as("order, seed %d, step %d", seed, step).isEqualTo(machine.naive.log);
        assertThat(machine.isFinished()).as("seed %d, step %d", seed, step).isEqualTo(machine.naive.isFinished());
    }
}
