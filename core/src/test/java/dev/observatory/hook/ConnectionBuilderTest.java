package dev.observatory.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.observatory.Garbage;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Connection options, on hooks of all arities. */
class ConnectionBuilderTest {
    private final List<String> received = new ArrayList<>();
    private final EventHook<String> hook = new EventHook<>("news");

    @Test
    void onceLimitsTheObserverToOneEmission() {
        Subscription subscription = hook.with().once().connect(received::add);

        hook.emit("1");
        hook.emit("2");

        assertThat(received).containsExactly("1");
        assertThat(subscription.isOpen()).isFalse();
        assertThat(hook.isObserved()).isFalse();
    }

    @Test
    void closingDropsTheOneEmissionThatWaitsForItsTurn() {
        ManualTimer timer = new ManualTimer();
        Deque<Runnable> tasks = new ArrayDeque<>();
        Duration quiet = Duration.ofMillis(5);
        List<Subscription> waiting = List.of(
                hook.with().once().debounce(quiet, timer).connect(value -> received.add("debounce")),
                hook.with().once().on(tasks::add).connect(value -> received.add("executor")),
                hook.with().once().debounce(quiet, timer).on(tasks::add).connect(value -> received.add("both")));

        hook.emit("draft");
        waiting.get(0).close();
        waiting.get(1).close();
        timer.due.forEach(Runnable::run);
        waiting.get(2).close();
        tasks.forEach(Runnable::run);

        assertThat(received).isEmpty();
        assertThat(tasks).hasSize(2);
        timer.shutdownNow();
    }

    @Test
    void theOneEmissionThatWaitsForItsTurnCallsTheObserverOfAConnectionThatNobodyCloses() {
        ManualTimer timer = new ManualTimer();
        Deque<Runnable> tasks = new ArrayDeque<>();
        hook.with().once().debounce(Duration.ofMillis(5), timer).on(tasks::add).connect(received::add);

        hook.emit("draft");
        timer.due.forEach(Runnable::run);
        tasks.forEach(Runnable::run);

        assertThat(received).containsExactly("draft");
        timer.shutdownNow();
    }

    @Test
    void onceHoldsWhenTheObserverItselfEmits() {
        hook.with().once().connect(value -> {
            received.add(value);
            hook.emit("again");
        });

        hook.emit("1");

        assertThat(received).containsExactly("1");
    }

    @Test
    void higherPriorityRunsFirstAndEqualPriorityInConnectionOrder() {
        hook.connect(value -> received.add("plain 1"));
        hook.with().priority(-1).connect(value -> received.add("low"));
        hook.with().priority(10).connect(value -> received.add("high 1"));
        hook.connect(value -> received.add("plain 2"));
        hook.with().priority(10).connect(value -> received.add("high 2"));

        hook.emit("go");

        assertThat(received).containsExactly("high 1", "high 2", "plain 1", "plain 2", "low");
    }

    @Test
    void aFilterPassesOnlyMatchingValues() {
        hook.with().filter(value -> value.length() > 1).connect(received::add);

        hook.emit("a");
        hook.emit("ab");

        assertThat(received).containsExactly("ab");
    }

    @Test
    void anExceptionOfAFilterIsAFailureOfItsObserver() {
        hook.with()
                .named("picky")
                .filter(value -> {
                    throw new IllegalStateException("undecided");
                })
                .connect(received::add);

        assertThatExceptionOfType(EventHookException.class)
                .isThrownBy(() -> hook.emit("a"))
                .withMessage("Observer [picky] of hook [news] failed: java.lang.IllegalStateException: undecided");
    }

    @Test
    void anExecutorReceivesOneTaskPerEmission() {
        Deque<Runnable> tasks = new ArrayDeque<>();
        Subscription subscription = hook.with().on(tasks::add).connect(received::add);

        hook.emit("1");
        hook.emit("2");
        assertThat(received).isEmpty();
        tasks.remove().run();
        assertThat(received).containsExactly("1");
        subscription.close();
        tasks.remove().run();

        assertThat(received).containsExactly("1");
    }

