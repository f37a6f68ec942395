package dev.observatory.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pauses and nested emissions. */
class HookModesTest {
    private final List<String> received = new ArrayList<>();
    private final EventHook<String> hook = new EventHook<>("news");

    @Nested
    class Pauses {

        @Test
        void dropEmissionsByDefault() {
            hook.connect(received::add);

            try (Pause pause = hook.paused()) {
                hook.emit("lost");
                assertThat(hook.isPaused()).isTrue();
            }
            hook.emit("received");

            assertThat(received).containsExactly("received");
            assertThat(hook.isPaused()).isFalse();
        }

        @Test
        void keepAllOrTheLatestEmissionByMode() {
            hook.connect(received::add);

            try (Pause pause = hook.paused(PauseMode.BUFFER)) {
                hook.emit("1");
                hook.emit("2");
            }
            try (Pause pause = hook.paused(PauseMode.LATEST)) {
                hook.emit("3");
                hook.emit("4");
            }

            assertThat(received).containsExactly("1", "2", "4");
        }

        @Test
        void mayOverlapAndTheModeThatKeepsTheMostApplies() {
            hook.connect(received::add);
            Pause drop = hook.paused();
            Pause buffer = hook.paused(PauseMode.BUFFER);

            hook.emit("kept");
            drop.close();
            drop.close();
            assertThat(received).isEmpty();
            buffer.close();
            hook.emit("after");

            assertThat(received).containsExactly("kept", "after");
        }

        @Test
        void keepBufferedEmissionsWhenALatestPauseFollows() {
            hook.connect(received::add);
            Pause latest = hook.paused(PauseMode.LATEST);
            Pause buffer = hook.paused(PauseMode.BUFFER);

            hook.emit("buffered 1");
            hook.emit("buffered 2");
            buffer.close();
            hook.emit("passed over");
            hook.emit("latest");
            latest.close();

            assertThat(received).containsExactly("buffered 1", "buffered 2", "latest");
        }

        @Test
        void keepTheLatestEmissionWhenABufferPauseFollows() {
            hook.connect(received::add);
            Pause latest = hook.paused(PauseMode.LATEST);
            hook.emit("passed over");
            hook.emit("latest");

            try (Pause buffer = hook.paused(PauseMode.BUFFER)) {
                hook.emit("buffered");
            }
            latest.close();

            assertThat(received).containsExactly("latest", "buffered");
        }

        @Test
        void openedDuringDeliveryDropNewEmissions() {
            List<Pause> again = new ArrayList<>();
            hook.connect(value -> {
                received.add(value);
                if (value.equals("1")) {
                    again.add(hook.paused(PauseMode.DROP));
                    hook.emit("dropped");
                }
            });
            Pause pause = hook.paused(PauseMode.BUFFER);
            hook.emit("1");
            hook.emit("2");

            pause.close();
            assertThat(received).containsExactly("1");
            again.get(0).close();

            assertThat(received).containsExactly("1", "2");
        }

        @Test
        void stopDeliveringAfterAVirtualMachineError() {
            OutOfMemoryError fatal = new OutOfMemoryError("staged");
            hook.connect(value -> {
                received.add(value);
                if (value.equals("2")) {
                    throw fatal;
                }
                if (value.equals("1")) {
                    throw new IllegalStateException("before");
                }
            });
            Pause pause = hook.paused(PauseMode.BUFFER);
            hook.emit("1");
            hook.emit("2");
            hook.emit("3");

            assertThatExceptionOfType(OutOfMemoryError.class)
                    .isThrownBy(pause::close)
                    .isSameAs(fatal)
                    .satisfies(thrown ->
                            assertThat(thrown.getSuppressed()).singleElement().isInstanceOf(EventHookException.class));
            hook.emit("4");

            assertThat(received).containsExactly("1", "2", "4");
            assertThat(hook.isPaused()).isFalse();
        }

        @Test
        void withoutAScopeEndWithResume() {
            hook.connect(received::add);

            hook.pause(PauseMode.BUFFER);
            hook.pause();
            hook.emit("kept");
            hook.resume();
            assertThat(received).isEmpty();
            hook.resume();

            assertThat(received).containsExactly("kept");
            assertThatIllegalStateException()
                    .isThrownBy(hook::resume)
                    .withMessage("Hook [news] has no pause() to resume from; close the Pause of paused() instead");
        }

