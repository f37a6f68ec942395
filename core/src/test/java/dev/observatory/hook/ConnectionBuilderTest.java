package dev.observatory.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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

/** Observers with options, and hooks of all arities. */
class ConnectionBuilderTest {
    private final List<String> heard = new ArrayList<>();
    private final EventHook<String> hook = new EventHook<>("news");

    @Test
    void onceMeansOneEmission() {
        Subscription subscription = hook.with().once().connect(heard::add);

        hook.emit("1");
        hook.emit("2");

        assertThat(heard).containsExactly("1");
        assertThat(subscription.isOpen()).isFalse();
        assertThat(hook.isObserved()).isFalse();
    }

    @Test
    void onceMeansOnceEvenIfTheObserverEmits() {
        hook.with().once().connect(value -> {
            heard.add(value);
            hook.emit("again");
        });

        hook.emit("1");

        assertThat(heard).containsExactly("1");
    }

    @Test
    void higherPriorityRunsFirstAndEqualOnesInConnectionOrder() {
        hook.connect(value -> heard.add("plain 1"));
        hook.with().priority(-1).connect(value -> heard.add("low"));
        hook.with().priority(10).connect(value -> heard.add("high 1"));
        hook.connect(value -> heard.add("plain 2"));
        hook.with().priority(10).connect(value -> heard.add("high 2"));

        hook.emit("go");

        assertThat(heard).containsExactly("high 1", "high 2", "plain 1", "plain 2", "low");
    }

    @Test
    void aFilterPassesOnlyWhatMeetsIt() {
        hook.with().filter(value -> value.length() > 1).connect(heard::add);

        hook.emit("a");
        hook.emit("ab");

        assertThat(heard).containsExactly("ab");
    }

    @Test
    void aFilterThatFailsIsAFailureOfItsObserver() {
        hook.with()
                .named("picky")
                .filter(value -> {
                    throw new IllegalStateException("undecided");
                })
                .connect(heard::add);

        assertThatExceptionOfType(EventHookException.class)
                .isThrownBy(() -> hook.emit("a"))
                .withMessage("Observer [picky] of hook [news] failed: java.lang.IllegalStateException: undecided");
    }

    @Test
    void anExecutorGetsOneTaskPerEmission() {
        Deque<Runnable> tasks = new ArrayDeque<>();
        Subscription subscription = hook.with().on(tasks::add).connect(heard::add);

        hook.emit("1");
        hook.emit("2");
        assertThat(heard).isEmpty();
        tasks.remove().run();
        assertThat(heard).containsExactly("1");
        subscription.close();
        tasks.remove().run();

        assertThat(heard).containsExactly("1");
    }

    @Test
    void failuresOnAnExecutorAndRefusalsGoToObserverErrors() {
        List<String> reported = new ArrayList<>();
        hook.with().on(Runnable::run).connect(value -> {
            throw new IllegalStateException("on executor");
        });
        hook.with()
                .on(task -> {
                    throw new RejectedExecutionException("full");
                })
                .connect(heard::add);

        try (Subscription errors = ObserverErrors.reported()
                .connect(failure -> reported.add(failure.exception().getMessage()))) {
            hook.emit("1");
        }

        assertThat(reported).containsExactly("on executor", "full");
    }

    @Test
    void aWeakObserverGoesWithItsOwner() throws InterruptedException {
        Object[] owner = {new Object()};
        ReferenceQueue<Object> garbage = new ReferenceQueue<>();
        PhantomReference<Object> trace = new PhantomReference<>(owner[0], garbage);
        hook.with().weak(owner[0]).connect(heard::add);
        hook.emit("1");
        assertThat(heard).containsExactly("1");

        owner[0] = null;
        Reference<?> collected = null;
        for (int i = 0; i < 100 && collected == null; i++) {
            System.gc();
            collected = garbage.remove(20);
        }
        hook.emit("2");

        assertThat(collected).isSameAs(trace);
        assertThat(heard).containsExactly("1");
        assertThat(hook.isObserved()).isFalse();
    }

    @Test
    void aThrottlePassesTheFirstOfAnInterval() {
        hook.with().throttle(Duration.ofHours(1)).connect(heard::add);

        hook.emit("1");
        hook.emit("2");

        assertThat(heard).containsExactly("1");
    }