    @Test
    void executorFailuresAndRejectionsAreReportedToObserverErrors() {
        List<String> reported = new ArrayList<>();
        hook.with().on(Runnable::run).connect(value -> {
            throw new IllegalStateException("on executor");
        });
        hook.with()
                .on(task -> {
                    throw new RejectedExecutionException("full");
                })
                .connect(received::add);

        try (Subscription errors = ObserverErrors.reported()
                .connect(failure -> reported.add(failure.exception().getMessage()))) {
            hook.emit("1");
        }

        assertThat(reported).containsExactly("on executor", "full");
    }

    @Test
    void aWeakObserverIsDisconnectedAfterItsOwnerWasCollected() throws InterruptedException {
        Object[] owner = {new Object()};
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        PhantomReference<Object> trace = new PhantomReference<>(owner[0], queue);
        hook.with().weak(owner[0]).connect(received::add);
        hook.emit("1");
        assertThat(received).containsExactly("1");

        owner[0] = null;
        Reference<?> collected = null;
        for (int i = 0; i < 100 && collected == null; i++) {
            System.gc();
            collected = queue.remove(20);
        }
        hook.emit("2");

        assertThat(collected).isSameAs(trace);
        assertThat(received).containsExactly("1");
        assertThat(hook.isObserved()).isFalse();
    }

    @Test
    void aThrottlePassesTheFirstEmissionOfAnInterval() {
        hook.with().throttle(Duration.ofHours(1)).connect(received::add);

        hook.emit("1");
        hook.emit("2");

        assertThat(received).containsExactly("1");
    }

    @Test
    void anIntervalMayExceedTheRangeOfNanoseconds() {
        ManualTimer timer = new ManualTimer();
        Duration forEver = ChronoUnit.FOREVER.getDuration();
        hook.with().throttle(forEver).connect(received::add);
        hook.with().debounce(forEver, timer).connect(value -> received.add("quiet " + value));

        hook.emit("1");
        hook.emit("2");
        timer.due.forEach(Runnable::run);
        timer.shutdownNow();

        assertThat(received).containsExactly("1", "quiet 2");
    }

    /** A timer that keeps its tasks until the test runs them. */
    private static final class ManualTimer extends ScheduledThreadPoolExecutor {
        private final List<Runnable> due = new ArrayList<>();

        ManualTimer() {
            super(1);
            setRemoveOnCancelPolicy(true);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            due.add(task);
            return super.schedule(() -> {}, 1, TimeUnit.HOURS);
        }
    }

    @Test
    void aDebouncePassesTheLatestEmissionAfterTheQuietTime() {
        ManualTimer timer = new ManualTimer();
        hook.with().debounce(Duration.ofMillis(200), timer).connect(received::add);

        hook.emit("1");
        hook.emit("2");
        assertThat(timer.getQueue()).hasSize(1);
        timer.due.forEach(Runnable::run);
        hook.emit("3");
        timer.due.forEach(Runnable::run);
        timer.shutdownNow();

        assertThat(received).containsExactly("2", "3");
    }

    @Test
    void aDebounceIgnoresAnEarlierTimerThatCouldNotBeCancelled() {
        ManualTimer timer = new ManualTimer();
        EventHook0 bell = new EventHook0("bell");
        bell.with().debounce(Duration.ofMillis(200), timer).connect(() -> received.add("quiet"));

        bell.emit();
        bell.emit();
        timer.due.get(0).run();
        assertThat(received).isEmpty();
        timer.due.get(1).run();
        timer.shutdownNow();

        assertThat(received).containsExactly("quiet");
    }

    @Test
    void aClosedSubscriptionDropsTheEmissionHeldByItsDebounce() {
        ManualTimer timer = new ManualTimer();
        Subscription subscription =
                hook.with().debounce(Duration.ofHours(1), timer).connect(received::add);

        hook.emit("1");
        assertThat(timer.getQueue()).hasSize(1);
        subscription.close();

        assertThat(timer.getQueue()).isEmpty();
        timer.due.forEach(Runnable::run);
        timer.shutdownNow();
        assertThat(received).isEmpty();
    }

