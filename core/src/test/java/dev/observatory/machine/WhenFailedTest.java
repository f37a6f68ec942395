package dev.observatory.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Transitions that a machine takes when an action fails. */
@SuppressWarnings("UnusedVariable") // read by the library
class WhenFailedTest {
    private final UncheckedIOException lost = new UncheckedIOException(new IOException("connection lost"));

    private enum Place {
        EXIT,
        ACTION,
        ENTRY
    }

    /** Fails in one place, and goes offline if the network is the cause. */
    private final class Upload extends Machine {
        final List<String> log = new ArrayList<>();

        @Nullable
        Place place;

        RuntimeException failure = lost;
        final State idle = initial("IDLE").onExit(() -> fail(Place.EXIT));
        final State sending = state("SENDING").onEntry(() -> fail(Place.ENTRY));
        final State offline = state("OFFLINE").onEntry(transition -> log.add("offline after " + transition.payload()));
        final Trigger start = trigger("start", idle.to(sending).then(() -> fail(Place.ACTION)));
        final Trigger done = trigger("done", sending.to(idle), offline.to(idle));
        final Trigger.Of<Throwable> failed =
                whenFailed(ANY.to(offline).when("network", (Throwable cause) -> cause instanceof UncheckedIOException));

        private void fail(Place here) {
            if (place == here) {
                throw failure;
            }
        }
    }

    private final Upload upload = new Upload();

    @ParameterizedTest
    @EnumSource(Place.class)
    void anActionThatFailsTakesTheDeclaredTransition(Place place) {
        List<String> observed = new ArrayList<>();
        upload.updated().connect(t -> observed.add(t.from() + " -> " + t.to() + " by " + t.trigger()));
        upload.start();
        upload.place = place;

        if (place == Place.EXIT) { // The exit action fails again when the state is left to go offline.
            assertThatThrownBy(upload.start::fire).isSameAs(lost);
            assertThat(upload.state()).isSameAs(upload.idle);
            return;
        }
        assertThat(upload.start.tryFire()).isEqualTo(FireResult.TRANSITIONED);

        assertThat(upload.state()).isSameAs(upload.offline);
        assertThat(upload.log).containsExactly("offline after " + lost);
        assertThat(observed)
                .isEqualTo(
                        place == Place.ACTION
                                ? List.of("IDLE -> OFFLINE by error.execution")
                                : List.of("IDLE -> SENDING by start", "SENDING -> OFFLINE by error.execution"));
        upload.place = null;
        upload.done.fire();
        assertThat(upload.state()).isSameAs(upload.idle);
    }

    @Test
    void aFailureThatIsNotDeclaredIsThrown() {
        upload.place = Place.ACTION;
        upload.failure = new IllegalStateException("bug");

        assertThatThrownBy(upload.start::fire).isSameAs(upload.failure);

        assertThat(upload.state()).isSameAs(upload.idle);
    }

    @Test
    void errorsOfTheJvmAreThrown() {
        class Deep extends Machine {
            final State a = initial("A"), b = state("B"), c = state("C");
            final Trigger go = trigger("go", a.to(b).then(() -> overflow(0)), b.to(a), c.to(a));
            final Trigger.Of<Throwable> failed = whenFailed(ANY.to(c));
        }
        Deep deep = new Deep();

        assertThatExceptionOfType(StackOverflowError.class).isThrownBy(deep.go::fire);

        assertThat(deep.state()).isSameAs(deep.a);
    }

    private static int overflow(int depth) {
        return depth < 0 ? 0 : 1 + overflow(depth + 1);
    }

    @Test
    void whatTheSecondTransitionThrowsIsSuppressed() {
        class Twice extends Machine {
            final RuntimeException first = new IllegalStateException("first");
            final RuntimeException second = new IllegalArgumentException("second");
            final State a = initial("A"), b = state("B"), c = state("C");
            final Trigger go = trigger(
                    "go",
                    a.to(b).then(() -> {
                        throw first;
                    }),
                    b.to(a),
                    c.to(a));
            final Trigger.Of<Throwable> failed = whenFailed(ANY.to(c).then(() -> {
                throw second;
            }));
        }
        Twice twice = new Twice();

        assertThatThrownBy(twice.go::fire).isSameAs(twice.first).hasSuppressedException(twice.second);

        assertThat(twice.state()).isSameAs(twice.a);
    }

    @Test
    void theTransitionFollowsTheFailedOneBeforeWhatWasFiredMeanwhile() {
        class Queueing extends Machine {
            final List<String> log = new ArrayList<>();
            final State a = initial("A"), b = state("B"), c = state("C");
            final Trigger note = trigger("note", c.stay().then(() -> log.add("in C")));
            final Trigger go = trigger(
                    "go",
                    a.to(b).then(() -> {
                        fireNote();
                        throw new IllegalStateException("failed");
                    }),
                    b.to(a),
                    c.to(a));
            final Trigger.Of<Throwable> failed = whenFailed(a.to(c));

            private void fireNote() {
                note.fire();
            }
        }
        Queueing queueing = new Queueing();

        queueing.go.fire();

        assertThat(queueing.log).containsExactly("in C");
    }

    @Test
    void theTriggerCanBeFiredExplicitly() {
        upload.failed.fire(lost);

        assertThat(upload.state()).isSameAs(upload.offline);
        assertThat(upload.failed).hasToString("error.execution");
        assertThat(upload.toScxml()).contains("event=\"error.execution\"");
    }

    @Test
    void theInitialStateMayFailToo() {
        class Starting extends Machine {
            final State a = initial("A").onEntry(() -> {
                throw lost;
            });
            final State broken = state("BROKEN");
            final Trigger repair = trigger("repair", broken.to(a));
            final Trigger.Of<Throwable> failed = whenFailed(a.to(broken));
        }
        Starting starting = new Starting();

        assertThat(starting.state()).isSameAs(starting.broken);
    }

    private enum Job {
        READY,
        RUNNING,
        FAILED
    }

    private enum Order {
        RUN,
        RESET
    }

    @Test
    void definitionsHaveSuchTransitionsToo() {
        MachineInstance<Job, Order, Runnable> job = Machine.define(Job.class, Order.class)
                .context(Runnable.class)
                .initial(Job.READY)
                .on(Job.READY, Order.RUN, Job.RUNNING, rule -> rule.then(Runnable::run))
                .on(Job.RUNNING, Order.RESET, Job.READY)
                .on(Job.FAILED, Order.RESET, Job.READY)
                .whenFailed(Job.FAILED, rule -> rule.when("network", Throwable.class, (task, cause) -> cause == lost))
                .build()
                .instance(() -> {
                    throw lost;
                });

        assertThat(job.tryFire(Order.RUN)).isEqualTo(FireResult.TRANSITIONED);

        assertThat(job.state()).isEqualTo(Job.FAILED);
    }
}