    @Test
    void anIntervalMayBeLongerThanCanBeCounted() {
        ManualTimer timer = new ManualTimer();
        Duration forEver = ChronoUnit.FOREVER.getDuration();
        hook.with().throttle(forEver).connect(heard::add);
        hook.with().debounce(forEver, timer).connect(value -> heard.add("quiet " + value));

        hook.emit("1");
        hook.emit("2");
        timer.due.forEach(Runnable::run);
        timer.shutdownNow();

        assertThat(heard).containsExactly("1", "quiet 2");
    }

    /** Keeps what it is to run, until the test runs it. */
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
    void aDebouncePassesTheLatestWhenItIsQuiet() {
        ManualTimer timer = new ManualTimer();
        hook.with().debounce(Duration.ofMillis(200), timer).connect(heard::add);

        hook.emit("1");
        hook.emit("2");
        assertThat(timer.getQueue()).hasSize(1);
        timer.due.forEach(Runnable::run);
        hook.emit("3");
        timer.due.forEach(Runnable::run);
        timer.shutdownNow();

        assertThat(heard).containsExactly("2", "3");
    }

    @Test
    void aDebounceWaitsForTheQuietAfterTheLatestThoughAnEarlierTimerWasTooFarGoneToBeCancelled() {
        ManualTimer timer = new ManualTimer();
        EventHook0 bell = new EventHook0("bell");
        bell.with().debounce(Duration.ofMillis(200), timer).connect(() -> heard.add("quiet"));

        bell.emit();
        bell.emit();
        timer.due.get(0).run();
        assertThat(heard).isEmpty();
        timer.due.get(1).run();
        timer.shutdownNow();

        assertThat(heard).containsExactly("quiet");
    }

    @Test
    void aClosedSubscriptionForgetsWhatItsDebounceKept() {
        ManualTimer timer = new ManualTimer();
        Subscription subscription =
                hook.with().debounce(Duration.ofHours(1), timer).connect(heard::add);

        hook.emit("1");
        assertThat(timer.getQueue()).hasSize(1);
        subscription.close();

        assertThat(timer.getQueue()).isEmpty();
        timer.due.forEach(Runnable::run);
        timer.shutdownNow();
        assertThat(heard).isEmpty();
    }

    @Test
    void intervalsMustBePositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> hook.with().throttle(Duration.ZERO))
                .withMessage("interval [PT0S] must be positive; omit the option to receive every emission");
    }

    @Test
    void callsAndFailuresAreCountedOnlyIfAsked() {
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
    void aBoundHookCallsItsOwnObserversFirstThenLiveTheParents() {
        EventHook<String> perObject = hook.bind(this);
        perObject.connect(value -> heard.add("own " + value));
        hook.connect(value -> heard.add("shared " + value));

        perObject.emit("1");

        assertThat(heard).containsExactly("own 1", "shared 1");
        assertThat(perObject.name()).startsWith("news of dev.observatory.hook.ConnectionBuilderTest@");
    }

    @Test
    void hooksComeInAllAritiesFromNoneToThree() {
        EventHook0 none = new EventHook0("none");
        EventHook2<String, Integer> two = new EventHook2<>("two");
        EventHook3<String, Integer, Boolean> three = new EventHook3<>("three");
        none.connect(() -> heard.add("none"));
        none.with().once().connect(() -> heard.add("none once"));
        two.connect((a, b) -> heard.add(a + b));
        two.with().filter((a, b) -> b > 1).connect((a, b) -> heard.add("filtered " + a + b));
        three.connect((a, b, c) -> heard.add(a + b + c));
        three.with().filter((a, b, c) -> c).connect((a, b, c) -> heard.add("filtered " + a));

        none.emit();
        none.emit();
        two.emit("a", 1);
        two.emit("b", 2);
        three.emit("c", 3, false);
        three.bind(this).emit("d", 4, true);
        try (Pause pause = two.paused(PauseMode.LATEST)) {
            two.bind(this).emit("e", 5);
        }

        assertThat(heard)
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
    void aGroupClosesTogetherAndWhatComesLateAtOnce() {
        SubscriptionGroup group = new SubscriptionGroup();
        Subscription first = group.add(hook.connect(heard::add));
        Subscription second = group.add(hook.connect(value -> heard.add("second " + value)));

        group.close();
        Subscription late = group.add(hook.connect(value -> heard.add("late " + value)));
        hook.emit("1");

        assertThat(first.isOpen()).isFalse();
        assertThat(second.isOpen()).isFalse();
        assertThat(late.isOpen()).isFalse();
        assertThat(group.isOpen()).isFalse();
        assertThat(heard).isEmpty();
    }
}
