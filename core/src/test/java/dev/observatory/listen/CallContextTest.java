package dev.observatory.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.observatory.event.EventCall;
import dev.observatory.event.EventData;
import dev.observatory.event.EventPoint;
import dev.observatory.event.Events;
import dev.observatory.event.ProgressData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallContextTest {
    private final EventPoint outer = Events.define("outer");
    private final EventPoint inner = Events.define("inner");
    private final List<EventData> outerEnds = Collections.synchronizedList(new ArrayList<>());
    private final List<EventData> innerEnds = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService pool = Executors.newFixedThreadPool(2);

    CallContextTest() {
        outer.exited().connect(outerEnds::add);
        inner.exited().connect(innerEnds::add);
    }

    @AfterEach
    void nothingIsLeftOnAnyThread() throws Exception {
        assertThat(Events.current()).isEmpty();
        List<Callable<Boolean>> looking =
                Collections.nCopies(8, () -> Events.current().isEmpty());
        for (Future<Boolean> isEmpty : pool.invokeAll(looking)) {
            assertThat(isEmpty.get()).isTrue();
        }
        pool.shutdown();
        assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    private Void callInner() throws Exception {
        return inner.call(() -> null);
    }

    private Void callInnerUnchecked() {
        try {
            return callInner();
        } catch (Exception impossible) {
            throw new AssertionError(impossible);
        }
    }

    private void assertInnerBelongsToOuter(int calls) {
        assertThat(innerEnds).hasSize(calls).allSatisfy(data -> assertThat(data.parentId())
                .isEqualTo(outerEnds.get(0).callId())
                .isPositive());
    }

    @Test
    void withoutCarryingACallOnAnotherThreadHasNoParent() throws Exception {
        outer.call(() -> pool.submit(this::callInner).get());

        assertThat(innerEnds.get(0).parentId()).isZero();
    }

    @Test
    void aWrappedTaskRunsInsideTheCallThatWrappedIt() throws Exception {
        outer.call(() -> pool.submit(CallContext.capture().wrap((Callable<Void>) this::callInner))
                .get());

        assertInnerBelongsToOuter(1);
    }

    @Test
    void stagesOfAFutureRunInsideTheCall() throws Exception {
        outer.call(() -> {
            CallContext.Snapshot here = CallContext.capture();
            return CompletableFuture.supplyAsync(here.wrap((Supplier<Integer>) () -> "a".length()), pool)
                    .thenApplyAsync(
                            here.wrap((Function<Integer, Integer>) length -> {
                                callInnerUnchecked();
                                return length + 1;
                            }),
                            pool)
                    .thenCombineAsync(
                            CompletableFuture.completedFuture(1),
                            here.wrap((Integer a, Integer b) -> {
                                callInnerUnchecked();
                                return a + b;
                            }),
                            pool)
                    .thenAcceptAsync(
                            here.wrapConsumer(sum -> {
                                callInnerUnchecked();
                                assertThat(sum).isEqualTo(3);
                            }),
                            pool)
                    .get();
        });

        assertInnerBelongsToOuter(3);
    }

    @Test
    void aParallelStreamRunsInsideTheCall() throws Exception {
        int size = 1_000;
        outer.call(() -> {
            CallContext.Snapshot here = CallContext.capture();
            Function<Integer, Integer> step = here.wrap((Integer i) -> {
                callInnerUnchecked();
                return i;
            });
            return IntStream.range(0, size).boxed().parallel().map(step).collect(Collectors.toSet());
        });

        assertInnerBelongsToOuter(size);
    }

    @Test
    void wrappedExecutorsCarryTheCallOfWhoeverSubmits() throws Exception {
        ExecutorService carrying = ContextExecutors.wrap(pool);
        Executor plain = ContextExecutors.wrap((Executor) pool);
        outer.call(() -> {
            CountDownLatch done = new CountDownLatch(2);
            carrying.submit(this::callInner).get();
            carrying.submit(() -> {
                        callInnerUnchecked();
                    })
                    .get();
            assertThat(carrying.submit(
                                    () -> {
                                        callInnerUnchecked();
                                    },
                                    "result")
                            .get())
                    .isEqualTo("result");
            carrying.invokeAll(List.of(this::callInner, this::callInner));
            carrying.invokeAll(List.of(this::callInner), 10, TimeUnit.SECONDS);
            carrying.invokeAny(List.of(this::callInner));
            carrying.invokeAny(List.of(this::callInner), 10, TimeUnit.SECONDS);
            carrying.execute(() -> {
                callInnerUnchecked();
                done.countDown();
            });
            plain.execute(() -> {
                callInnerUnchecked();
                done.countDown();
            });
            return done.await(10, TimeUnit.SECONDS);
        });

        assertInnerBelongsToOuter(10);
        assertThat(carrying.isShutdown()).isFalse();
        assertThat(carrying.isTerminated()).isFalse();
    }

    @Test
    void scheduledTasksRunInsideTheCallEachTime() throws Exception {
        ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
        ScheduledExecutorService carrying = ContextExecutors.wrap(scheduler);
        CountDownLatch done = new CountDownLatch(6);
        Runnable task = () -> {
            callInnerUnchecked();
            done.countDown();
        };
        List<ScheduledFuture<?>> scheduled = new ArrayList<>();
        outer.call(() -> {
            scheduled.add(carrying.schedule(task, 1, TimeUnit.MILLISECONDS));
            scheduled.add(carrying.schedule(Executors.callable(task), 1, TimeUnit.MILLISECONDS));
            scheduled.add(carrying.scheduleAtFixedRate(task, 1, 1, TimeUnit.MILLISECONDS));
            scheduled.add(carrying.scheduleWithFixedDelay(task, 1, 1, TimeUnit.MILLISECONDS));
            return null;
        });
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        scheduled.forEach(each -> each.cancel(false));
        carrying.shutdown();
        assertThat(carrying.awaitTermination(10, TimeUnit.SECONDS)).isTrue();

        assertThat(scheduler.isTerminated()).isTrue();
        assertInnerBelongsToOuter(innerEnds.size());
    }

    @Test
    void threadsOfAContextFactoryRunInsideTheCallThatCreatesThem() throws Exception {
        outer.call(() -> {
            Thread made = new ContextThreadFactory(Thread::new).newThread(this::callInnerUnchecked);
            made.start();
            made.join();
            return null;
        });

        assertInnerBelongsToOuter(1);
    }

    @Test
    void tagsOnAnotherThreadBelongToTheCall() throws Exception {
        outer.call(() -> pool.submit(CallContext.capture().wrap(() -> {
                    Events.tag("user", "alma");
                    assertThat(Events.current().map(EventCall::event)).contains(outer);
                }))
                .get());

        assertThat(outerEnds.get(0).tags()).containsEntry("user", "alma");
    }

    @Test
    void progressOnAnotherThreadIsThatOfTheCall() throws Exception {
        List<ProgressData> reports = Collections.synchronizedList(new ArrayList<>());
        outer.progressUpdated().connect(reports::add);

        outer.call(() -> pool.submit(CallContext.capture().wrap(() -> {
                    for (String item : Events.track(List.of("x", "y"))) {
                        assertThat(item).isNotEmpty();
                    }
                }))
                .get());

        assertThat(reports).isNotEmpty().allSatisfy(report -> {
            assertThat(report.event()).isSameAs(outer);
            assertThat(report.callId()).isEqualTo(outerEnds.get(0).callId());
            assertThat(report.thread()).isNotSameAs(Thread.currentThread());
        });
    }

    @Test
    void aCallThatHasEndedRemainsTheParentAndTakesNoMoreTags() throws Exception {
        CallContext.Snapshot inside = outer.call(CallContext::capture);

        inside.wrap(() -> {
                    Events.tag("late", true);
                    callInnerUnchecked();
                })
                .run();

        assertInnerBelongsToOuter(1);
        assertThat(outerEnds.get(0).tags()).isEmpty();
    }

    @Test
    void theAbsenceOfACallIsCarriedToo() throws Exception {
        CallContext.Snapshot outside = CallContext.capture();

        outer.call(() -> {
            outside.wrap((Supplier<Void>) this::callInnerUnchecked).get();
            try (CallContext.Scope scope = outside.attach()) {
                assertThat(Events.current()).isEmpty();
            }
            return callInner();
        });

        assertThat(innerEnds.get(0).parentId()).isZero();
        assertThat(innerEnds.get(1).parentId()).isEqualTo(outerEnds.get(0).callId());
    }

    @Test
    void scopesEndWhatTheyBegan() throws Exception {
        CallContext.Snapshot inside = outer.call(CallContext::capture);
        CallContext.Snapshot outside = CallContext.capture();

        CallContext.Scope first = inside.attach();
        CallContext.Scope second = outside.attach();
        first.close();
        callInner();
        second.close();
        second.close();
        first.close();
        CallContext.Scope third = inside.attach();
        callInner();
        third.close();
        callInner();

        assertThat(innerEnds)
                .extracting(EventData::parentId)
                .containsExactly(0L, outerEnds.get(0).callId(), 0L);
    }

    @Test
    void aScopeCannotBeClosedByAnotherThread() throws Exception {
        CallContext.Scope scope = outer.call(CallContext::capture).attach();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread other = new Thread(() -> {
            try {
                scope.close();
            } catch (IllegalStateException refused) {
                thrown.set(refused);
            }
        });
        other.start();
        other.join();

        assertThat(thrown.get()).hasMessageContaining("was opened by another thread");
        callInner();
        scope.close();
        assertInnerBelongsToOuter(1);
    }

    @Test
    void whatATaskThrowsIsThrownAndNothingIsLeft() throws Exception {
        CallContext.Snapshot inside = outer.call(CallContext::capture);
        IOException intended = new IOException("intended");

        assertThatThrownBy(() -> inside.wrap((Callable<Void>) () -> {
                            throw intended;
                        })
                        .call())
                .isSameAs(intended);
        assertThatIllegalStateException()
                .isThrownBy(() -> inside.wrap((Runnable) () -> {
                            throw new IllegalStateException("intended");
                        })
                        .run())
                .withMessage("intended");
    }

    @Test
    void callsThatAnObserverHandsToAnotherThreadAreStillThoseOfAnObserver() throws Exception {
        List<EventData> all = Collections.synchronizedList(new ArrayList<>());
        outer.completed().connect(data -> {
            try {
                pool.submit(CallContext.capture().wrap((Callable<Void>) () -> outer.call(() -> null)))
                        .get();
            } catch (Exception impossible) {
                throw new AssertionError(impossible);
            }
        });
        outer.completed().connect(all::add);

        outer.call(() -> null);

        assertThat(all).hasSize(1);
    }

    @Test
    void manyThreadsCarryManyCalls() throws Exception {
        ExecutorService carrying = ContextExecutors.wrap(pool);
        int calls = 2_000;
        List<Future<Void>> futures = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            futures.add(outer.call(() -> carrying.submit(this::callInner)));
        }
        for (Future<Void> each : futures) {
            each.get();
        }

        Set<Long> parents = innerEnds.stream().map(EventData::parentId).collect(Collectors.toSet());
        Set<Long> ids = outerEnds.stream().map(EventData::callId).collect(Collectors.toSet());
        assertThat(parents).hasSize(calls).isEqualTo(ids);
    }
}
