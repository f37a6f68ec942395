package dev.observatory.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.observatory.Garbage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Transitions that take their time, and triggers that wait for a better state. */
@SuppressWarnings({"UnusedVariable", "ClassCanBeStatic"}) // read by the library
class TimingTest {
    private final ManualScheduler clock = new ManualScheduler();

    /** Dims after five seconds, sleeps after a minute without a trigger, wakes by a touch. */
    private static final class Screen extends Machine {
        final State bright = initial("BRIGHT"), dim = state("DIM"), asleep = state("ASLEEP");
        final State locked = state("LOCKED");
        final Trigger fade = trigger(bright.to(dim).after(Duration.ofSeconds(5)));
        final Trigger sleep = trigger(dim.to(asleep).idle(Duration.ofSeconds(60)));
        final Trigger touch = trigger(asleep.to(bright), dim.stay(), bright.to(bright));
        final Trigger nothing = trigger(locked.to(bright));
        final Trigger lock = trigger(ANY.to(locked));

        Screen(MachineOptions options) {
            super(options);
        }
    }

    private final Screen screen = new Screen(MachineOptions.serial().scheduler(clock));

    @Nested
    class After {

        @Test
        void aTimeInAStateTheMachineGoesOnByItself() {
            List<String> heard = new ArrayList<>();
            screen.updated().connect(t -> heard.add(t.toString()));
            screen.start();

            clock.advance(Duration.ofMillis(4_999));
            assertThat(screen.state()).isSameAs(screen.bright);
            clock.advance(Duration.ofMillis(1));

            assertThat(screen.state()).isSameAs(screen.dim);
            assertThat(heard).containsExactly("BRIGHT -> DIM by fade");
        }

        @Test
        void leavingTheStateEndsTheWait() {
            screen.lock.fire();

            clock.advance(Duration.ofHours(1));

            assertThat(screen.state()).isSameAs(screen.locked);
            assertThat(clock.waiting()).isZero();
        }

        @Test
        void enteringItAgainBeginsANewOne() {
            screen.start();
            clock.advance(Duration.ofSeconds(4));

            screen.touch.fire();
            clock.advance(Duration.ofSeconds(4));
            assertThat(screen.state()).isSameAs(screen.bright);
            clock.advance(Duration.ofSeconds(1));

            assertThat(screen.state()).isSameAs(screen.dim);
        }

        @Test
        void theTriggerMayStillBeFiredByHand() {
            screen.fade.fire();

            assertThat(screen.state()).isSameAs(screen.dim);
        }
    }

    @Nested
    class Idle {

        @Test
        void timesBeginAnewWithEachTrigger() {
            screen.fade.fire();
            clock.advance(Duration.ofSeconds(50));
            screen.touch.fire();
            clock.advance(Duration.ofSeconds(50));
            assertThat(screen.nothing.tryFire()).isEqualTo(FireResult.UNHANDLED);
            clock.advance(Duration.ofSeconds(59));
            assertThat(screen.state()).isSameAs(screen.dim);

            clock.advance(Duration.ofSeconds(1));

            assertThat(screen.state()).isSameAs(screen.asleep);
        }
    }

    @Test
    void aTimerThatExpiresDuringATransitionWaitsForItsEnd() {
        List<String> heard = new ArrayList<>();
        screen.start();
        screen.touch.triggered().connect(t -> clock.advance(Duration.ofSeconds(5)));
        screen.updated().connect(t -> heard.add(t.toString()));

        screen.touch.fire();

        assertThat(heard).containsExactly("BRIGHT -> BRIGHT by touch", "BRIGHT -> DIM by fade");
    }

    @Test
    void aMachineIsNotKeptAliveByItsTimers() {
        Garbage.Watch watch = watchAMachineThatWaits();

        watch.await();

        assertThat(clock.waiting()).isOne();
        clock.advance(Duration.ofHours(1));
        assertThat(clock.waiting()).isZero();
    }

    private Garbage.Watch watchAMachineThatWaits() {
        Screen forgotten = new Screen(MachineOptions.serial().scheduler(clock));
        forgotten.start();
        return Garbage.watch(forgotten);
    }

