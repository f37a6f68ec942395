package dev.observatory.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.observatory.hook.ObserverErrors;
import dev.observatory.hook.Subscription;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every function that an application passes to a machine misbehaves in every way, once: the machine is in the state that is documented,
 * everybody else is called exactly as otherwise, and the machine can be used afterwards.
 */
@SuppressWarnings("UnusedVariable") // read by the library
class MisbehaviourTest {
    private static final List<String> ALL =
            List.of("exit", "action", "entry", "exited", "triggered", "entered", "updated");

    /** The functions, in the order in which one transition calls them, and what has happened before. */
    private enum Function {
        GUARD(true, 0),
        CHOICE(true, 0),
        EXIT(true, 0),
        ACTION(true, 1),
        CANCEL(false, 2),
        ENTRY(false, 2),
        CLOCK(false, 3),
        SCHEDULE(false, 3),
        OBSERVER_OF_EXITED(false, 3),
        OBSERVER_OF_TRIGGERED(false, 4),
        OBSERVER_OF_ENTERED(false, 5),
        OBSERVER_OF_UPDATED(false, 6);

        /** Whether its failure leaves the machine as it was. */
        private final boolean isBeforeTheChange;

        private final int before;

        Function(boolean isBeforeTheChange, int before) {
            this.isBeforeTheChange = isBeforeTheChange;
            this.before = before;
        }

        /** Returns whether its failure is reported instead of being thrown. */
        private boolean isIsolated() {
            return this == CANCEL || name().startsWith("OBSERVER");
        }
    }

    private enum Misbehaviour {
        THROWS_AN_EXCEPTION,
        THROWS_AN_ERROR,
        OVERFLOWS_THE_STACK,
        FIRES,
        FIRES_AND_THROWS,
        SUBMITS,
        FIRES_ON_ANOTHER_THREAD,
        CLOSES_AN_OBSERVER,
        EXPLAINS,
        READS,
        SETS,
        TAKES_A_SNAPSHOT,
        RESTORES,
        HANDS_OVER;

        private boolean fails(ThreadingMode mode) {
            return switch (this) {
                case THROWS_AN_EXCEPTION,
                        THROWS_AN_ERROR,
                        OVERFLOWS_THE_STACK,
                        FIRES_AND_THROWS,
                        SETS,
                        TAKES_A_SNAPSHOT,
                        RESTORES -> true;
                case HANDS_OVER -> mode == ThreadingMode.CONFINED;
                default -> false;
            };
        }

        private boolean marks(ThreadingMode mode) {
            return this == FIRES
                    || this == FIRES_AND_THROWS
                    || this == SUBMITS
                    || (this == FIRES_ON_ANOTHER_THREAD && mode != ThreadingMode.CONFINED);
        }
    }

    /** How the trigger is fired. */
    private enum Way {
        FIRE,
        SUBMIT,
        TIMER
    }

    static Stream<Arguments> table() {
        return Stream.of(ThreadingMode.values()).flatMap(mode -> Stream.of(Way.values())
                .flatMap(way -> Stream.of(Function.values()).flatMap(function -> Stream.of(Misbehaviour.values())
                        .map(misbehaviour -> Arguments.of(mode, way, function, misbehaviour)))));
    }

    /** A machine with one of each function, all of which call back. */
    private static final class Subject extends Machine {
        final List<String> log = Collections.synchronizedList(new ArrayList<>());
        final ManualScheduler clock;
        final State a = initial("A"), b = state("B"), c = state("C").requireTrigger(false);
        final Trigger go, remind, expire, mark, reset;

        @Nullable
        Function misbehaving;

        Runnable misbehaviour = () -> {};

        Subject(ThreadingMode mode, ManualScheduler clock, Hostile scheduler) {
            super(new MachineOptions(mode, mode == ThreadingMode.EXECUTOR ? Runnable::run : null, scheduler, null));
            this.clock = clock;
            scheduler.subject = this;
            a.onExit(() -> call(Function.EXIT)).onExit(() -> log.add("exit"));
            b.onEntry(() -> call(Function.ENTRY)).onEntry(() -> log.add("entry"));
            go = trigger(
                    "go",
                    a.toOneOf(b, c)
                            .when("guard", () -> {
                                call(Function.GUARD);
                                return true;
                            })
                            .by(() -> {
                                call(Function.CHOICE);
                                return b;
                            })
                            .then(() -> call(Function.ACTION))
                            .then(() -> log.add("action"))
                            .after(Duration.ofSeconds(10)));
            remind = trigger("remind", a.stay().after(Duration.ofDays(1)));
            expire = trigger("expire", b.stay().after(Duration.ofDays(1)));
            mark = trigger("mark", ANY.stay().then(() -> log.add("mark")));
            reset = trigger("reset", ANY.to(a));
        }

        /** Misbehaves once. */
        void call(Function function) {
            if (misbehaving == function) {
                misbehaving = null;
                misbehaviour.run();
            }
        }
    }

