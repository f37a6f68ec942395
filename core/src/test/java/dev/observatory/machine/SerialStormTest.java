package dev.observatory.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.observatory.Together;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One machine and many threads: no transition is lost or happens twice, and everybody gets the outcome of its own trigger. */
@SuppressWarnings("UnusedVariable") // read by the library
class SerialStormTest {
    private static final int THREADS = 4;
    private static final int EACH = 20_000;

    private static Together.Task[] tasks(int count, Work work) {
        return IntStream.range(0, count)
                .mapToObj(number -> (Together.Task) () -> work.run(number))
                .toArray(Together.Task[]::new);
    }

    private interface Work {
        void run(int thread) throws Exception;
    }

    /** Counts how often each of its transitions was taken, by their outcomes. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theOutcomesAddUpToAWalkThroughTheStates(boolean observed) throws Exception {
        TrafficLight light = new TrafficLight();
        AtomicInteger heard = new AtomicInteger();
        if (observed) {
            light.updated().connect(t -> heard.incrementAndGet());
        }
        List<Trigger> triggers = List.of(light.toGreen, light.toYellow, light.toStop);
        AtomicIntegerArray taken = new AtomicIntegerArray(triggers.size());

        Together.run(tasks(THREADS, thread -> {
            for (int i = 0; i < EACH; i++) {
                int trigger = (i + thread) % triggers.size();
                if (triggers.get(trigger).tryFire() == FireResult.TRANSITIONED) {
                    taken.incrementAndGet(trigger);
                }
            }
        }));

        // A walk around the ring takes each transition as often as the one before, or once more.
        int around = taken.get(2);
        assertThat(taken.get(1)).isBetween(around, around + 1);
        assertThat(taken.get(0)).isBetween(taken.get(1), around + 1);
        State expected = taken.get(0) == around ? light.red : taken.get(1) == around ? light.green : light.yellow;
        assertThat(light.state()).isSameAs(expected);
        if (observed) {
            assertThat(heard).hasValue(taken.get(0) + taken.get(1) + taken.get(2));
        }
    }

    @Test
    void guardsActionsAndObserversOfOneMachineNeverRunAtTheSameTime() throws Exception {
        class Exclusive extends Machine {
            private int inside;
            private int most;
            private long runs;
            final State a = initial("A").onExit(this::pass), b = state("B").onEntry(this::pass);
            final Trigger go = trigger(
                    a.to(b).when("any", this::guard).then(this::pass), b.to(a).then(this::pass));

            private boolean guard() {
                pass();
                return true;
            }

            private void pass() {
                inside++;
                most = Math.max(most, inside);
                runs++;
                inside--;
            }
        }
        Exclusive machine = new Exclusive();
        machine.updated().connect(t -> machine.pass());

        Together.run(tasks(THREADS, thread -> {
            for (int i = 0; i < EACH; i++) {
                assertThat(machine.go.tryFire()).isEqualTo(FireResult.TRANSITIONED);
            }
        }));

        long transitions = (long) THREADS * EACH;
        assertThat(machine.most).isOne();
        assertThat(machine.runs).isEqualTo(transitions / 2 * 5 + transitions / 2 * 2);
        assertThat(machine.state()).isSameAs(machine.a);
    }

    @Test
    void eachCallerGetsTheOutcomeOfItsOwnTrigger() throws Exception {
        class Keyed extends Machine {
            final State only = initial("ONLY");
            final Trigger.Of<Integer> ask = trigger(
                    Integer.class,
                    only.to(only).when("even", (Integer number) -> number % 2 == 0),
                    only.stay().when("multiple of three", (Integer number) -> number % 3 == 0));
        }
        Keyed keyed = new Keyed();

        Together.run(tasks(THREADS, thread -> {
            for (int i = thread; i < EACH; i += THREADS) {
                FireResult expected = i % 2 == 0
                        ? FireResult.TRANSITIONED
                        : i % 3 == 0 ? FireResult.INTERNAL : FireResult.REFUSED_BY_GUARD;
                assertThat(keyed.ask.tryFire(i)).isEqualTo(expected);
            }
        }));
    }

    @Test
    void whatThrowsReachesTheThreadThatFiredAndNoOther() throws Exception {
        class Touchy extends Machine {
            final State only = initial("ONLY");
            final Trigger.Of<String> poke = trigger(String.class, only.stay().then((String who) -> {
                throw new IllegalStateException(who);
            }));
        }
        Touchy touchy = new Touchy();

        Together.run(tasks(THREADS, thread -> {
            for (int i = 0; i < EACH / 10; i++) {
                try {
                    touchy.poke.fire("thread " + thread);
                    throw new AssertionError("nothing was thrown");
                } catch (IllegalStateException expected) {
                    assertThat(expected).hasMessage("thread " + thread);
                }
            }
        }));
    }

    @Test
    void observersMayComeAndGoMeanwhile() throws Exception {
        TrafficLight light = new TrafficLight();
        light.start();
        List<String> wrong = new ArrayList<>();

        Together.run(
                () -> {
                    for (int i = 0; i < EACH; i++) {
                        light.toGreen.fire();
                        light.toYellow.fire();
                        light.toStop.fire();
                    }
                },
                () -> {
                    for (int i = 0; i < EACH / 10; i++) {
                        State[] last = new State[1];
                        // Before that an observer may hear one transition and not the next.
                        AtomicBoolean isConnected = new AtomicBoolean();
                        Subscription connection = light.updated().connect(t -> {
                            if (last[0] != null && last[0] != t.from()) {
                                wrong.add(last[0] + " before " + t);
                            }
                            last[0] = isConnected.get() ? t.to() : null;
                        });
                        isConnected.set(true);
                        Thread.onSpinWait();
                        connection.close();
                    }
                });

        assertThat(wrong).isEmpty();
        assertThat(light.attention).isZero();
        assertThat(light.state()).isSameAs(light.red);
    }

    @Test
    void theFirstUseStartsTheMachineOnceOnAnyThread() throws Exception {
        for (int i = 0; i < 200; i++) {
            AtomicInteger starts = new AtomicInteger();
            TrafficLight light = new TrafficLight();
            light.red.onEntry(starts::incrementAndGet);
            AtomicInteger transitions = new AtomicInteger();

            Together.run(tasks(2, thread -> {
                if (light.toGreen.tryFire() == FireResult.TRANSITIONED) {
                    transitions.incrementAndGet();
                }
            }));

            assertThat(starts).hasValue(1);
            assertThat(transitions).hasValue(1);
            assertThat(light.state()).isSameAs(light.green);
        }
    }

    @Test
    void snapshotsAreTakenBetweenTransitions() throws Exception {
        class Pair extends Machine {
            final State both = initial("BOTH").parallel();
            final State left = both.state("LEFT"), right = both.state("RIGHT");
            final State l0 = left.initial("L0"),
                    l1 = left.state("L1"),
                    r0 = right.initial("R0"),
                    r1 = right.state("R1");
            final Trigger flip = trigger(l0.to(l1), l1.to(l0), r0.to(r1), r1.to(r0));
        }
        Pair pair = new Pair();

        Together.run(
                () -> {
                    for (int i = 0; i < EACH; i++) {
                        pair.flip.fire();
                    }
                },
                () -> {
                    for (int i = 0; i < EACH; i++) {
                        assertThat(pair.snapshot().active()).isIn(List.of("L0", "R0"), List.of("L1", "R1"));
                        assertThat(pair.activeStates()).hasSize(5).contains(pair.left, pair.right);
                    }
                });
    }

    @Nested
    class OnAnExecutor {

        @Test
        void triggersRunOneAtATimeAndInTheOrderOfEachThread() throws Exception {
            ExecutorService executor = Executors.newFixedThreadPool(3);
            class Log extends Machine {
                private final List<String> entries = new ArrayList<>();
                final State only = initial("ONLY");
                final Trigger.Of<String> write =
                        trigger(String.class, only.stay().then((String line) -> entries.add(line)));

                Log() {
                    super(MachineOptions.on(executor));
                }
            }
            Log log = new Log();
            ConcurrentLinkedQueue<CompletableFuture<FireResult>> outcomes = new ConcurrentLinkedQueue<>();
            try {
                Together.run(tasks(THREADS, thread -> {
                    for (int i = 0; i < EACH / 10; i++) {
                        outcomes.add(log.write.submit(thread + " " + i));
                    }
                }));
                for (CompletableFuture<FireResult> outcome : outcomes) {
                    assertThat(outcome.get()).isEqualTo(FireResult.INTERNAL);
                }
            } finally {
                executor.shutdown();
            }

            assertThat(log.entries).hasSize(THREADS * EACH / 10);
            for (int thread = 0; thread < THREADS; thread++) {
                String prefix = thread + " ";
                List<Integer> numbers = log.entries.stream()
                        .filter(line -> line.startsWith(prefix))
                        .map(line -> Integer.valueOf(line.substring(prefix.length())))
                        .toList();
                assertThat(numbers).isSorted().hasSize(EACH / 10);
            }
        }

        @Test
        void firingReturnsAtOnceAndWhatFollowsFromInsideIsDoneToo() {
            List<Runnable> tasks = new ArrayList<>();
            TrafficLight light = new TrafficLight(MachineOptions.on(tasks::add));
            light.green.entered().connect(t -> light.toYellow.fire());

            assertThat(light.toGreen.tryFire()).isEqualTo(FireResult.QUEUED);
            assertThat(light.state()).isSameAs(light.red);
            assertThat(tasks).hasSize(1);
            tasks.get(0).run();

            assertThat(light.state()).isSameAs(light.yellow);
        }

        @Test
        void aTurnIsLimited() {
            List<Runnable> tasks = new ArrayList<>();
            TrafficLight light = new TrafficLight(MachineOptions.on(tasks::add));
            AtomicInteger transitions = new AtomicInteger();
            light.updated().connect(t -> transitions.incrementAndGet());
            for (int i = 0; i < 30; i++) {
                light.toGreen.fire();
                light.toYellow.fire();
                light.toStop.fire();
            }

            tasks.get(0).run();
            assertThat(transitions).hasValue(64);
            assertThat(tasks).hasSize(2);
            tasks.get(1).run();

            assertThat(transitions).hasValue(90);
            assertThat(tasks).hasSize(2);
        }

        @Test
        void aRefusingExecutorRefusesTheTriggerAndLosesNothingElse() {
            boolean[] refuses = {true};
            TrafficLight light = new TrafficLight(MachineOptions.on(task -> {
                if (refuses[0]) {
                    throw new RejectedExecutionException("full");
                }
                task.run();
            }));

            assertThatExceptionOfType(RejectedExecutionException.class)
                    .isThrownBy(light.toGreen::fire)
                    .withMessage("full");
            refuses[0] = false;
            assertThat(light.toGreen.tryFire()).isEqualTo(FireResult.QUEUED);

            assertThat(light.state()).isSameAs(light.green);
        }
    }

    @Test
    void threadsThatWaitAreAllServed() throws Exception {
        // More threads than processors, and transitions long enough for others to give up spinning.
        class Slow extends Machine {
            private long work;
            final State only = initial("ONLY");
            final Trigger go = trigger(only.to(only).then(() -> {
                for (int i = 0; i < 20_000; i++) {
                    work += Arrays.hashCode(new int[] {i});
                }
            }));
        }
        Slow slow = new Slow();
        AtomicInteger transitions = new AtomicInteger();

        Together.run(tasks(8, thread -> {
            for (int i = 0; i < 200; i++) {
                slow.go.fire();
                transitions.incrementAndGet();
            }
        }));

        assertThat(transitions).hasValue(1_600);
        assertThat(slow.work).isNotZero();
    }
}
