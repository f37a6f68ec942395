package dev.observatory.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.observatory.Together;
import dev.observatory.broker.AsyncSubscription;
import dev.observatory.broker.EventBroker;
import dev.observatory.broker.OverflowException;
import dev.observatory.broker.OverflowPolicy;
import dev.observatory.graph.Graph;
import dev.observatory.graph.Value;
import dev.observatory.hook.ObserverErrors;
import dev.observatory.hook.Subscription;
import dev.observatory.runtime.WaitGraph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Machines that fire each other from several threads: none waits for what waits for it. */
@SuppressWarnings("UnusedVariable") // read by the library
class MutualFiringTest {

    /** Does something on a trigger, and counts notes in any state. */
    private static class Peer extends Machine {
        final AtomicInteger notes = new AtomicInteger();
        Runnable work = () -> {};
        final State a = initial("A"), b = state("B");
        final Trigger note =
                trigger("note", a.stay().then(notes::incrementAndGet), b.stay().then(notes::incrementAndGet));
        final Trigger go = trigger("go", a.to(b).then(() -> work.run()));
        final Trigger back = trigger("back", b.to(a));

        Peer() {
            this(MachineOptions.serial());
        }

        Peer(MachineOptions options) {
            super(options);
        }
    }

    /** Waits until all parties are inside a transition. */
    private static void meet(CyclicBarrier together) {
        try {
            together.await();
        } catch (InterruptedException | BrokenBarrierException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void machinesThatFireEachOtherInARingDoNotDeadlock(int size) throws Exception {
        CyclicBarrier together = new CyclicBarrier(size);
        List<Peer> peers = new ArrayList<>();
        List<FireResult> results = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < size; i++) {
            peers.add(new Peer());
        }
        Together.Task[] tasks = new Together.Task[size];
        for (int i = 0; i < size; i++) {
            Peer next = peers.get((i + 1) % size);
            peers.get(i).work = () -> {
                meet(together);
                results.add(next.note.tryFire());
            };
            tasks[i] = peers.get(i).go::fire;
        }

        Together.run(tasks);

        assertThat(peers).allSatisfy(peer -> {
            assertThat(peer.state()).isSameAs(peer.b);
            assertThat(peer.notes).hasValue(1);
        });
        assertThat(results).containsOnlyOnce(FireResult.QUEUED).hasSize(size);
        assertThat(results).filteredOn(FireResult.INTERNAL::equals).hasSize(size - 1);
    }

    /** What one thread does to the machine of another one that waits for it. */
    private interface Use {
        void of(Peer other);
    }

    /** Uses a machine while a transition of it waits for the current thread. */
    private static void useWhileItWaits(Peer waiting, Use use) throws Exception {
        Peer own = new Peer();
        AtomicInteger outside = new AtomicInteger(2);
        own.work = () -> {
            spinUntilAllAreInside(outside);
            // Until the other thread is registered as waiting, a cycle would be found by that one.
            while (!isBlocked(waiting)) {
                Thread.onSpinWait();
            }
            use.of(waiting);
        };
        waiting.work = () -> {
            spinUntilAllAreInside(outside);
            own.note.fire();
        };
        Together.run(own.go::fire, waiting.go::fire);
    }

    private static boolean isBlocked(Peer machine) {
        Thread runner = machine.runner();
        return runner != null && runner.getState() == Thread.State.WAITING;
    }

    /** Does not block, so that a thread that is blocked waits for a machine. */
    private static void spinUntilAllAreInside(AtomicInteger outside) {
        outside.decrementAndGet();
        while (outside.get() > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aTriggerThatIsSubmittedCompletesAfterTheTransition() throws Exception {
        Peer machine = new Peer();
        List<CompletableFuture<FireResult>> futures = new ArrayList<>();

        useWhileItWaits(machine, other -> {
            futures.add(other.back.submit());
            assertThat(futures.get(0)).isNotDone();
        });

        assertThat(futures.get(0)).isCompletedWithValue(FireResult.TRANSITIONED);
        assertThat(machine.state()).isSameAs(machine.a);
    }

    @Test
    void aRefusalOfAQueuedTriggerIsReported() throws Exception {
        Peer machine = new Peer();
        List<Throwable> reported = Collections.synchronizedList(new ArrayList<>());

        try (Subscription errors = ObserverErrors.reported().connect(each -> reported.add(each.exception()))) {
            useWhileItWaits(machine, other -> {
                other.go.fire();
                other.go.fire();
            });
        }

        assertThat(reported).hasSize(2).hasOnlyElementsOfType(TransitionRefusedException.class);
    }

    @Test
    void settingAndStoringAreRefusedAndTheMessageSaysWhy() throws Exception {
        Peer machine = new Peer();
        MachineSnapshot snapshot = machine.snapshot();

        useWhileItWaits(machine, other -> {
            assertThatExceptionOfType(ReentrantSetException.class)
                    .isThrownBy(() -> other.set(other.b))
                    .withMessage(
                            "State [B] cannot be set while machine [Peer] is in a transition of thread [together-1],"
                                    + " which waits for this thread [together-0]; fire a trigger instead, which is"
                                    + " executed afterwards");
            assertThatExceptionOfType(ReentrantSetException.class).isThrownBy(other::snapshot);
            assertThatExceptionOfType(ReentrantSetException.class).isThrownBy(() -> other.restore(snapshot));
        });

        assertThat(machine.state()).isSameAs(machine.b);
    }

    @Test
    void readingAndExplainingArePossible() throws Exception {
        useWhileItWaits(new Peer(), other -> {
            assertThat(other.state()).isSameAs(other.a);
            assertThat(other.permitted()).containsExactly(other.note, other.go);
            assertThat(other.explain(other.back).isReady()).isFalse();
        });
    }

    @Test
    void aBatchAndATransitionThatWaitForEachOtherDoNotDeadlock() throws Exception {
        for (int round = 0; round < 20; round++) {
            Graph graph = Graph.create();
            Value<Integer> value = Value.of(graph, 0);
            Peer machine = new Peer();
            CyclicBarrier together = new CyclicBarrier(2);
            List<Throwable> refused = Collections.synchronizedList(new ArrayList<>());
            machine.work = () -> {
                meet(together);
                value.set(1);
            };

            Together.run(
                    () -> Graph.batch(graph, () -> {
                        value.set(2);
                        meet(together);
                        machine.note.fire();
                    }),
                    () -> {
                        try {
                            machine.go.fire();
                        } catch (IllegalStateException cycle) {
                            refused.add(cycle);
                        }
                    });

            // Whichever thread closes the cycle does not wait.
            assertThat(refused).allSatisfy(each -> assertThat(each)
                    .hasMessageContaining("] must not wait for this graph: the thread that computes or has a batch"
                            + " open waits for something that this thread holds"));
            assertThat(machine.state()).isSameAs(refused.isEmpty() ? machine.b : machine.a);
            assertThat(machine.notes).hasValue(1);
            assertThat(value.get()).isEqualTo(refused.isEmpty() ? 1 : 2);
        }
    }

    @Test
    void aConfinedMachineRefusesAtOnceAndTheOtherThreadGoesOn() throws Exception {
        Peer shared = new Peer();
        Peer confined = new Peer(MachineOptions.confined());
        CyclicBarrier together = new CyclicBarrier(2);
        confined.work = () -> {
            meet(together);
            shared.note.fire();
        };
        shared.work = () -> {
            meet(together);
            confined.note.fire();
        };

        Together.run(confined.go::fire, () -> assertThatExceptionOfType(ConfinementException.class)
                .isThrownBy(shared.go::fire));

        assertThat(confined.state()).isSameAs(confined.b);
        assertThat(shared.notes).hasValue(1);
        assertThat(shared.state()).isSameAs(shared.a);
    }

    /** As a broadcast in an action that waits for room in a queue, and is interrupted or gets the room at any time. */
    @Test
    void aTransitionThatWaitsForTheFiringThreadElsewhereExecutesItsTriggerAfterwards() throws Exception {
        Peer machine = new Peer();
        int rounds = 2_000;
        AtomicInteger queued = new AtomicInteger();
        AtomicReference<Thread> reader = new AtomicReference<>();
        AtomicInteger waits = new AtomicInteger();
        AtomicInteger fired = new AtomicInteger();
        machine.work = () -> {
            boolean mayWait = WaitGraph.begin(reader::get);
            int round = waits.incrementAndGet();
            // The first round always meets the reader, which fires only after it; later ones may find it waiting.
            while (mayWait && round % 2 == 1 && fired.get() < round) {
                Thread.onSpinWait();
            }
            if (mayWait) {
                WaitGraph.end();
            }
        };

        Together.run(
                () -> {
                    reader.set(Thread.currentThread());
                    for (int round = 1; round <= rounds; round++) {
                        while (waits.get() < round) {
                            Thread.onSpinWait();
                        }
                        queued.addAndGet(machine.note.tryFire() == FireResult.QUEUED ? 1 : 0);
                        fired.set(round);
                    }
                },
                () -> {
                    for (int round = 0; round < rounds; round++) {
                        machine.go.fire();
                        machine.back.fire();
                    }
                });

        assertThat(machine.notes).hasValue(rounds);
        assertThat(queued.get()).isPositive();
    }

    private enum Phase {
        ONLY
    }

    private enum Cue {
        PASS,
        NOTE
    }

    /** Machines that pass on what they get, at random, for a limited number of steps. */
    @Test
    void nothingIsLostInAStormOfMachinesThatFireEachOther() throws Exception {
        AtomicInteger noted = new AtomicInteger();
        List<MachineInstance<Phase, Cue, Object>> machines = new ArrayList<>();
        MachineDefinition<Phase, Cue, Object> definition = Machine.define(Phase.class, Cue.class)
                .initial(Phase.ONLY)
                .stay(Phase.ONLY, Cue.NOTE, rule -> rule.then(any -> noted.incrementAndGet()))
                .stay(
                        Phase.ONLY,
                        Cue.PASS,
                        rule -> rule.then(
                                int.class, (any, target) -> machines.get(target).fire(Cue.NOTE)))
                .build();
        for (int i = 0; i < 4; i++) {
            machines.add(definition.instance());
        }
        int rounds = 20_000;
        Together.Task[] tasks = new Together.Task[4];
        for (int thread = 0; thread < tasks.length; thread++) {
            Random random = new Random(thread);
            tasks[thread] = () -> {
                for (int i = 0; i < rounds; i++) {
                    machines.get(random.nextInt(4)).fire(Cue.PASS, random.nextInt(4));
                }
            };
        }

        Together.run(tasks);

        assertThat(noted).hasValue(tasks.length * rounds);
    }

    @Test
    @Timeout(60)
    void anActionDoesNotWaitForASubscriberThatWaitsForItsMachine() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        EventBroker broker = EventBroker.of("mutual-firing");
        for (int round = 0; round < 200; round++) {
            Peer machine = new Peer();
            machine.work = () -> {
                try {
                    for (int i = 0; i < 5; i++) {
                        broker.broadcast(i);
                    }
                } catch (RuntimeException full) {
                    assertThat(full).hasRootCauseInstanceOf(OverflowException.class);
                }
            };
            try (AsyncSubscription notes =
                    broker.subscribeAsync(executor, 1, OverflowPolicy.BLOCK, message -> machine.note.tryFire())) {
                machine.go.fire();

                assertThat(machine.state()).isEqualTo(machine.b);
                assertThat(notes.isOpen()).isTrue();
            }
        }
        executor.shutdown();
        assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }
}
