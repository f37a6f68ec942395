package dev.observatory.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.hook.ObserverErrors;
import dev.observatory.hook.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of timed transitions: what measures them, what restarts them, and what survives a restore. */
@SuppressWarnings({"UnusedVariable", "ClassCanBeStatic"}) // read by the library
class TimerRulesTest {
    private final ManualScheduler clock = new ManualScheduler();

    /** Locks after a minute without a trigger, or at the latest after an hour. */
    private static class Door extends Machine {
        boolean blocked;
        int knocks;
        final State open = initial("OPEN"), locked = state("LOCKED"), sealed = state("SEALED");
        final Trigger lock =
                trigger("lock", open.to(locked).idle(Duration.ofMinutes(1)).when("free", () -> !blocked));
        final Trigger seal = trigger("seal", open.to(sealed).after(Duration.ofHours(1)));
        final Trigger use = trigger("use", open.stay());
        final Trigger unlock = trigger("unlock", locked.to(open), sealed.to(open));

        Door(MachineScheduler scheduler) {
            super(MachineOptions.serial().scheduler(scheduler));
        }
    }

    /** Returns a scheduler whose fixed instant is another one. */
    private MachineScheduler shifted(long nanos) {
        return new MachineScheduler() {
            @Override
            public Runnable schedule(Runnable task, long delay) {
                return clock.schedule(task, delay);
            }

            @Override
            public long nanoTime() {
                return clock.nanoTime() + nanos;
            }
        };
    }

    @ParameterizedTest
    @ValueSource(
            longs = {Long.MIN_VALUE, -1_000_000_000_000L, -1, 0, 1, Long.MAX_VALUE - 1_000_000_000L, Long.MAX_VALUE})
    void timesAreDifferencesWhateverInstantTheSchedulerCountsFrom(long instant) {
        Door door = new Door(shifted(instant));
        door.start();
        clock.advance(Duration.ofSeconds(59));
        door.use.fire();
        clock.advance(Duration.ofSeconds(59));
        assertThat(door.state()).isSameAs(door.open);

        clock.advance(Duration.ofSeconds(1));

        assertThat(door.state()).isSameAs(door.locked);
        assertThat(clock.waiting()).isZero();
    }

    @Test
    void theLongestTimeThereIsDoesNotOverflow() {
        List<String> ran = new ArrayList<>();
        clock.advance(Duration.ofDays(1));
        clock.schedule(() -> ran.add("far"), Long.MAX_VALUE);

        clock.advance(Duration.ofDays(1));
        assertThat(ran).isEmpty();
        clock.advance(Duration.ofNanos(Long.MAX_VALUE));

        assertThat(ran).containsExactly("far");
    }

    @Test
    void anIdleTransitionThatAGuardRefusesIsTriedAgainAfterTheSameTime() {
        Door door = new Door(clock);
        door.start();
        door.blocked = true;
        clock.advance(Duration.ofSeconds(90));
        door.blocked = false;
        clock.advance(Duration.ofSeconds(29));
        assertThat(door.state()).isSameAs(door.open);

        clock.advance(Duration.ofSeconds(1));

        assertThat(door.state()).isSameAs(door.locked);
    }

    @Test
    void aTriggerRestartsTheIdleTimeAfterARefusalToo() {
        Door door = new Door(clock);
        door.start();
        door.blocked = true;
        clock.advance(Duration.ofSeconds(90));
        door.blocked = false;
        door.use.fire();
        clock.advance(Duration.ofSeconds(59));
        assertThat(door.state()).isSameAs(door.open);

        clock.advance(Duration.ofSeconds(1));

        assertThat(door.state()).isSameAs(door.locked);
        assertThat(clock.waiting()).isZero();
    }

    /** Beats when it is idle, and fails on the second beat. */
    private static final class Heart extends Machine {
        int beats;
        final State alive = initial("ALIVE"), stopped = state("STOPPED").asFinal();
        final Trigger beat =
                trigger("beat", alive.stay().idle(Duration.ofSeconds(1)).then(() -> {
                    if (++beats == 2) {
                        throw new IllegalStateException("missed");
                    }
                }));
        final Trigger again = trigger("again", alive.to(alive).after(Duration.ofSeconds(10)));
        final Trigger stop = trigger("stop", alive.to(stopped));

        Heart(MachineScheduler scheduler) {
            super(MachineOptions.serial().scheduler(scheduler));
        }
    }