    @Test
    void theExecutorOfTheJdkIsAScheduler() throws InterruptedException {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
        CountDownLatch dimmed = new CountDownLatch(1);
        class Quick extends Machine {
            final State a = initial("A"), b = state("B"), c = state("C");
            final Trigger soon = trigger(a.to(b).after(Duration.ofMillis(1)));
            final Trigger late = trigger(b.to(c).after(Duration.ofDays(1)), c.to(a));

            Quick() {
                super(MachineOptions.serial().scheduler(MachineScheduler.of(executor)));
            }
        }
        Quick quick = new Quick();
        quick.b.entered().connect(t -> dimmed.countDown());
        try {
            quick.start();

            assertThat(dimmed.await(60, TimeUnit.SECONDS)).isTrue();
            quick.late.fire();
            assertThat(quick.state()).isSameAs(quick.c);
            assertThat(quick.soon.isReady()).isFalse();
        } finally {
            executor.shutdownNow();
        }
    }

    enum Phase {
        COLD,
        HOT
    }

    enum Change {
        HEAT,
        COOL
    }

    @Test
    void instancesHaveTimersToo() {
        MachineDefinition<Phase, Change, Object> phases = Machine.define(Phase.class, Change.class)
                .initial(Phase.COLD)
                .on(Phase.COLD, Change.HEAT, Phase.HOT, rule -> rule.after(Duration.ofSeconds(1)))
                .on(Phase.HOT, Change.COOL, Phase.COLD, rule -> rule.idle(Duration.ofSeconds(2)))
                .build();
        MachineInstance<Phase, Change, Object> phase =
                phases.instance("context", MachineOptions.confined().scheduler(clock));

        clock.advance(Duration.ofSeconds(1));
        assertThat(phase.state()).isEqualTo(Phase.HOT);
        clock.advance(Duration.ofSeconds(2));

        assertThat(phase.state()).isEqualTo(Phase.COLD);
        assertThatIllegalStateException()
                .isThrownBy(phases::instance)
                .withMessage("Trigger [HEAT] of machine [Phase] is timed; give the instance a scheduler with"
                        + " MachineOptions.scheduler");
    }

    @Test
    void theClockRunsTasksInTheOrderOfTheirTimes() {
        List<String> ran = new ArrayList<>();
        clock.schedule(() -> ran.add("second at " + clock.nanoTime()), 20);
        clock.schedule(() -> ran.add("first at " + clock.nanoTime()), 10);
        Runnable cancel = clock.schedule(() -> ran.add("never"), 15);
        clock.schedule(() -> clock.schedule(() -> ran.add("nested at " + clock.nanoTime()), 5), 10);
        cancel.run();

        clock.advance(Duration.ofNanos(30));

        assertThat(ran).containsExactly("first at 10", "nested at 15", "second at 20");
        assertThat(clock.nanoTime()).isEqualTo(30);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> clock.advance(Duration.ofNanos(-1)))
                .withMessage("time [PT-0.000000001S] must not be negative; time does not run backwards");
    }

    @Nested
    class Deferred {

        /** Takes orders while it is busy, and does them later. */
        private final class Kitchen extends Machine {
            final State idle = initial("IDLE"), cooking = state("COOKING"), cleaning = state("CLEANING");
            final Trigger order = trigger(idle.to(cooking));
            final Trigger clean = trigger(idle.to(cleaning), cooking.to(cleaning));
            final Trigger done = trigger(cooking.to(idle), cleaning.to(idle));

            Kitchen() {
                cooking.defer(order, clean);
                cleaning.defer(order);
            }
        }

        private final Kitchen kitchen = new Kitchen();

        @Test
        void triggersComeAgainInTheOrderOfFiringOnceAStateAnswersThem() {
            List<String> heard = new ArrayList<>();
            kitchen.updated().connect(t -> heard.add(t.toString()));
            kitchen.order.fire();

            assertThat(kitchen.order.tryFire()).isEqualTo(FireResult.QUEUED);
            assertThat(kitchen.order.tryFire()).isEqualTo(FireResult.QUEUED);
            kitchen.done.fire();
            assertThat(kitchen.state()).isSameAs(kitchen.cooking);
            kitchen.clean.fire();
            kitchen.done.fire();

            assertThat(heard)
                    .containsExactly(
                            "IDLE -> COOKING by order",
                            "COOKING -> IDLE by done",
                            "IDLE -> COOKING by order",
                            "COOKING -> CLEANING by clean",
                            "CLEANING -> IDLE by done",
                            "IDLE -> COOKING by order");
        }

        @Test
        void theResultReachesTheSubmitter() {
            kitchen.order.fire();
            var waiting = kitchen.order.submit();
            assertThat(waiting).isNotDone();

            kitchen.done.fire();

            assertThat(waiting).isCompletedWithValue(FireResult.TRANSITIONED);
        }
    }
}
