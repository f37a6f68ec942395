package dev.observatory.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.observatory.hook.ObserverErrors;
import dev.observatory.hook.Subscription;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schedulers that refuse, run tasks at once, run them again, or cannot cancel. No timer is lost in silence. */
@SuppressWarnings("UnusedVariable") // read by the library
class SchedulerMisbehaviourTest {

    /** Forwards to a usual one unless configured otherwise. */
    private static final class Wayward implements MachineScheduler {
        private final ManualScheduler usual = new ManualScheduler();
        private @Nullable Throwable refusal;
        private int accepted = Integer.MAX_VALUE;
        private boolean runsAtOnce;
        private boolean returnsNull;
        private final List<Runnable> tasks = new ArrayList<>();

        @Override
        @SuppressWarnings("NullAway") // misbehaves
        public Runnable schedule(Runnable task, long nanos) {
            if (refusal != null && accepted-- <= 0) {
                throwUnchecked(refusal);
            }
            tasks.add(task);
            if (runsAtOnce) {
                task.run();
                return () -> {};
            }
            Runnable cancel = usual.schedule(task, nanos);
            return returnsNull ? null : cancel;
        }

        @Override
        public long nanoTime() {
            return usual.nanoTime();
        }

        @Override
        public InstantSource wallClock() {
            return usual.wallClock();
        }
    }

    private static void throwUnchecked(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) thrown;
    }

    /** Goes from A to B after a second, ticks in B when idle, and gives up in B after a minute. */
    private static final class Timed extends Machine {
        int ticks;
        final State a = initial("A"), b = state("B"), c = state("C");
        final Trigger go = trigger("go", a.to(b).after(Duration.ofSeconds(1)));
        final Trigger tick =
                trigger("tick", b.stay().idle(Duration.ofSeconds(10)).then(() -> ticks++));
        final Trigger stop = trigger("stop", b.to(c).after(Duration.ofMinutes(1)));
        final Trigger back = trigger("back", ANY.to(a));

        Timed(MachineScheduler scheduler) {
            super(MachineOptions.serial().scheduler(scheduler));
        }
    }

    private final Wayward scheduler = new Wayward();
    private final Timed machine = new Timed(scheduler);
    private final List<Throwable> reported = new ArrayList<>();

    private void collectingReports(Runnable work) {
        try (Subscription errors = ObserverErrors.reported().connect(each -> reported.add(each.exception()))) {
            work.run();
        }
    }

    @Test
    void whatARefusingSchedulerThrowsReachesTheCallerAndTheStateIsEntered() {
        machine.start();
        scheduler.accepted = 1; // of the two timers of B
        scheduler.refusal = new OutOfMemoryError("unable to create native thread");

        assertThatThrownBy(machine.go::fire).isSameAs(scheduler.refusal);

        assertThat(machine.state()).isSameAs(machine.b);
        assertThat(machine.snapshot().timers()).hasSize(1);
        scheduler.refusal = null;
        machine.back.fire();
        scheduler.usual.advance(Duration.ofSeconds(1));
        assertThat(machine.snapshot().timers()).hasSize(2);
    }

    @Test
    void aTimerThatCannotBeRestartedIsReported() {
        machine.go.fire();
        scheduler.accepted = 0;
        scheduler.refusal = new RejectedExecutionException("shut down");

        collectingReports(() -> scheduler.usual.advance(Duration.ofSeconds(10)));

        assertThat(machine.ticks).isOne();
        assertThat(reported).containsExactly(scheduler.refusal);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aRestoreThatTheSchedulerRefusesChangesNothing(int accepted) {
        machine.go.fire();
        MachineSnapshot inB = machine.snapshot();
        machine.back.fire();
        MachineSnapshot inA = machine.snapshot();
        scheduler.accepted = accepted;
        scheduler.refusal = new RejectedExecutionException("busy");

        assertThatThrownBy(() -> machine.restore(inB)).isSameAs(scheduler.refusal);

        assertThat(machine.snapshot()).isEqualTo(inA);
        assertThat(scheduler.usual.waiting()).isOne();
        scheduler.refusal = null;
        scheduler.usual.advance(Duration.ofSeconds(1));
        assertThat(machine.state()).isSameAs(machine.b);
    }

    @Test
    void aTimerThatRunsAtOnceIsExecutedAfterTheTransition() {
        List<String> observed = new ArrayList<>();
        machine.updated().connect(t -> observed.add(t.toString()));
        scheduler.runsAtOnce = true;

        collectingReports(machine::start);

        assertThat(observed).containsExactly("A -> B by go", "B -> C by stop");
        assertThat(machine.ticks).isOne();
    }

    @Test
    void anIdleTimeThatEndsAtOnceIsNotMeasuredForEver() {
        class Ticking extends Machine {
            int ticks;
            final State a = initial("A");
            final Trigger tick =
                    trigger("tick", a.stay().idle(Duration.ofSeconds(10)).then(() -> ticks++));

            Ticking() {
                super(MachineOptions.serial().scheduler(scheduler));
            }
        }
        scheduler.runsAtOnce = true;
        Ticking ticking = new Ticking();

        collectingReports(ticking::start);

        assertThat(ticking.ticks).isOne();
        assertThat(reported)
                .extracting(Throwable::getMessage)
                .containsExactly("Idle time [PT10S] is not measured again: the scheduler has run the timer inside"
                        + " schedule(task, nanos), so it would never end; a scheduler must wait for the delay");
    }

    @Test
    void aTimerThatCannotBeCancelledHasNoEffectLater() {
        scheduler.returnsNull = true;
        machine.start();
        machine.back.fire();

        scheduler.tasks.get(0).run();
        assertThat(machine.state()).isSameAs(machine.a);
        scheduler.tasks.get(1).run();
        assertThat(machine.state()).isSameAs(machine.b);
    }

    @Test
    void aTimerThatRunsTwiceFiresOnce() {
        machine.start();

        scheduler.tasks.get(0).run();
        machine.back.fire();
        scheduler.tasks.get(0).run();

        assertThat(machine.state()).isSameAs(machine.a);
    }

    @Test
    void anExecutorThatDiscardsTasksAfterItsShutdownIsRefused() {
        ScheduledThreadPoolExecutor executor =
                new ScheduledThreadPoolExecutor(1, new ThreadPoolExecutor.DiscardPolicy());
        executor.shutdown();
        Timed timed = new Timed(MachineScheduler.of(executor));

        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(timed::start)
                .withMessage(
                        "No timer can be started: executor [java.util.concurrent.ScheduledThreadPoolExecutor] has been"
                                + " shut down; use the machine with an executor that lives as long");
        assertThat(timed.state()).isSameAs(timed.a);
    }
}