    @Test
    void anInternalIdleTransitionRecursEvenAfterItsActionFailed() {
        Heart heart = new Heart(clock);
        heart.start();
        List<Throwable> failures = new ArrayList<>();

        try (Subscription reports = ObserverErrors.reported().connect(failure -> failures.add(failure.exception()))) {
            clock.advance(Duration.ofSeconds(5));
        }

        assertThat(heart.beats).isEqualTo(5);
        assertThat(failures).extracting(Throwable::getMessage).containsExactly("missed");
        heart.stop.fire();
        assertThat(clock.waiting()).isZero();
    }

    @Test
    void eachEnteringHasOneIdleTimerWhicheverWayItBegan() {
        Heart heart = new Heart(clock);
        heart.start();

        clock.advance(Duration.ofSeconds(35));

        assertThat(clock.waiting()).isEqualTo(2);
    }

    @Test
    void aCancelledTimerLeavesTheQueueOfAnExecutor() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
        try {
            Door door = new Door(MachineScheduler.of(executor));
            door.start();
            for (int i = 0; i < 100; i++) {
                door.lock.tryFire();
                door.unlock.fire();
            }

            assertThat(executor.getQueue()).hasSize(2);
            door.seal.fire();
            assertThat(executor.getQueue()).isEmpty();
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void aRestoredIdleTimerExpiresAtTheInstantOfTheSnapshotWheneverTheMachineWasUsed() {
        Door door = new Door(clock);
        door.start();
        door.use.fire();
        clock.advance(Duration.ofSeconds(50));
        MachineSnapshot snapshot = door.snapshot();
        door.use.fire();
        door.restore(snapshot);
        assertThat(door.snapshot().timers()).isEqualTo(snapshot.timers());
        clock.advance(Duration.ofSeconds(5));
        door.use.fire();

        door.restore(snapshot);

        assertThat(door.snapshot().deadlines()).isEqualTo(snapshot.deadlines());
        clock.advance(Duration.ofSeconds(4));
        assertThat(door.state()).isSameAs(door.open);
        clock.advance(Duration.ofSeconds(1));
        assertThat(door.state()).isSameAs(door.locked);
    }

    @Test
    void aTriggerAfterARestoreRestartsTheIdleTime() {
        Door door = new Door(clock);
        door.start();
        clock.advance(Duration.ofSeconds(50));
        door.restore(door.snapshot());
        clock.advance(Duration.ofSeconds(5));

        door.use.fire();
        clock.advance(Duration.ofSeconds(59));
        assertThat(door.state()).isSameAs(door.open);
        clock.advance(Duration.ofSeconds(1));

        assertThat(door.state()).isSameAs(door.locked);
    }

    /** The door before it was sealed after an hour, and before it locked itself. */
    private static final class OldDoor extends Machine {
        final State open = initial("OPEN"), locked = state("LOCKED"), sealed = state("SEALED");
        final Trigger lock = trigger("lock", open.to(locked));
        final Trigger seal = trigger("seal", open.to(sealed));
        final Trigger unlock = trigger("unlock", locked.to(open), sealed.to(open));
    }

    @Test
    void aSnapshotThatDoesNotKnowATimedTransitionGivesItItsFullTime() {
        MachineSnapshot old = new OldDoor().snapshot();
        Door door = new Door(clock);
        door.blocked = true;

        door.restore(old);

        assertThat(door.snapshot().timers().values())
                .containsExactlyInAnyOrder(Duration.ofMinutes(1), Duration.ofHours(1));
        clock.advance(Duration.ofHours(1));
        assertThat(door.state()).isSameAs(door.sealed);
    }

    @Test
    void aDelayThatHasExpiredIsNotRestartedByARestore() {
        class Once extends Machine {
            boolean free;
            final State a = initial("A"), b = state("B");
            final Trigger go =
                    trigger("go", a.to(b).after(Duration.ofSeconds(1)).when("free", () -> free));
            final Trigger back = trigger("back", b.to(a));

            Once() {
                super(MachineOptions.serial().scheduler(clock));
            }
        }
        Once once = new Once();
        once.start();
        clock.advance(Duration.ofSeconds(2));
        once.free = true;

        once.restore(once.snapshot());
        clock.advance(Duration.ofDays(1));

        assertThat(once.state()).isSameAs(once.a);
    }
}
