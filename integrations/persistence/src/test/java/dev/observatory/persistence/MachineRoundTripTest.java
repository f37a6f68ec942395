package dev.observatory.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.observatory.machine.Machine;
import dev.observatory.machine.MachineSnapshot;
import dev.observatory.machine.ManualScheduler;
import dev.observatory.machine.SnapshotException;
import dev.observatory.machine.State;
import dev.observatory.machine.Trigger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Machines that are stored as text and go on in another program, or in another version of it. */
class MachineRoundTripTest {
    private static final int SEEDS = 200;

    @Test
    void aRestoredMachineBehavesLikeTheOneThatWasStored() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            ManualScheduler clock = new ManualScheduler();
            Plant stored = new Plant(clock);
            stored.start();
            ManualScheduler other = new ManualScheduler();
            for (int step = random.nextInt(30); step > 0; step--) {
                stored.fired.get(random.nextInt(stored.fired.size())).tryFire();
                Duration time = Duration.ofHours(random.nextInt(40));
                clock.advance(time);
                other.advance(time);
            }
            Plant restored = new Plant(other);

            restored.restore(SnapshotJson.read(SnapshotJson.write(stored.snapshot())));

            for (int step = 0; step < 20; step++) {
                assertThat(restored.snapshot())
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(stored.snapshot());
                int trigger = random.nextInt(stored.fired.size());
                assertThat(restored.fired.get(trigger).tryFire())
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(stored.fired.get(trigger).tryFire());
                Duration time = Duration.ofHours(random.nextInt(200));
                clock.advance(time);
                other.advance(time);
            }
        }
    }

    /** As the next version of the program has it. */
    @SuppressWarnings("UnusedVariable") // read by the library
    private static final class Order extends Machine {
        final State open = initial("OPEN"), packed = state("PACKED");
        final Trigger pack = trigger(open.to(packed), packed.to(open));
    }

    private static MachineSnapshot stored(String active, String deferred) {
        return SnapshotJson.read(SnapshotJson.write(
                new MachineSnapshot(1, "0", List.of(active), Map.of(), Map.of(), List.of(deferred))));
    }

    @Test
    void whatAnOlderProgramDoesNotKnowIsNamedAndTheMachineStaysAsItWas() {
        Order order = new Order();
        order.pack.fire();

        assertThatExceptionOfType(SnapshotException.class)
                .isThrownBy(() -> order.restore(stored("SHIPPED", "announce")))
                .withMessageContaining("[state SHIPPED, trigger announce]")
                .satisfies(refused -> assertThat(refused.gone()).containsExactly("state SHIPPED", "trigger announce"));
        assertThat(order.state()).isSameAs(order.packed);
    }

    @Test
    void aMigrationAdaptsWhatWasRenamed() {
        Order order = new Order();

        order.restore(stored("WRAPPED", "wrap"), old -> old.renamed(Map.of("WRAPPED", "PACKED", "wrap", "pack")));

        assertThat(order.state()).isSameAs(order.packed);
    }
}
