package dev.observatory.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Timers are instants: they expire on time although the machine was stored meanwhile. */
@SuppressWarnings({"UnusedVariable", "ClassCanBeStatic"}) // read by the library
class DeadlineTest {
    private static final Instant MONDAY = Instant.parse("2026-11-30T08:00:00Z");

    /** Reminds after three days, and expires after 14. */
    private static final class Invoice extends Machine {
        final List<String> sent = new ArrayList<>();
        final State open = initial("OPEN"), expired = state("EXPIRED"), paid = state("PAID");
        final Trigger remind =
                trigger("remind", open.stay().after(Duration.ofDays(3)).then(() -> sent.add("reminder")));
        final Trigger nudge =
                trigger("nudge", open.stay().idle(Duration.ofDays(1)).then(() -> sent.add("nudge")));
        final Trigger expire =
                trigger("expire", open.to(expired).after(Duration.ofDays(14)).then(() -> sent.add("expiry")));
        final Trigger pay = trigger("pay", open.to(paid), expired.to(paid), paid.to(open));

        Invoice(MachineScheduler scheduler) {
            super(MachineOptions.serial().scheduler(scheduler));
        }
    }

    private final ManualScheduler before = new ManualScheduler(MONDAY);
    private final Invoice stored = new Invoice(before);

    private MachineSnapshot afterDays(int days) {
        stored.start();
        before.advance(Duration.ofDays(days));
        return stored.snapshot();
    }

    @Test
    void fourteenDaysAreFourteenDaysAlthoughTheProgramWasDownForEleven() {
        MachineSnapshot snapshot = afterDays(2);
        ManualScheduler after = new ManualScheduler(MONDAY.plus(Duration.ofDays(13)));
        Invoice restored = new Invoice(after);

        restored.restore(snapshot);
        after.advance(Duration.ofDays(1).minusNanos(1));
        assertThat(restored.state()).isSameAs(restored.open);
        after.advance(Duration.ofNanos(1));

        assertThat(restored.state()).isSameAs(restored.expired);
    }

    @Test
    void aSnapshotContainsTheInstantsAtWhichItsTimersExpire() {
        MachineSnapshot snapshot = afterDays(0);

        assertThat(snapshot.deadlines())
                .isEqualTo(Map.of(
                        "OPEN -> OPEN by remind after PT72H (internal)", MONDAY.plus(Duration.ofDays(3)),
                        "OPEN -> OPEN by nudge idle PT24H (internal)", MONDAY.plus(Duration.ofDays(1)),
                        "OPEN -> EXPIRED by expire after PT336H", MONDAY.plus(Duration.ofDays(14))));
        assertThat(snapshot.renamed(Map.of("OPEN -> EXPIRED by expire after PT336H", "row"))
                        .deadlines())
                .containsEntry("row", MONDAY.plus(Duration.ofDays(14)));
    }

    @Test
    void whatIsOverdueExpiresOnceAndInOrder() {
        MachineSnapshot snapshot = afterDays(0);
        ManualScheduler after = new ManualScheduler(MONDAY.plus(Duration.ofDays(100)));
        Invoice restored = new Invoice(after);

        restored.restore(snapshot);
        assertThat(restored.sent).isEmpty();
        after.advance(Duration.ZERO);

        assertThat(restored.sent).containsExactly("nudge", "reminder", "expiry");
        assertThat(restored.state()).isSameAs(restored.expired);
        after.advance(Duration.ofDays(100));
        assertThat(restored.sent).hasSize(3);
    }

