package dev.observatory.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallStatisticsTest {
    private final EventPoint event = Events.define("counted");

    /** Runs an action as woven code does. */
    private void wovenCall(Runnable body) {
        wovenCall(body, null);
    }

    private void wovenCall(Runnable body, @Nullable Object result) {
        Object token = EventWeaving.begin(EventWeaving.hooksOf(event), new Object[1]);
        try {
            body.run();
        } catch (RuntimeException thrown) {
            if (token != null) {
                EventWeaving.crash(token, thrown);
            }
            throw thrown;
        }
        if (token != null) {
            EventWeaving.complete(token, result);
        }
    }

    private static void nothing() {}

    private static void fail() {
        throw new IllegalStateException("intended");
    }

    @Test
    void callsAndErrorsAreCountedWhileTheStatisticsAreOpen() {
        wovenCall(CallStatisticsTest::nothing);
        CallStatistics statistics = event.statistics();
        for (int i = 0; i < 5; i++) {
            wovenCall(CallStatisticsTest::nothing);
        }
        assertThatThrownBy(() -> wovenCall(CallStatisticsTest::fail)).hasMessage("intended");
        statistics.close();
        statistics.close();
        wovenCall(CallStatisticsTest::nothing);

        assertThat(statistics.calls()).isEqualTo(6);
        assertThat(statistics.errors()).isEqualTo(1);
        assertThat(statistics.running()).isZero();
        assertThat(statistics.total()).isPositive().isGreaterThanOrEqualTo(statistics.max());
        assertThat(statistics.histogram().values().stream().mapToLong(count -> count))
                .satisfies(counts -> assertThat(
                                counts.stream().mapToLong(count -> count).sum())
                        .isEqualTo(6));
    }

    @Test
    void countingMakesTheEventObservedAndNeedsNoObserver() {
        try (CallStatistics statistics = event.statistics()) {
            assertThat(event.isObserved()).isTrue();
            assertThat(EventWeaving.begin(EventWeaving.hooksOf(event), new Object[1]))
                    .isNotInstanceOf(EventCall.class);
            assertThat(statistics.running()).isEqualTo(1);
        }
        assertThat(event.isObserved()).isFalse();
    }

    @Test
    void callsAreCountedTogetherWithObservers() {
        List<EventData> seen = new ArrayList<>();
        event.completed().connect(seen::add);
        try (CallStatistics statistics = event.statistics()) {
            wovenCall(CallStatisticsTest::nothing);

            assertThat(seen).hasSize(1);
            assertThat(statistics.calls()).isEqualTo(1);
            assertThat(statistics.max()).isEqualTo(seen.get(0).duration());
        }
        wovenCall(CallStatisticsTest::nothing);
        assertThat(seen).hasSize(2);
    }

    @Test
    void explicitCallsAreCountedToo() throws Exception {
        try (CallStatistics statistics = event.statistics()) {
            event.call(() -> "result");
            EventCall call = event.begin(null);
            assertThat(call).isNotNull();
            assertThat(statistics.running()).isEqualTo(1);
            call.crash(new IllegalStateException());

            assertThat(statistics.calls()).isEqualTo(2);
            assertThat(statistics.errors()).isEqualTo(1);
        }
    }

    @Test
    void callsThatObserversMakeAreCounted() {
        EventPoint other = Events.define("observed");
        other.completed().connect(data -> wovenCall(CallStatisticsTest::nothing));
        try (CallStatistics statistics = event.statistics()) {
            EventCall call = other.begin(null);
            assertThat(call).isNotNull();
            call.complete(null);

            assertThat(statistics.calls()).isEqualTo(1);
        }
    }

    @Test
    void severalStatisticsOfOneEventCountIndependently() {
        try (CallStatistics first = event.statistics()) {
            wovenCall(CallStatisticsTest::nothing);
            try (CallStatistics second = event.statistics()) {
                wovenCall(CallStatisticsTest::nothing);
                assertThat(second.calls()).isEqualTo(1);
            }
            wovenCall(CallStatisticsTest::nothing);
            assertThat(first.calls()).isEqualTo(3);
        }
    }

    @Test
    void statisticsOfAnObjectCountItsCallsOnly() {
        Object one = new Object();
        try (CallStatistics ofOne = event.bind(one).statistics();
                CallStatistics ofAll = event.statistics()) {
            for (Object target : new Object[] {one, new Object(), one}) {
                Object token = EventWeaving.begin(EventWeaving.hooksOf(event), new Object[] {target});
                assertThat(token).isNotNull();
                EventWeaving.complete(token, null);
            }
            assertThat(ofOne.calls()).isEqualTo(2);
            assertThat(ofAll.calls()).isEqualTo(3);
        }
        assertThat(event.isObserved()).isFalse();
    }

    @Test
    void callThatIsRunningWhenCountingBeginsOrEndsIsNotCounted() {
        List<CallStatistics> opened = new ArrayList<>();
        CallStatistics around = event.statistics();
        wovenCall(() -> {
            opened.add(event.statistics());
            around.close();
        });

        CallStatistics inside = opened.get(0);
        assertThat(inside.calls()).isZero();
        assertThat(inside.running()).isZero();
        inside.close();
    }

    @Test
    void callThatIsRunningWhenOthersBeginToCountIsCountedAtItsEnd() {
        try (CallStatistics first = event.statistics()) {
            wovenCall(() -> {
                event.statistics().close();
                System.gc(); // What counted the call at its beginning is replaced by now.
                event.statistics().close();
            });

            assertThat(first.calls()).isEqualTo(1);
            assertThat(first.running()).isZero();
        }
    }

    @Test
    void nestedAndRecursiveCallsAreTimedSeparately() {
        try (CallStatistics statistics = event.statistics()) {
            wovenCall(() -> wovenCall(() -> {
                assertThat(statistics.running()).isEqualTo(2);
                wovenCall(CallStatisticsTest::nothing);
            }));

            assertThat(statistics.calls()).isEqualTo(3);
            assertThat(statistics.running()).isZero();
        }
    }

    @Test
    void callWhoseEndWasNeverReportedEndsWithTheCallAroundIt() {
        try (CallStatistics statistics = event.statistics()) {
            wovenCall(() -> {
                Object abandoned = EventWeaving.begin(EventWeaving.hooksOf(event), new Object[1]);
                assertThat(abandoned).isNotNull();
            });

            assertThat(statistics.running()).isZero();
            assertThat(statistics.calls()).isEqualTo(2);
            assertThat(statistics.errors()).isEqualTo(1);
        }
    }

    @Test
    void asynchronousResultEndsTheCall() {
        CompletableFuture<String> pending = new CompletableFuture<>();
        CompletableFuture<String> failing = new CompletableFuture<>();
        try (CallStatistics statistics = event.statistics()) {
            wovenCall(CallStatisticsTest::nothing, pending);
            wovenCall(CallStatisticsTest::nothing, failing);
            wovenCall(CallStatisticsTest::nothing, CompletableFuture.completedFuture("done"));
            assertThat(statistics.calls()).isEqualTo(1);
            assertThat(statistics.running()).isEqualTo(2);

            pending.complete("late");
            failing.completeExceptionally(new IllegalStateException());

            assertThat(statistics.calls()).isEqualTo(3);
            assertThat(statistics.errors()).isEqualTo(1);
            assertThat(statistics.running()).isZero();
        }
    }

    @Test
    void closedPublisherEndsTheCall() {
        SubmissionPublisher<String> publisher = new SubmissionPublisher<>();
        publisher.close();
        try (CallStatistics statistics = event.statistics()) {
            wovenCall(CallStatisticsTest::nothing, publisher);
            assertThat(statistics.calls()).isEqualTo(1);
        }
    }

    @Test
    void nothingIsLostWhenManyThreadsCall() throws InterruptedException {
        int threads = 8;
        int calls = 20_000;
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> running = new ArrayList<>();
        try (CallStatistics statistics = event.statistics()) {
            for (int i = 0; i < threads; i++) {
                Thread thread = new Thread(() -> {
                    try {
                        start.await();
                    } catch (InterruptedException stopped) {
                        return;
                    }
                    for (int n = 0; n < calls; n++) {
                        wovenCall(CallStatisticsTest::nothing);
                    }
                });
                thread.start();
                running.add(thread);
            }
            start.countDown();
            for (Thread thread : running) {
                thread.join(TimeUnit.MINUTES.toMillis(1));
            }

            assertThat(statistics.calls()).isEqualTo((long) threads * calls);
            assertThat(statistics.running()).isZero();
        }
    }

    @Test
    void statisticsOpenedAndClosedByManyThreadsLeaveNothingBehind() throws InterruptedException {
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> {
                for (int n = 0; n < 500; n++) {
                    try (CallStatistics statistics = event.statistics()) {
                        wovenCall(CallStatisticsTest::nothing);
                        if (statistics.calls() == 0) {
                            throw new AssertionError("The call of its own thread was not counted");
                        }
                    }
                }
            });
            thread.setUncaughtExceptionHandler((failed, failure) -> failures.add(failure));
            thread.start();
            running.add(thread);
        }
        for (Thread thread : running) {
            thread.join(TimeUnit.MINUTES.toMillis(1));
        }
        assertThat(failures).isEmpty();
        assertThat(event.isObserved()).isFalse();
        assertThat(EventWeaving.begin(EventWeaving.hooksOf(event), new Object[1]))
                .isInstanceOfSatisfying(
                        EventCall.class, call -> assertThat(call.isMuted()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 15, 16, 17, 31, 32, 33, 1_000, 999_999, 123_456_789_012L, Long.MAX_VALUE})
    void bucketHoldsDurationsThatAreAtMostASixteenthShorter(long nanos) {
        try (CallStatistics statistics = event.statistics()) {
            statistics.begin(1);
            statistics.end(1, nanos, false);

            assertThat(statistics.max()).isEqualTo(Duration.ofNanos(nanos));
            assertThat(statistics.histogram()).hasSize(1);
            long longest = statistics.histogram().firstKey().toNanos();
            if (nanos < 1L << 45) {
                assertThat(longest).isBetween(nanos, nanos + nanos / 16);
            }
            assertThat(statistics.percentile(50).toNanos()).isEqualTo(Math.min(longest, nanos));
        }
    }

    @Test
    void percentilesAreThoseOfTheSortedDurations() {
        Random random = new Random(1);
        long[] nanos = random.longs(10_000, 1, 10_000_000).sorted().toArray();
        try (CallStatistics statistics = event.statistics()) {
            for (long each : nanos) {
                statistics.begin(each);
                statistics.end(each, each, false);
            }
            for (int percent : new int[] {1, 25, 50, 90, 99, 100}) {
                long exact = nanos[(int) Math.ceil(percent / 100.0 * nanos.length) - 1];
                assertThat(statistics.percentile(percent).toNanos()).isBetween(exact, exact + exact / 16);
            }
            assertThat(statistics.percentile(0).toNanos()).isBetween(nanos[0], nanos[0] + nanos[0] / 16);
            assertThat(statistics.percentile(100)).isEqualTo(statistics.max());
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 100.1, Double.NaN})
    void percentileOutsideOfItsRangeIsRefused(double percent) {
        try (CallStatistics statistics = event.statistics()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> statistics.percentile(percent))
                    .withMessage("Percentile [" + percent + "] must be from 0 to 100");
            assertThat(statistics.percentile(99)).isZero();
        }
    }
}