    /** A scheduler that calls back. */
    private static final class Hostile implements MachineScheduler {
        @SuppressWarnings("NullAway.Init") // set by its machine
        private Subject subject;

        @Override
        public Runnable schedule(Runnable task, long nanos) {
            subject.call(Function.SCHEDULE);
            Runnable cancel = subject.clock.schedule(task, nanos);
            return () -> {
                cancel.run();
                subject.call(Function.CANCEL);
            };
        }

        @Override
        public long nanoTime() {
            subject.call(Function.CLOCK);
            return subject.clock.nanoTime();
        }

        @Override
        public InstantSource wallClock() {
            return subject.clock.wallClock();
        }
    }

    private final ManualScheduler clock = new ManualScheduler();
    private final List<CompletableFuture<FireResult>> submitted = new ArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final List<Throwable> thrownElsewhere = Collections.synchronizedList(new ArrayList<>());

    private static int overflow(int depth) {
        return depth < 0 ? 0 : 1 + overflow(depth + 1);
    }

    private Runnable misbehaviour(Subject subject, Misbehaviour kind, MachineSnapshot snapshot, Subscription victim) {
        return switch (kind) {
            case THROWS_AN_EXCEPTION ->
                () -> {
                    throw new IllegalStateException("misbehaviour");
                };
            case THROWS_AN_ERROR ->
                () -> {
                    throw new AssertionError("misbehaviour");
                };
            case OVERFLOWS_THE_STACK -> () -> overflow(0);
            case FIRES -> subject.mark::fire;
            case FIRES_AND_THROWS ->
                () -> {
                    subject.mark.fire();
                    throw new IllegalStateException("misbehaviour");
                };
            case SUBMITS -> () -> submitted.add(subject.mark.submit());
            case FIRES_ON_ANOTHER_THREAD ->
                () -> {
                    Thread thread = new Thread(() -> {
                        try {
                            subject.mark.fire();
                        } catch (Throwable thrown) {
                            thrownElsewhere.add(thrown);
                        }
                    });
                    threads.add(thread);
                    thread.start();
                };
            case CLOSES_AN_OBSERVER -> victim::close;
            case EXPLAINS -> subject::permitted;
            case READS -> () -> assertThat(subject.activeStates()).hasSize(1);
            case SETS -> () -> subject.set(subject.c);
            case TAKES_A_SNAPSHOT -> subject::snapshot;
            case RESTORES -> () -> subject.restore(snapshot);
            case HANDS_OVER -> subject::handOver;
        };
    }

    @ParameterizedTest(name = "{0}, {1}, {2} {3}")
    @MethodSource("table")
    void aFunctionThatMisbehavesHarmsNobodyElse(
            ThreadingMode mode, Way way, Function function, Misbehaviour misbehaviour) throws Exception {
        Subject subject = new Subject(mode, clock, new Hostile());
        subject.a.exited().connect(t -> subject.call(Function.OBSERVER_OF_EXITED));
        subject.a.exited().connect(t -> subject.log.add("exited"));
        subject.go.triggered().connect(t -> subject.call(Function.OBSERVER_OF_TRIGGERED));
        subject.go.triggered().connect(t -> subject.log.add("triggered"));
        subject.b.entered().connect(t -> subject.call(Function.OBSERVER_OF_ENTERED));
        subject.b.entered().connect(t -> subject.log.add("entered"));
        subject.b.entered().connect(t -> {});
        subject.updated().connect(t -> subject.call(Function.OBSERVER_OF_UPDATED));
        Subscription victim = subject.updated().connect(t -> subject.log.add("updated"));
        subject.start();
        MachineSnapshot snapshot = subject.snapshot();
        subject.misbehaviour = misbehaviour(subject, misbehaviour, snapshot, victim);
        List<Throwable> reported = Collections.synchronizedList(new ArrayList<>());
        List<Throwable> thrown;

        subject.misbehaving = function;
        try (Subscription errors = ObserverErrors.reported().connect(each -> reported.add(each.exception()))) {
            thrown = fire(subject, way);
            for (Thread thread : threads) {
                thread.join();
            }
        }

        boolean fails = misbehaviour.fails(mode);
        boolean isUndone = fails && function.isBeforeTheChange;
        boolean hasNoCaller = way == Way.TIMER || (way == Way.FIRE && mode == ThreadingMode.EXECUTOR);
        boolean isReported = fails && (function.isIsolated() || hasNoCaller);
        assertThat(subject.misbehaving).as("it has been called").isNull();
        assertThat(thrown).as("thrown").hasSize(fails && !isReported ? 1 : 0);
        assertThat(reported).as("reported").hasSize(isReported ? 1 : 0);
        List<String> expected = new ArrayList<>(isUndone ? ALL.subList(0, function.before) : ALL);
        if (misbehaviour == Misbehaviour.CLOSES_AN_OBSERVER) {
            expected.remove("updated");
        }
        if (misbehaviour.marks(mode)) {
            expected.add("mark");
        }
        assertThat(subject.log).isEqualTo(expected);
        assertThat(subject.state()).isSameAs(isUndone ? subject.a : subject.b);
        assertThat(submitted).allSatisfy(future -> assertThat(future).isCompletedWithValue(FireResult.INTERNAL));
        assertThat(thrownElsewhere)
                .hasOnlyElementsOfType(ConfinementException.class)
                .hasSize(
                        misbehaviour == Misbehaviour.FIRES_ON_ANOTHER_THREAD && mode == ThreadingMode.CONFINED ? 1 : 0);
        worksAsBefore(subject, misbehaviour);
    }