    @Test
    void anOverdueTimerThatAnEarlierOneCancelsDoesNotExpire() {
        class Race extends Machine {
            final State a = initial("A"), b = state("B"), c = state("C");
            final Trigger late = trigger("late", a.to(c).after(Duration.ofSeconds(2)), c.to(a));
            final Trigger early = trigger("early", a.to(b).after(Duration.ofSeconds(1)), b.to(a));

            Race(MachineScheduler scheduler) {
                super(MachineOptions.serial().scheduler(scheduler));
            }
        }
        MachineSnapshot snapshot = new Race(before).snapshot();
        ManualScheduler after = new ManualScheduler(MONDAY.plusSeconds(60));
        Race race = new Race(after);

        race.restore(snapshot);
        after.advance(Duration.ofDays(1));

        assertThat(race.state()).isSameAs(race.b);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1H", "P-10000D"})
    void aClockThatWasSetBackDoesNotMakeATimerWaitLonger(String change) {
        MachineSnapshot snapshot = afterDays(2);
        Instant now = MONDAY.plus(Duration.ofDays(2)).plus(Duration.parse(change));
        ManualScheduler after = new ManualScheduler(now);
        Invoice restored = new Invoice(after);

        restored.restore(snapshot);

        assertThat(restored.snapshot().timers()).isEqualTo(snapshot.timers());
        after.advance(Duration.ofDays(12));
        assertThat(restored.state()).isSameAs(restored.expired);
    }

    @Test
    void aClockThatIsSetWhileTheMachineRunsHasNoEffect() {
        Instant[] now = {MONDAY};
        Invoice invoice = new Invoice(new MachineScheduler() {
            @Override
            public Runnable schedule(Runnable task, long nanos) {
                return before.schedule(task, nanos);
            }

            @Override
            public long nanoTime() {
                return before.nanoTime();
            }

            @Override
            public InstantSource wallClock() {
                return () -> now[0];
            }
        });
        invoice.start();
        now[0] = MONDAY.minus(Duration.ofDays(400));
        before.advance(Duration.ofDays(13));
        assertThat(invoice.state()).isSameAs(invoice.open);
        now[0] = MONDAY.plus(Duration.ofDays(400));

        MachineSnapshot snapshot = invoice.snapshot();
        assertThat(snapshot.deadlines())
                .containsEntry("OPEN -> EXPIRED by expire after PT336H", now[0].plus(Duration.ofDays(1)));
        before.advance(Duration.ofDays(1));
        assertThat(invoice.state()).isSameAs(invoice.expired);
    }

    @Test
    void aSnapshotWithoutInstantsContinuesWithTheTimesThatWereLeft() {
        MachineSnapshot now = afterDays(2);
        MachineSnapshot old = new MachineSnapshot(
                now.version(), now.definition(), now.active(), now.history(), now.timers(), now.deferred());
        MachineSnapshot read = new MachineSnapshot(
                now.version(), now.definition(), now.active(), now.history(), now.timers(), now.deferred(), null);
        ManualScheduler after = new ManualScheduler(MONDAY.plus(Duration.ofDays(400)));
        Invoice restored = new Invoice(after);

        restored.restore(old);

        assertThat(read).isEqualTo(old);
        assertThat(restored.snapshot().timers()).isEqualTo(now.timers());
        after.advance(Duration.ofDays(12));
        assertThat(restored.state()).isSameAs(restored.expired);
    }

    @Test
    void timesThatNoClockCanMeasureAreReducedToTheLongest() {
        class Eternal extends Machine {
            final State a = initial("A"), b = state("B");
            final Trigger late = trigger("late", a.to(b).after(Duration.ofSeconds(Long.MAX_VALUE)), b.to(a));
            final Trigger idle = trigger("idle", a.stay().idle(Duration.ofDays(1_000_000)));

            Eternal() {
                super(MachineOptions.serial().scheduler(before));
            }
        }
        Eternal eternal = new Eternal();
        eternal.start();
        before.advance(Duration.ofDays(100_000));
        assertThat(eternal.idle.tryFire()).isEqualTo(FireResult.INTERNAL);

        MachineSnapshot snapshot = eternal.snapshot();
        Map<String, Duration> longest = Map.of(
                "A -> B by late after PT2562047H47M16.854775807S", Duration.ofSeconds(Long.MAX_VALUE),
                "A -> A by idle idle PT2562047H47M16.854775807S (internal)", Duration.ofDays(1_000_000));
        eternal.restore(new MachineSnapshot(
                1,
                snapshot.definition(),
                snapshot.active(),
                Map.of(),
                longest,
                List.of(),
                Map.of("A -> B by late after PT2562047H47M16.854775807S", Instant.MAX)));

        assertThat(eternal.snapshot().timers().values()).containsOnly(Duration.ofNanos(Long.MAX_VALUE));
        before.advance(Duration.ofSeconds(Long.MAX_VALUE));
        assertThat(eternal.state()).isSameAs(eternal.b);
    }

    @Test
    void anExecutorMeasuresTheTimeByTheClockOfTheSystem() throws Exception {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(4);
        try {
            Invoice invoice = new Invoice(MachineScheduler.of(executor, () -> MONDAY));
            invoice.start();
            MachineSnapshot snapshot = invoice.snapshot();
            Invoice restored = new Invoice(MachineScheduler.of(executor));
            CountDownLatch expired = new CountDownLatch(1);
            restored.expired.entered().connect(t -> expired.countDown());

            restored.restore(withDeadlines(snapshot, Instant.now().minusSeconds(100)));

            assertThat(expired.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(restored.sent).containsExactly("nudge", "reminder", "expiry");
            Instant expiry = snapshot.deadlines().get("OPEN -> EXPIRED by expire after PT336H");
            assertThat(expiry)
                    .isBetween(MONDAY.plus(Duration.ofDays(14)).minusSeconds(60), MONDAY.plus(Duration.ofDays(14)));
        } finally {
            executor.shutdownNow();
        }
    }

    /** Returns a snapshot whose last timer expires at an instant, and the others as much earlier as they did. */
    private static MachineSnapshot withDeadlines(MachineSnapshot snapshot, Instant last) {
        Duration shift = Duration.between(MONDAY.plus(Duration.ofDays(14)), last);
        Map<String, Instant> deadlines = new HashMap<>();
        snapshot.deadlines().forEach((row, deadline) -> deadlines.put(row, deadline.plus(shift)));
        return new MachineSnapshot(
                snapshot.version(),
                snapshot.definition(),
                snapshot.active(),
                snapshot.history(),
                snapshot.timers(),
                snapshot.deferred(),
                deadlines);
    }
}
