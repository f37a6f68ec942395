package dev.observatory.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.observatory.hook.ObserverErrors;
import dev.observatory.hook.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** No trigger disappears: one that is not executed fails. */
@SuppressWarnings("UnusedVariable") // read by the library
class LostTriggersTest {

    /** Accepts letters only while it is open, and keeps those that arrive earlier. */
    private static final class Postbox extends Machine {
        final State shut = initial("SHUT"), open = state("OPEN");
        final Trigger letter = trigger("letter", open.stay());
        final Trigger turn = trigger("turn", shut.to(open), open.to(shut));

        Postbox(MachineOptions options) {
            super(options);
            shut.defer(letter);
        }
    }

    private final List<Throwable> reported = new ArrayList<>();

    @Test
    void aRestoreFailsTheDeferredTriggersThatItReplaces() {
        Postbox box = new Postbox(MachineOptions.serial());
        MachineSnapshot empty = box.snapshot();
        CompletableFuture<FireResult> submitted = box.letter.submit();
        box.letter.fire();

        try (Subscription errors = ObserverErrors.reported().connect(each -> reported.add(each.exception()))) {
            box.restore(empty);
        }

        String message =
                "Deferred trigger [letter] is not executed: machine [Postbox] has been restored from a snapshot; fire"
                        + " it again if it applies to the restored state";
        assertThat(submitted)
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(SnapshotException.class)
                .withMessage(message);
        assertThat(reported).extracting(Throwable::getMessage).containsExactly(message);
        box.turn.fire();
        assertThat(box.snapshot().deferred()).isEmpty();
    }

    @Test
    void aFutureThatARestoreCompletesMayUseTheMachine() {
        Postbox box = new Postbox(MachineOptions.serial());
        MachineSnapshot empty = box.snapshot();
        CompletableFuture<FireResult> fired = box.letter.submit().handle((outcome, failure) -> box.turn.tryFire());

        box.restore(empty);

        assertThat(fired).isCompletedWithValue(FireResult.TRANSITIONED);
    }

    @Test
    void anExecutorThatThrowsAnErrorLeavesTheMachineUsable() {
        List<Runnable> tasks = new ArrayList<>();
        boolean[] exhausted = {true};
        Postbox box = new Postbox(MachineOptions.on(task -> {
            if (exhausted[0]) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            tasks.add(task);
        }));
        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(box.turn::submit);
        exhausted[0] = false;

        CompletableFuture<FireResult> second = box.turn.submit();
        tasks.forEach(Runnable::run);

        assertThat(second).isCompletedWithValue(FireResult.TRANSITIONED);
    }

    @Test
    void aRefusalAlsoFailsTheTriggersThatWereAddedMeanwhile() {
        List<CompletableFuture<FireResult>> meanwhile = new ArrayList<>();
        AtomicReference<Postbox> box = new AtomicReference<>();
        box.set(new Postbox(MachineOptions.on(task -> {
            meanwhile.add(box.get().turn.submit());
            throw new IllegalStateException("full");
        })));

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> box.get().turn.submit());

        assertThat(meanwhile).singleElement().satisfies(future -> assertThat(future)
                .isCompletedExceptionally());
    }

    @Test
    void triggersOfATaskThatTheExecutorDiscardsFailWhenTheNextOneIsFired() {
        boolean[] discards = {true};
        Postbox box = new Postbox(MachineOptions.on(task -> {
            if (!discards[0]) {
                task.run();
            }
        }));
        CompletableFuture<FireResult> lost = box.turn.submit();
        discards[0] = false;

        CompletableFuture<FireResult> next;
        do {
            next = box.letter.submit();
            System.gc();
        } while (!lost.isDone());

        assertThat(lost)
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(RejectedExecutionException.class)
                .withMessage(
                        "The executor of machine [Postbox] has discarded its task; use an executor that rejects tasks"
                                + " instead");
        box.turn.fire();
        assertThat(next).isCompletedWithValue(FireResult.INTERNAL);
    }

    @Test
    void anExecutorThatHasBeenShutDownIsRefusedEvenIfItDiscardsTasks() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new ThreadPoolExecutor.DiscardPolicy());
        Postbox box = new Postbox(MachineOptions.on(executor));
        executor.shutdown();

        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(box.turn::submit)
                .withMessage("The executor of machine [Postbox] has been shut down");
    }

    @Test
    void aTimerThatMayNotBeExecutedOnItsThreadIsReported() throws Exception {
        class Owned extends Machine {
            final State a = initial("A"), b = state("B");
            final Trigger go = trigger("go", a.to(b).after(Duration.ofNanos(1)), b.to(a));

            Owned(MachineScheduler scheduler) {
                super(MachineOptions.confined().scheduler(scheduler));
            }
        }
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
        BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
        Owned owned = new Owned(MachineScheduler.of(executor));

        try (Subscription reports = ObserverErrors.reported().connect(each -> failures.add(each.exception()))) {
            owned.start();

            assertThat(failures.poll(30, TimeUnit.SECONDS)).isInstanceOf(ConfinementException.class);
        } finally {
            executor.shutdownNow();
        }
        assertThat(owned.state()).isSameAs(owned.a);
    }
}