    @Test
    void aThrottleWithATimerPassesTheLatestEmissionAtTheEndOfTheInterval() {
        ManualTimer timer = new ManualTimer();
        hook.with().throttle(Duration.ofHours(1), timer).connect(received::add);

        hook.emit("1");
        hook.emit("2");
        hook.emit("3");
        assertThat(received).containsExactly("1");
        timer.due.remove(0).run();
        assertThat(received).containsExactly("1", "3");
        hook.emit("4");
        assertThat(received).containsExactly("1", "3");
        timer.due.remove(0).run();
        timer.shutdownNow();

        assertThat(received).containsExactly("1", "3", "4");
        assertThat(timer.due).isEmpty();
    }

    @Test
    void aThrottleWithATimerThatLosesTasksPassesALaterEmission() throws InterruptedException {
        ManualTimer timer = new ManualTimer();
        hook.with().throttle(Duration.ofMillis(1), timer).connect(received::add);

        hook.emit("1");
        hook.emit("2");
        timer.due.clear();
        for (int i = 0; i < 1_000 && received.size() < 2; i++) {
            Thread.sleep(1);
            hook.emit("later");
            timer.due.clear();
        }
        timer.shutdownNow();

        assertThat(received).containsExactly("1", "later");
    }

    @Test
    void aThrottleWithATimerUsesTheExecutorAtTheEndOfTheInterval() {
        ManualTimer timer = new ManualTimer();
        Deque<Runnable> tasks = new ArrayDeque<>();
        hook.with().throttle(Duration.ofHours(1), timer).on(tasks::add).connect(received::add);

        hook.emit("1");
        hook.emit("2");
        timer.due.remove(0).run();
        assertThat(received).isEmpty();
        tasks.forEach(Runnable::run);
        timer.shutdownNow();

        assertThat(received).containsExactly("1", "2");
        assertThat(hook.observers().get(0).options())
                .isEqualTo("on executor, throttled PT1H with the latest value at its end");
    }

    @Test
    void anExecutorThatRunsATaskTwiceCallsTheObserverOnce() {
        hook.with()
                .on(task -> {
                    task.run();
                    task.run();
                })
                .connect(received::add);

        hook.emit("1");

        assertThat(received).containsExactly("1");
    }

    @Test
    void aSecondEmissionDoesNotReplaceADebouncedOneThatTheExecutorHasReceived() {
        ManualTimer timer = new ManualTimer();
        Deque<Runnable> tasks = new ArrayDeque<>();
        hook.with().debounce(Duration.ofHours(1), timer).on(tasks::add).connect(received::add);

        hook.emit("1");
        timer.due.remove(0).run();
        hook.emit("2");
        timer.due.remove(0).run();
        tasks.forEach(Runnable::run);
        timer.shutdownNow();

        assertThat(received).containsExactly("1", "2");
    }

    @Test
    void anObserverReceivesItsWeakOwnerOnHooksOfAllArities() {
        EventHook0 none = new EventHook0("none");
        EventHook2<String, Integer> two = new EventHook2<>("two");
        EventHook3<String, Integer, Boolean> three = new EventHook3<>("three");
        StringBuilder owner = new StringBuilder();
        none.connectWeak(owner, text -> text.append("none "));
        hook.connectWeak(owner, (text, value) -> text.append(value).append(' '));
        two.connectWeak(owner, (text, a, b) -> text.append(a).append(b).append(' '));
        Subscription last = three.with()
                .filter((a, b, c) -> c)
                .connectWeak(owner, (text, a, b, c) -> text.append(a).append(b).append(c));

        none.emit();
        hook.emit("one");
        two.emit("two", 2);
        three.emit("three", 3, true);
        three.emit("filtered", 3, false);
        last.close();
        three.emit("closed", 3, true);

        assertThat(owner.toString()).isEqualTo("none one two2 three3true");
    }

    @Test
    void anObserverOfAWeakOwnerIsDisconnectedAfterThatWasCollected() {
        Garbage.Watch owner = connectedWeakly();

        owner.await();
        hook.emit("2");

        assertThat(received).containsExactly("1");
        assertThat(hook.isObserved()).isFalse();
    }

    private Garbage.Watch connectedWeakly() {
        List<String> owner = new ArrayList<>();
        List<String> seen = received;
        hook.connectWeak(owner, (list, value) -> {
            list.add(value);
            seen.addAll(list);
        });
        hook.emit("1");
        return Garbage.watch(owner);
    }

