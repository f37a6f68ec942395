package dev.observatory.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * No call of an observer begins after it was disconnected, whatever the options of its connection, the way in which it is
 * disconnected, and the moment. Each test runs all combinations of options.
 */
class ClosingTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final ManualTimer timer = new ManualTimer();
    private final Deque<Runnable> tasks = new ArrayDeque<>();

    @AfterEach
    void stopTheTimer() {
        timer.shutdownNow();
    }

    /** A timer that keeps its tasks until the test runs them, even those that are cancelled. */
    private static final class ManualTimer extends ScheduledThreadPoolExecutor {
        private final Deque<Runnable> due = new ArrayDeque<>();

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

    private enum Option {
        ONCE,
        FILTER,
        WEAK,
        THROTTLE,
        TRAILING,
        DEBOUNCE,
        EXECUTOR,
        PRIORITY,
        STATISTICS
    }

    /** How an observer is disconnected. */
    private enum Way {
        CLOSE,
        DISCONNECT,
        DISCONNECT_ALL,
        GROUP
    }

    private static Stream<Set<Option>> combinations() {
        List<Set<Option>> all = new ArrayList<>();
        Option[] options = Option.values();
        for (int bits = 0; bits < 1 << options.length; bits++) {
            Set<Option> some = EnumSet.noneOf(Option.class);
            for (int i = 0; i < options.length; i++) {
                if ((bits & 1 << i) != 0) {
                    some.add(options[i]);
                }
            }
            all.add(some);
        }
        return all.stream();
    }

    private final class Run {
        private final Set<Option> options;
        private final EventHook<String> hook = new EventHook<>("news");
        private final List<String> received = new ArrayList<>();
        private final Consumer<String> observer = received::add;
        private final SubscriptionGroup group = new SubscriptionGroup();
        private Runnable inFilter = () -> {};
        private final Subscription subscription;

        Run(Set<Option> options) {
            this.options = options;
            ConnectionBuilder1<String> builder = hook.with();
            for (Option option : options) {
                add(option, builder);
            }
            subscription = group.add(builder.connect(observer));
        }

        private void add(Option option, ConnectionBuilder1<String> builder) {
            switch (option) {
                case ONCE -> builder.once();
                case FILTER ->
                    builder.filter(value -> {
                        inFilter.run();
                        return true;
                    });
                case WEAK -> builder.weak(ClosingTest.this);
                case THROTTLE -> builder.throttle(Duration.ofNanos(1));
                case TRAILING -> builder.throttle(LONG, timer);
                case DEBOUNCE -> builder.debounce(LONG, timer);
                case EXECUTOR -> builder.on(tasks::add);
                case PRIORITY -> builder.priority(3);
                case STATISTICS -> builder.withStatistics();
            }
        }

        void disconnect(Way way) {
            switch (way) {
                case CLOSE -> subscription.close();
                case DISCONNECT -> hook.disconnect(observer);
                case DISCONNECT_ALL -> hook.disconnectAll();
                case GROUP -> group.close();
            }
        }

        /** Runs one task of the timer or the executor; returns false if there is none. */
        boolean step() {
            Runnable task = timer.due.poll();
            if (task == null) {
                task = tasks.poll();
            }
            if (task != null) {
                task.run();
            }
            return task != null;
        }

        void runAll() {
            while (step()) {
                assertThat(received).hasSizeLessThan(10);
            }
        }

        String described(Way way) {
            return options + " " + way;
        }
    }

    @Test
    void anObserverThatStaysConnectedReceivesTheEmissionWithAnyOptions() {
        combinations().forEach(options -> {
            Run run = new Run(options);

            run.hook.emit("one");
            run.runAll();

            assertThat(run.received).as(options.toString()).containsExactly("one");
        });
    }

    @ParameterizedTest
    @EnumSource
    void noCallBeginsWhileTheEmissionWaits(Way way) {
        combinations().forEach(options -> {
            for (int steps = 0; steps < 3; steps++) {
                Run run = new Run(options);
                run.hook.emit("one");
                run.hook.emit("two");
                for (int i = 0; i < steps; i++) {
                    run.step();
                }
                List<String> before = List.copyOf(run.received);

                run.disconnect(way);
                run.runAll();

                assertThat(run.received)
                        .as(run.described(way) + " after " + steps)
                        .isEqualTo(before);
                assertThat(run.subscription.isOpen()).isFalse();
                run.hook.emit("three");
                run.runAll();
                assertThat(run.received).as(run.described(way)).isEqualTo(before);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void noCallBeginsIfTheFilterDisconnectsTheObserver(Way way) {
        combinations().filter(options -> options.contains(Option.FILTER)).forEach(options -> {
            Run run = new Run(options);
            run.inFilter = () -> run.disconnect(way);

            run.hook.emit("one");
            run.runAll();

            assertThat(run.received).as(run.described(way)).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource
    void noCallBeginsAfterAPauseThatKeptTheEmission(Way way) {
        combinations().forEach(options -> {
            for (PauseMode mode : List.of(PauseMode.BUFFER, PauseMode.LATEST)) {
                Run run = new Run(options);
                Pause pause = run.hook.paused(mode);
                run.hook.emit("one");

                run.disconnect(way);
                pause.close();
                run.runAll();

                assertThat(run.received).as(run.described(way) + " " + mode).isEmpty();
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void noCallBeginsIfAnEarlierObserverDisconnectsTheObserver(Way way) {
        combinations().forEach(options -> {
            Run run = new Run(options);
            run.hook.with().priority(9).connect(value -> run.disconnect(way));

            run.hook.emit("one");
            run.runAll();

            assertThat(run.received).as(run.described(way)).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource
    void noCallBeginsIfTheDemandListenerDisconnectsTheObserverOfOneEmission(Way way) {
        List<Runnable> onDemand = new ArrayList<>();
        EventHook<String> hook = new EventHook<>(
                HookOptions.named("news").onDemand(() -> List.copyOf(onDemand).forEach(Runnable::run)));
        List<String> received = new ArrayList<>();
        Consumer<String> observer = received::add;
        SubscriptionGroup group = new SubscriptionGroup();
        Subscription subscription = group.add(hook.with().once().connect(observer));
        onDemand.add(
                switch (way) {
                    case CLOSE -> subscription::close;
                    case DISCONNECT -> () -> hook.disconnect(observer);
                    case DISCONNECT_ALL -> hook::disconnectAll;
                    case GROUP -> group::close;
                });

        hook.emit("one");

        assertThat(received).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aBoundHookFollowsTheSameRule(Way way) {
        combinations().forEach(options -> {
            Run run = new Run(options);
            EventHook<String> child = run.hook.bind(this);
            child.emit("one");
            List<String> before = List.copyOf(run.received);

            run.disconnect(way);
            run.runAll();

            assertThat(run.received).as(run.described(way)).isEqualTo(before);
        });
    }

    @Test
    void disconnectReturnsWhetherTheObserverWasConnectedOrAnEmissionWaitedToCallIt() {
        Run run = new Run(EnumSet.of(Option.ONCE, Option.EXECUTOR));
        run.hook.emit("one");

        assertThat(run.hook.disconnect(run.observer)).isTrue();
        assertThat(run.hook.disconnect(run.observer)).isFalse();
    }

    @Test
    void anObserverOfOneEmissionThatIsConnectedAgainWhileThatWaitsIsDisconnectedFromBoth() {
        Run run = new Run(EnumSet.of(Option.ONCE, Option.EXECUTOR));
        run.hook.emit("one");
        Subscription again = run.hook.connect(run.observer);

        run.hook.disconnect(run.observer);
        run.runAll();
        run.hook.emit("two");

        assertThat(again.isOpen()).isFalse();
        assertThat(run.received).isEmpty();
    }

    @Test
    void aGroupClosesItsOtherMembersWhenOneFailsWithAnError() {
        Run run = new Run(EnumSet.noneOf(Option.class));
        StackOverflowError failure = new StackOverflowError("staged");
        run.group.add(new Subscription() {
            @Override
            public void close() {
                throw failure;
            }

            @Override
            public boolean isOpen() {
                return true;
            }
        });

        Throwable thrown = null;
        try {
            run.group.close();
        } catch (StackOverflowError caught) {
            thrown = caught;
        }

        assertThat(thrown).isSameAs(failure);
        assertThat(run.subscription.isOpen()).isFalse();
    }
}
