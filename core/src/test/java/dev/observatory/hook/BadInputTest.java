package dev.observatory.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hooks reject invalid input with an exact message and without a partial effect. */
class BadInputTest {
    private final EventHook<String> hook = new EventHook<>("news");
    private final ScheduledExecutorService timer = new ScheduledThreadPoolExecutor(1);

    @AfterEach
    void noObserverRemains() {
        timer.shutdownNow();
        assertThat(hook.isObserved()).isFalse();
        assertThat(hook.observers()).isEmpty();
        assertThat(hook.isPaused()).isFalse();
    }

    @Test
    void aNullObserverIsRejected() {
        assertThatNullPointerException().isThrownBy(() -> hook.connect(null)).withMessage("observer");
        assertThatNullPointerException().isThrownBy(() -> hook.disconnect(null)).withMessage("observer");
        assertThatNullPointerException()
                .isThrownBy(() -> hook.with().once().priority(1).connect(null))
                .withMessage("observer");
        assertThatNullPointerException()
                .isThrownBy(() -> new EventHook0("none").connect(null))
                .withMessage("observer");
        assertThatNullPointerException()
                .isThrownBy(() -> new EventHook2<>("two").connect(null))
                .withMessage("observer");
        assertThatNullPointerException()
                .isThrownBy(() -> new EventHook3<>("three").connect(null))
                .withMessage("observer");
    }

    @Test
    void aHookRejectsANullNameAndNullOptions() {
        assertThatNullPointerException()
                .isThrownBy(() -> new EventHook<>((String) null))
                .withMessage("name");
        assertThatNullPointerException()
                .isThrownBy(() -> new EventHook<>((HookOptions) null))
                .withMessage("options");
        assertThatNullPointerException().isThrownBy(() -> hook.child(null)).withMessage("options");
        assertThatNullPointerException()
                .isThrownBy(() -> hook.emitBelow(null, "value"))
                .withMessage("ancestor");
        assertThatNullPointerException().isThrownBy(() -> hook.bind(null)).withMessage("target");
        assertThatNullPointerException().isThrownBy(() -> hook.paused(null)).withMessage("mode");
        assertThatNullPointerException().isThrownBy(() -> hook.pause(null)).withMessage("mode");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-0.001S"})
    void anIntervalMustBePositive(String text) {
        Duration interval = Duration.parse(text);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> hook.with().throttle(interval).connect(value -> {}))
                .withMessage("interval [" + text + "] must be positive; omit the option to receive every emission");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> hook.with().debounce(interval, timer).connect(value -> {}))
                .withMessage("quiet [" + text + "] must be positive; omit the option to receive every emission");
    }

    @Test
    void resumeWithoutPauseIsRejected() {
        assertThatIllegalStateException()
                .isThrownBy(hook::resume)
                .withMessage("Hook [news] has no pause() to resume from; close the Pause of paused() instead");
        try (Pause pause = hook.paused()) {
            assertThatIllegalStateException().isThrownBy(hook::resume);
            assertThat(hook.isPaused()).isTrue();
        }
    }

    @Test
    void aRejectionByTheTimerIsAnObserverFailureAndRetainsNothing() {
        List<String> received = new ArrayList<>();
        ScheduledThreadPoolExecutor stopped = new ScheduledThreadPoolExecutor(1);
        stopped.shutdown();
        Subscription subscription = hook.with()
                .named("late")
                .debounce(Duration.ofMillis(1), stopped)
                .connect(received::add);
        List<Throwable> reported = new ArrayList<>();

        try (Subscription errors = ObserverErrors.reported().connect(failure -> reported.add(failure.exception()))) {
            assertThat(errors.isOpen()).isTrue();
            hook.emit("refused");
        }
        subscription.close();

        assertThat(reported).singleElement().isInstanceOf(RejectedExecutionException.class);
        assertThat(received).isEmpty();
    }
}
