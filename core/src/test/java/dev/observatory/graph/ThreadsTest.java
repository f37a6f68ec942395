package dev.observatory.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.observatory.Together;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Threads that read and write: what each may see, and which ones wait. */
class ThreadsTest {
    private static final int WRITES = 20_000;
    private static final long BOUND_SECONDS = 20;

    private final Graph graph = Graph.create();
    private final Value<Integer> left = Value.of(graph, 0);
    private final Value<Integer> right = Value.of(graph, 0);
    private final Derived<Integer> sum = Derived.of(left, right, Integer::sum);
    private final Derived<Integer> difference = Derived.of(graph, () -> left.get() - right.get());

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(BOUND_SECONDS, TimeUnit.SECONDS))
                    .as("the other thread went on")
                    .isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private void writeBoth(int number) {
        Graph.batch(graph, () -> {
            left.set(number);
            right.set(number);
        });
    }

    @Nested
    class AReader {

        /** Values only grow, so a reader of one after the other must never find the second one older. */
        private void readInOrder(AtomicBoolean done, boolean hot) throws Exception {
            Effect effect = hot
                    ? Effect.of(graph, () -> assertThat(sum.get() + difference.get())
                            .isNotNegative())
                    : null;
            Together.run(
                    () -> {
                        for (int i = 1; i <= WRITES; i++) {
                            writeBoth(i);
                        }
                        done.set(true);
                    },
                    () -> watch(done),
                    () -> watch(done));
            if (effect != null) {
                effect.close();
            }
        }

        private void watch(AtomicBoolean done) {
            int least = 0;
            while (!done.get()) {
                int first = left.get();
                assertThat(first).isGreaterThanOrEqualTo(least);
                int second = right.get();
                assertThat(second).as("right read after left").isGreaterThanOrEqualTo(first);
                int both = sum.get();
                assertThat(both % 2).as("a sum is of one batch").isZero();
                assertThat(both / 2).as("sum read after right").isGreaterThanOrEqualTo(second);
                assertThat(difference.get()).isZero();
                int last = left.get();
                assertThat(last).as("left read after sum").isGreaterThanOrEqualTo(both / 2);
                least = last;
            }
        }

        @Test
        void seesAllOfABatchOrNothingAndNeverGoesBack() throws Exception {
            readInOrder(new AtomicBoolean(), false);
        }

        @Test
        void seesAllOfABatchOrNothingWhileAnEffectObserves() throws Exception {
            readInOrder(new AtomicBoolean(), true);
        }

        @Test
        void seesNothingOfATransactionThatFails() throws Exception {
            AtomicBoolean done = new AtomicBoolean();
            Together.run(
                    () -> {
                        for (int i = 1; i <= WRITES; i++) {
                            assertThatThrownBy(() -> Graph.transact(graph, () -> {
                                        left.set(1);
                                        assertThat(sum.get()).isOne();
                                        throw new IllegalStateException("expected");
                                    }))
                                    .hasMessage("expected");
                        }
                        done.set(true);
                    },
                    () -> {
                        while (!done.get()) {
                            assertThat(left.get()).isZero();
                            assertThat(sum.get()).isZero();
                            assertThat(difference.get()).isZero();
                        }
                    });
        }

        @Test
        void readsTheStateBeforeAnOpenBatchWithoutWaiting() throws Exception {
            CountDownLatch written = new CountDownLatch(1);
            CountDownLatch read = new CountDownLatch(1);
            assertThat(sum.get() + difference.get()).isZero();

            Together.run(
                    () -> Graph.batch(graph, () -> {
                        left.set(5);
                        assertThat(sum.get()).isEqualTo(5);
                        written.countDown();
                        await(read);
                    }),
                    () -> {
                        await(written);
                        assertThat(left.get()).isZero();
                        assertThat(right.get()).isZero();
                        assertThat(sum.get()).isZero();
                        assertThat(difference.get()).isZero();
                        read.countDown();
                    });

            assertThat(sum.get()).isEqualTo(5);
        }

        @Test
        void readsValidValuesWithoutWaitingForARunningFunction() throws Exception {
            CountDownLatch running = new CountDownLatch(1);
            CountDownLatch read = new CountDownLatch(1);
            Value<Integer> other = Value.of(graph, 0);
            Derived<Integer> slow = Derived.of(other, n -> {
                running.countDown();
                await(read);
                return n;
            });
            assertThat(sum.get() + difference.get()).isZero();
            other.set(1); // Of no concern to the others; but they have not been looked at since.

            Together.run(slow::get, () -> {
                await(running);
                assertThat(left.get() + sum.get() + difference.get()).isZero();
                read.countDown();
            });
        }

        @Test
        void ofASnapshotReadsOneStateWhileOthersWrite() throws Exception {
            AtomicBoolean done = new AtomicBoolean();
            Together.run(
                    () -> {
                        for (int i = 1; i <= WRITES / 10; i++) {
                            writeBoth(i);
                        }
                        done.set(true);
                    },
                    () -> {
                        while (!done.get()) {
                            try (GraphSnapshot moment = Graph.snapshot(graph)) {
                                int first = moment.get(left);
                                assertThat(moment.get(sum)).isEqualTo(2 * first);
                                assertThat(moment.get(right)).isEqualTo(first);
                                assertThat(moment.get(difference)).isZero();
                            }
                        }
                    });
        }
    }

    @Nested
    class Writers {

        @Test
        void loseNoUpdate() throws Exception {
            Together.Task add = () -> {
                for (int i = 0; i < WRITES; i++) {
                    left.update(n -> n + 1);
                }
            };

            Together.run(add, add, add);

            assertThat(left.get()).isEqualTo(3 * WRITES);
        }

        @Test
        void areReceivedAsOneChainByEveryObserver() throws Exception {
            List<ValueChange<Integer>> first = Collections.synchronizedList(new ArrayList<>());
            List<ValueChange<Integer>> second = Collections.synchronizedList(new ArrayList<>());
            left.updated().connect(first::add);
            left.updated().connect(second::add);
            Together.Task add = () -> {
                for (int i = 0; i < WRITES / 4; i++) {
                    left.update(n -> n + 1);
                }
            };

            Together.run(add, add);

            assertThat(second).isEqualTo(first);
            int last = 0;
            for (ValueChange<Integer> change : first) {
                assertThat(change.oldValue()).isEqualTo(last);
                last = change.newValue();
            }
            assertThat(last).isEqualTo(WRITES / 2);
        }

        @Test
        void areSeenByEffectsInTheirFinalState() throws Exception {
            AtomicInteger seen = new AtomicInteger();
            Effect effect = Effect.of(graph, () -> seen.set(sum.get()));
            Together.Task write = () -> {
                for (int i = 1; i <= WRITES; i++) {
                    writeBoth(i);
                }
            };

            Together.run(write, write);

            assertThat(seen.get()).isEqualTo(2 * WRITES);
            effect.close();
        }

        @Test
        void doNotWaitForObserversOfOthers() throws Exception {
            CountDownLatch telling = new CountDownLatch(1);
            CountDownLatch wrote = new CountDownLatch(1);
            left.updated().connect(change -> {
                telling.countDown();
                await(wrote);
            });

            Together.run(() -> left.set(1), () -> {
                await(telling);
                right.set(1);
                assertThat(sum.get()).isEqualTo(2);
                wrote.countDown();
            });
        }

        @Test
        void doNotWaitForEffectsOfOthers() throws Exception {
            CountDownLatch running = new CountDownLatch(1);
            CountDownLatch wrote = new CountDownLatch(1);
            AtomicInteger runs = new AtomicInteger();
            Effect effect = Effect.of(graph, () -> {
                if (left.get() == 1 && runs.incrementAndGet() == 1) {
                    running.countDown();
                    await(wrote);
                }
            });

            Together.run(() -> left.set(1), () -> {
                await(running);
                right.set(1);
                assertThat(sum.get()).isEqualTo(2);
                wrote.countDown();
            });
            effect.close();
        }

        @Test
        void connectAndCloseWhileOthersWrite() throws Exception {
            AtomicBoolean done = new AtomicBoolean();
            Together.run(
                    () -> {
                        for (int i = 1; i <= WRITES; i++) {
                            writeBoth(i);
                        }
                        done.set(true);
                    },
                    () -> {
                        while (!done.get()) {
                            try (Effect effect = Effect.of(graph, () -> assertThat(difference.get())
                                    .as("an effect reads a node of one batch")
                                    .isZero())) {
                                assertThat(effect.isOpen()).isTrue();
                            }
                        }
                    },
                    () -> {
                        while (!done.get()) {
                            sum.updated().connect(change -> {}).close();
                        }
                    });
            assertThat(left.subs == null && right.subs == null)
                    .as("everything is cold again")
                    .isTrue();
        }
    }

    @Nested
    class TwoGraphs {
        private final Graph other = Graph.create();
        private final Value<Integer> far = Value.of(other, 1);

        @Test
        void cannotBeLockedTogether() {
            assertThatThrownBy(() -> Graph.batch(graph, () -> far.set(2)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("While a graph computes or has a batch open, the same thread must not wait for another"
                            + " graph; transfer the other's values with a HookValue of their updated()");
        }

        @Test
        void areBridgedByHooks() {
            HookValue<ValueChange<Integer>> bridge =
                    HookValue.of(graph, far.updated(), new ValueChange<>(null, far.get()));
            Derived<Integer> near = Derived.of(bridge, change -> change.newValue() + 1);
            List<Integer> seen = new ArrayList<>();
            try (Effect effect = Effect.of(graph, () -> seen.add(near.get()))) {
                far.set(7);

                assertThat(effect.isOpen()).isTrue();
            }
            assertThat(seen).containsExactly(2, 8);
        }

        @Test
        void thatSetEachOtherNeverDeadlock() throws Exception {
            left.updated().connect(change -> far.set(change.newValue()));
            far.updated().connect(change -> right.set(change.newValue()));
            Together.Task here = () -> {
                for (int i = 1; i <= WRITES / 10; i++) {
                    left.set(i);
                }
            };
            Together.Task there = () -> {
                for (int i = 1; i <= WRITES / 10; i++) {
                    far.set(-i);
                }
            };

            Together.run(here, there);

            assertThat(left.get()).isEqualTo(WRITES / 10);
        }
    }
}