        @Test
        void ofAParentStopEmissionsThereAndContinueFromThere() {
            EventHook<String> child = hook.child(HookOptions.named("child"));
            child.connect(value -> received.add("child " + value));
            hook.connect(value -> received.add("parent " + value));

            try (Pause pause = hook.paused(PauseMode.BUFFER)) {
                child.emit("1");
                assertThat(received).containsExactly("child 1");
            }

            assertThat(received).containsExactly("child 1", "parent 1");
        }

        @Test
        void ofAChildStopTheWholeEmission() {
            EventHook<String> child = hook.child(HookOptions.named("child"));
            child.connect(value -> received.add("child " + value));
            hook.connect(value -> received.add("parent " + value));

            try (Pause pause = child.paused(PauseMode.BUFFER)) {
                child.emit("1");
                hook.emit("2");
                assertThat(received).containsExactly("parent 2");
            }

            assertThat(received).containsExactly("parent 2", "child 1", "parent 1");
        }

        @Test
        void deliverAllKeptEmissionsWhenObserversFail() {
            hook.connect(value -> {
                received.add(value);
                throw new IllegalStateException(value);
            });
            Pause pause = hook.paused(PauseMode.BUFFER);
            hook.emit("1");
            hook.emit("2");

            assertThatExceptionOfType(EventHookException.class)
                    .isThrownBy(pause::close)
                    .satisfies(thrown -> assertThat(thrown.getSuppressed()).hasSize(1));
            assertThat(received).containsExactly("1", "2");
        }

        @Test
        void openedDuringDeliveryHoldTheRemainingEmissions() {
            List<Pause> again = new ArrayList<>();
            hook.connect(value -> {
                received.add(value);
                if (value.equals("1")) {
                    again.add(hook.paused(PauseMode.BUFFER));
                    hook.emit("nested");
                }
            });
            Pause pause = hook.paused(PauseMode.BUFFER);
            hook.emit("1");
            hook.emit("2");

            pause.close();
            assertThat(received).containsExactly("1");
            again.get(0).close();

            assertThat(received).containsExactly("1", "2", "nested");
        }
    }

    @Nested
    class NestedEmissions {

        private EventHook<String> nestedIn(Reentrancy mode) {
            EventHook<String> nested =
                    new EventHook<>(HookOptions.named("nested").reentrancy(mode));
            nested.connect(value -> {
                received.add("a " + value);
                if (value.equals("outer")) {
                    nested.emit("inner 1");
                    nested.emit("inner 2");
                }
            });
            nested.connect(value -> received.add("b " + value));
            return nested;
        }

        @Test
        void runAtOnceByDefault() {
            nestedIn(Reentrancy.IMMEDIATE).emit("outer");

            assertThat(received)
                    .containsExactly("a outer", "a inner 1", "b inner 1", "a inner 2", "b inner 2", "b outer");
        }

        @Test
        void waitWhenQueued() {
            nestedIn(Reentrancy.QUEUED).emit("outer");

            assertThat(received)
                    .containsExactly("a outer", "b outer", "a inner 1", "b inner 1", "a inner 2", "b inner 2");
        }

        @Test
        void runOnlyTheLatestWithLatest() {
            nestedIn(Reentrancy.LATEST).emit("outer");

            assertThat(received).containsExactly("a outer", "b outer", "a inner 2", "b inner 2");
        }

        @ParameterizedTest
        @EnumSource(value = Reentrancy.class, mode = EnumSource.Mode.EXCLUDE, names = "IMMEDIATE")
        void areNotStartedAfterAVirtualMachineError(Reentrancy mode) {
            OutOfMemoryError fatal = new OutOfMemoryError("staged");
            EventHook<String> failing = nestedIn(mode);
            failing.connect(value -> {
                if (value.equals("outer")) {
                    throw fatal;
                }
            });

            assertThatExceptionOfType(OutOfMemoryError.class)
                    .isThrownBy(() -> failing.emit("outer"))
                    .isSameAs(fatal);
            failing.emit("next");

            assertThat(received).containsExactly("a outer", "b outer", "a next", "b next");
        }

        @ParameterizedTest
        @EnumSource(value = Reentrancy.class, mode = EnumSource.Mode.EXCLUDE, names = "IMMEDIATE")
        void areDeliveredWhenAnObserverFails(Reentrancy mode) {
            EventHook<String> failing = nestedIn(mode);
            failing.connect(value -> {
                throw new IllegalStateException(value);
            });

            assertThatExceptionOfType(EventHookException.class).isThrownBy(() -> failing.emit("outer"));

            assertThat(received).contains("b outer", "b inner 2");
            received.clear();
            assertThatExceptionOfType(EventHookException.class).isThrownBy(() -> failing.emit("next"));
            assertThat(received).containsExactly("a next", "b next");
        }
    }
}