    @Test
    void aWeakOwnerThatWasCollectedDropsTheEmissionThatWaitsForAnExecutor() {
        Deque<Runnable> tasks = new ArrayDeque<>();
        Garbage.Watch owner = connectedWeakly(tasks);

        owner.await();
        tasks.forEach(Runnable::run);

        assertThat(tasks).hasSize(1);
        assertThat(received).isEmpty();
    }

    private Garbage.Watch connectedWeakly(Deque<Runnable> tasks) {
        Object owner = new Object();
        hook.with().weak(owner).on(tasks::add).connect(received::add);
        hook.emit("1");
        return Garbage.watch(owner);
    }

    @Test
    void aMethodReferenceThatIsKeptCanBeDisconnected() {
        Consumer<String> kept = received::add;
        hook.connect(kept);

        assertThat(hook.disconnect(received::add)).isFalse();
        assertThat(hook.disconnect(kept)).isTrue();
    }

    @Test
    void intervalsMustBePositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> hook.with().throttle(Duration.ZERO))
                .withMessage("interval [PT0S] must be positive; omit the option to receive every emission");
    }

    @Test
    void callsAndFailuresAreCountedOnlyWithStatistics() {
        Consumer<String> counted = value -> {
            if (value.equals("bad")) {
                throw new IllegalStateException(value);
            }
        };
        Consumer<String> plain = value -> {};
        hook.with().withStatistics().named("counter").priority(1).connect(counted);
        hook.connect(plain);

        hook.emit("good");
        assertThatExceptionOfType(EventHookException.class).isThrownBy(() -> hook.emit("bad"));

        assertThat(hook.observers())
                .containsExactly(
                        new ObserverInfo<>(counted, "counter", "priority 1", 2, 1),
                        new ObserverInfo<>(plain, ObserverFailure.nameOf(plain), "", -1, -1));
    }

    @Test
    void aBoundHookCallsItsOwnObserversThenThePresentOnesOfItsParent() {
        EventHook<String> perObject = hook.bind(this);
        perObject.connect(value -> received.add("own " + value));
        hook.connect(value -> received.add("shared " + value));

        perObject.emit("1");

        assertThat(received).containsExactly("own 1", "shared 1");
        assertThat(perObject.name()).startsWith("news of dev.observatory.hook.ConnectionBuilderTest@");
    }

    @Test
    void hooksExistForZeroToThreeValues() {
        EventHook0 none = new EventHook0("none");
        EventHook2<String, Integer> two = new EventHook2<>("two");
        EventHook3<String, Integer, Boolean> three = new EventHook3<>("three");
        none.connect(() -> received.add("none"));
        none.with().once().connect(() -> received.add("none once"));
        two.connect((a, b) -> received.add(a + b));
        two.with().filter((a, b) -> b > 1).connect((a, b) -> received.add("filtered " + a + b));
        three.connect((a, b, c) -> received.add(a + b + c));
        three.with().filter((a, b, c) -> c).connect((a, b, c) -> received.add("filtered " + a));

        none.emit();
        none.emit();
        two.emit("a", 1);
        two.emit("b", 2);
        three.emit("c", 3, false);
        three.bind(this).emit("d", 4, true);
        try (Pause pause = two.paused(PauseMode.LATEST)) {
            two.bind(this).emit("e", 5);
        }

        assertThat(received)
                .containsExactly(
                        "none",
                        "none once",
                        "none",
                        "a1",
                        "b2",
                        "filtered b2",
                        "c3false",
                        "d4true",
                        "filtered d",
                        "e5",
                        "filtered e5");
    }

    @Test
    void aGroupClosesItsMembersTogetherAndLateOnesAtOnce() {
        SubscriptionGroup group = new SubscriptionGroup();
        Subscription first = group.add(hook.connect(received::add));
        Subscription second = group.add(hook.connect(value -> received.add("second " + value)));

        group.close();
        Subscription late = group.add(hook.connect(value -> received.add("late " + value)));
        hook.emit("1");

        assertThat(first.isOpen()).isFalse();
        assertThat(second.isOpen()).isFalse();
        assertThat(late.isOpen()).isFalse();
        assertThat(group.isOpen()).isFalse();
        assertThat(received).isEmpty();
    }
}