    private List<Throwable> fire(Subject subject, Way way) {
        List<Throwable> thrown = new ArrayList<>();
        try {
            switch (way) {
                case FIRE -> subject.go.fire();
                case SUBMIT ->
                    subject.go
                            .submit()
                            .exceptionally(failure -> {
                                thrown.add(failure);
                                return FireResult.UNHANDLED;
                            })
                            .join();
                case TIMER -> clock.advance(Duration.ofSeconds(10));
            }
        } catch (Throwable failure) {
            thrown.add(failure);
        }
        return thrown;
    }

    private void worksAsBefore(Subject subject, Misbehaviour misbehaviour) {
        List<String> expected = new ArrayList<>(ALL);
        if (misbehaviour == Misbehaviour.CLOSES_AN_OBSERVER) {
            expected.remove("updated");
        }
        subject.reset.fire();
        assertThat(clock.waiting()).isEqualTo(2);
        subject.log.clear();

        clock.advance(Duration.ofSeconds(10));

        assertThat(subject.log).isEqualTo(expected);
        assertThat(subject.state()).isSameAs(subject.b);
        MachineSnapshot snapshot = subject.snapshot();
        subject.reset.fire();
        subject.restore(snapshot);
        assertThat(subject.snapshot().timers()).isEqualTo(snapshot.timers());
    }

    @Test
    void whatTheEntryActionOfTheInitialStateThrowsReachesTheFirstUserOnly() {
        RuntimeException failure = new IllegalStateException("first");
        class Starting extends Machine {
            final State a = initial("A").onEntry(() -> {
                throw failure;
            });
            final Trigger again = trigger("again", a.stay());
        }
        Starting starting = new Starting();

        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(starting::start)
                .isSameAs(failure);

        assertThat(starting.again.tryFire()).isEqualTo(FireResult.INTERNAL);
    }

    @Test
    void aMigrationMayUseTheMachineSinceNothingHasBeenRestoredYet() {
        Subject subject = new Subject(ThreadingMode.SERIAL, clock, new Hostile());
        subject.start();
        MachineSnapshot own = subject.snapshot();
        MachineSnapshot other =
                new MachineSnapshot(own.version(), "other", List.of("C"), own.history(), Map.of(), own.deferred());

        subject.restore(other, snapshot -> {
            subject.go.fire();
            subject.set(subject.c);
            subject.restore(own);
            assertThat(subject.state()).isSameAs(subject.a);
            return snapshot;
        });

        assertThat(subject.state()).isSameAs(subject.c);
    }

    @Test
    void whatAMigrationOrAWallClockThrowsChangesNothing() {
        IllegalStateException failure = new IllegalStateException("misbehaviour");
        boolean[] fails = {false};
        class Timed extends Machine {
            final State a = initial("A"), b = state("B");
            final Trigger go = trigger("go", a.to(b).after(Duration.ofDays(1)), b.to(a));

            Timed() {
                super(MachineOptions.serial().scheduler(new MachineScheduler() {
                    @Override
                    public Runnable schedule(Runnable task, long nanos) {
                        return clock.schedule(task, nanos);
                    }

                    @Override
                    public long nanoTime() {
                        return clock.nanoTime();
                    }

                    @Override
                    public InstantSource wallClock() {
                        if (fails[0]) {
                            throw failure;
                        }
                        return clock.wallClock();
                    }
                }));
            }
        }
        Timed timed = new Timed();
        MachineSnapshot inA = timed.snapshot();
        timed.go.fire();
        MachineSnapshot renamed = inA.renamed(Map.of("A", "?"));
        MachineSnapshot unknown = new MachineSnapshot(1, "other", inA.active(), Map.of(), Map.of(), List.of());

        fails[0] = true;
        assertThatThrownBy(() -> timed.restore(inA)).isSameAs(failure);
        assertThatThrownBy(() -> timed.restore(unknown, snapshot -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(timed.state()).isSameAs(timed.b);
        timed.go.fire();
        assertThatThrownBy(timed::snapshot).isSameAs(failure);
        fails[0] = false;
        assertThatExceptionOfType(SnapshotException.class).isThrownBy(() -> timed.restore(renamed));

        assertThat(timed.snapshot()).isEqualTo(inA);
        clock.advance(Duration.ofDays(1));
        assertThat(timed.state()).isSameAs(timed.b);
    }
}
