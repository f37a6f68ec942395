package dev.observatory.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Machines that are stored and go on later. */
@SuppressWarnings("UnusedVariable") // read by the library
class MachineSnapshotTest {
    private static final int SEEDS = 400;

    @Test
    void aRestoredMachineBehavesLikeTheOneThatWasStored() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            RandomMachine stored = new RandomMachine(new Random(seed), MachineOptions.serial());
            for (int step = random.nextInt(30); step > 0; step--) {
                stored.open[random.nextInt(stored.open.length)] ^= true;
                stored.any(random).tryFire();
            }
            RandomMachine restored = new RandomMachine(new Random(seed), MachineOptions.serial());
            System.arraycopy(stored.open, 0, restored.open, 0, stored.open.length);

            restored.restore(copied(stored.snapshot()));

            assertThat(restored.log).as("seed %d: no action runs", seed).isEmpty();
            assertThat(restored.snapshot()).as("seed %d", seed).isEqualTo(stored.snapshot());
            stored.log.clear();
            for (int step = 0; step < 20; step++) {
                int guard = random.nextInt(stored.open.length);
                stored.open[guard] ^= true;
                restored.open[guard] ^= true;
                String trigger = stored.any(random).name();
                assertThat(restored.trigger(trigger).tryFire())
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(stored.trigger(trigger).tryFire());
                assertThat(restored.log).as("seed %d, step %d", seed, step).isEqualTo(stored.log);
                assertThat(restored.snapshot())
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(stored.snapshot());
            }
        }
    }

    /** As a library would that writes records and reads them again. */
    private static MachineSnapshot copied(MachineSnapshot snapshot) {
        return new MachineSnapshot(
                snapshot.version(),
                snapshot.definition(),
                new ArrayList<>(snapshot.active()),
                new HashMap<>(snapshot.history()),
                new HashMap<>(snapshot.timers()),
                new ArrayList<>(snapshot.deferred()));
    }

    /** Waits for payment, with two timers and a trigger that waits for a better state. */
    private static final class Order extends Machine {
        final State open = initial("OPEN"),
                reminded = state("REMINDED"),
                paid = state("PAID"),
                sent = state("SENT").asFinal();
        final Trigger remind = trigger(open.to(reminded).after(Duration.ofDays(7)));
        final Trigger cancel = trigger(open.to(sent).idle(Duration.ofDays(30)), reminded.to(sent));
        final Trigger note = trigger(open.stay());
        final Trigger pay = trigger(open.to(paid), reminded.to(paid));
        final Trigger.Of<String> label = trigger(String.class, paid.stay());
        final Trigger send = trigger(paid.to(sent));

        Order(ManualScheduler clock) {
            super(MachineOptions.serial().scheduler(clock));
            open.defer(send, label);
        }
    }

    private final ManualScheduler clock = new ManualScheduler();
    private final Order order = new Order(clock);

    @Test
    void timersGoOnWithWhatTheyHadLeft() {
        order.start();
        clock.advance(Duration.ofDays(3));
        order.note.fire();
        clock.advance(Duration.ofDays(1));
        MachineSnapshot snapshot = order.snapshot();
        ManualScheduler other = new ManualScheduler();
        Order restored = new Order(other);

        restored.restore(snapshot);

        assertThat(snapshot.timers())
                .containsOnly(
                        Map.entry("OPEN -> REMINDED by remind after PT168H", Duration.ofDays(3)),
                        Map.entry("OPEN -> SENT by cancel idle PT720H", Duration.ofDays(29)));
        assertThat(other.waiting()).isEqualTo(2);
        other.advance(Duration.ofDays(3).minusNanos(1));
        assertThat(restored.state()).isSameAs(restored.open);
        other.advance(Duration.ofNanos(1));
        assertThat(restored.state()).isSameAs(restored.reminded);
        assertThat(other.waiting()).isZero();
    }

    @Test
    void deferredTriggersComeAlong() {
        order.start();
        assertThat(order.send.tryFire()).isEqualTo(FireResult.QUEUED);
        Order restored = new Order(new ManualScheduler());

        restored.restore(order.snapshot());
        restored.pay.fire();

        assertThat(restored.state()).isSameAs(restored.sent);
    }

    @Test
    void aDeferredPayloadCannotBeStored() {
        order.start();
        order.label.fire("fragile");

        assertThatExceptionOfType(SnapshotException.class)
                .isThrownBy(order::snapshot)
                .withMessage(
                        "No snapshot can be taken of machine [Order]: deferred trigger [label] has a payload; take it in a state that has a transition for the trigger");
    }

    @Test
    void aFinishedMachineIsRestoredAsOneAndOneThatIsFinishedMayGoBack() {
        order.pay.fire();
        MachineSnapshot paid = order.snapshot();
        order.send.fire();
        Order restored = new Order(new ManualScheduler());

        restored.restore(order.snapshot());
        assertThat(restored.isFinished()).isTrue();
        order.restore(paid);

        assertThat(order.isFinished()).isFalse();
        assertThat(order.state()).isSameAs(order.paid);
    }

    @Test
    void noHookEmits() {
        List<String> heard = new ArrayList<>();
        MachineSnapshot snapshot = order.snapshot();
        order.pay.fire();
        order.updated().connect(t -> heard.add(t.toString()));

        order.restore(snapshot);

        assertThat(heard).isEmpty();
        assertThat(order.state()).isSameAs(order.open);
        assertThat(clock.waiting()).isEqualTo(2);
    }

    @Nested
    class OfAnotherDefinition {
        /** As an earlier version of the program had it. */
        private final class Old extends Machine {
            final State open = initial("OPEN"), overdue = state("OVERDUE");
            final Trigger wait = trigger(open.to(overdue).after(Duration.ofDays(14)), overdue.to(open));

            Old() {
                super(MachineOptions.serial().scheduler(clock));
            }
        }

        private final Old old = new Old();

        @Test
        void aSnapshotThatFitsIsTaken() {
            class Before extends Machine {
                final State open = initial("OPEN"), closed = state("CLOSED");
                final Trigger close = trigger(open.to(closed), closed.to(open));
            }
            class After extends Machine {
                final State open = initial("OPEN"), closed = state("CLOSED"), ajar = state("AJAR");
                final Trigger close = trigger(open.to(ajar), ajar.to(closed), closed.to(open));
            }
            Before before = new Before();
            before.close.fire();
            After after = new After();

            after.restore(before.snapshot());

            assertThat(after.state()).isSameAs(after.closed);
        }

        @Test
        void whatIsGoneIsNamedAndTheMachineStaysAsItWas() {
            old.start();
            MachineSnapshot waiting = old.snapshot();
            old.wait.fire();
            MachineSnapshot overdue = old.snapshot();
            order.pay.fire();

            assertThatExceptionOfType(SnapshotException.class)
                    .isThrownBy(() -> order.restore(overdue))
                    .withMessage(
                            "Machine [Order] cannot be restored: its definition no longer has [state OVERDUE]; pass a migration to restore that returns a snapshot that fits")
                    .satisfies(refused -> assertThat(refused.gone()).containsExactly("state OVERDUE"));
            assertThatExceptionOfType(SnapshotException.class)
                    .isThrownBy(() -> order.restore(waiting))
                    .satisfies(refused -> assertThat(refused.gone())
                            .containsExactly("timed transition OPEN -> OVERDUE by wait after PT336H"));

            assertThat(order.state()).isSameAs(order.paid);
        }

        @Test
        void aMigrationMakesItFit() {
            old.wait.fire();

            order.restore(old.snapshot(), snapshot -> snapshot.renamed(Map.of("OVERDUE", "REMINDED")));

            assertThat(order.state()).isSameAs(order.reminded);
        }

        @Test
        void aMigrationIsNotCalledForASnapshotOfTheSameDefinition() {
            MachineSnapshot own = order.snapshot();

            order.restore(own, snapshot -> {
                throw new AssertionError("called");
            });

            assertThat(order.state()).isSameAs(order.open);
        }

        @Test
        void statesThatCannotBeActiveTogetherAreRefused() {
            MachineSnapshot both = new MachineSnapshot(1, "", List.of("OPEN", "PAID"), Map.of(), Map.of(), List.of());

            assertThatExceptionOfType(SnapshotException.class)
                    .isThrownBy(() -> order.restore(both))
                    .withMessage(
                            "Machine [Order] cannot be restored: states [OPEN, PAID] cannot be the innermost active ones"
                                    + " together; pass a migration to restore that returns a snapshot that fits");
        }

        @Test
        void anotherVersionIsRefused() {
            MachineSnapshot later = new MachineSnapshot(2, "", List.of("OPEN"), Map.of(), Map.of(), List.of());

            assertThatExceptionOfType(SnapshotException.class)
                    .isThrownBy(() -> order.restore(later))
                    .withMessage(
                            "Machine [Order] cannot be restored: its version [2] is not [1]; pass a migration to restore that returns a snapshot that fits");
        }
    }
}
