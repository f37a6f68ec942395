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
    private final List<String> heard = new ArrayList<>();
    private final EventHook<String> hook = new EventHook<>("news");

    @Nested
    class Pauses {

        @Test
        void dropWhatIsEmittedMeanwhile() {
            hook.connect(heard::add);

            try (Pause pause = hook.paused()) {
                hook.emit("lost");
                assertThat(hook.isPaused()).isTrue();
            }
            hook.emit("heard");

            assertThat(heard).containsExactly("heard");
            assertThat(hook.isPaused()).isFalse();
        }

        @Test
        void keepAllOrTheLatestIfAsked() {
            hook.connect(heard::add);

            try (Pause pause = hook.paused(PauseMode.BUFFER)) {
                hook.emit("1");
                hook.emit("2");
            }
            try (Pause pause = hook.paused(PauseMode.LATEST)) {
                hook.emit("3");
                hook.emit("4");
            }

            assertThat(heard).containsExactly("1", "2", "4");
        }

        @Test
        void thatOverlapNeverLeakAndTheOneThatKeepsMostHolds() {
            hook.connect(heard::add);
            Pause drop = hook.paused();
            Pause buffer = hook.paused(PauseMode.BUFFER);

            hook.emit("kept");
            drop.close();
            drop.close();
            assertThat(heard).isEmpty();
            buffer.close();
            hook.emit("after");

            assertThat(heard).containsExactly("kept", "after");
        }

        @Test
        void thatBufferedLoseNothingToOneThatKeepsTheLatestOnly() {
            hook.connect(heard::add);
            Pause latest = hook.paused(PauseMode.LATEST);
            Pause buffer = hook.paused(PauseMode.BUFFER);

            hook.emit("buffered 1");
            hook.emit("buffered 2");
            buffer.close();
            hook.emit("passed over");
            hook.emit("latest");
            latest.close();

            assertThat(heard).containsExactly("buffered 1", "buffered 2", "latest");
        }

        @Test
        void thatKeptTheLatestKeepItThoughABufferFollows() {
            hook.connect(heard::add);
            Pause latest = hook.paused(PauseMode.LATEST);
            hook.emit("passed over");
            hook.emit("latest");

            try (Pause buffer = hook.paused(PauseMode.BUFFER)) {
                hook.emit("buffered");
            }
            latest.close();

            assertThat(heard).containsExactly("latest", "buffered");
        }

        @Test
        void thatAnObserverOpensDuringDeliveryDropWhatTheyAreToDrop() {
            List<Pause> again = new ArrayList<>();
            hook.connect(value -> {
                heard.add(value);
                if (value.equals("1")) {
                    again.add(hook.paused(PauseMode.DROP));
                    hook.emit("dropped");
                }
            });
            Pause pause = hook.paused(PauseMode.BUFFER);
            hook.emit("1");
            hook.emit("2");

            pause.close();
            assertThat(heard).containsExactly("1");
            again.get(0).close();

            assertThat(heard).containsExactly("1", "2");
        }

        @Test
        void deliverNothingMoreOnceTheJvmIsInTrouble() {
            OutOfMemoryError fatal = new OutOfMemoryError("staged");
            hook.connect(value -> {
                heard.add(value);
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

            assertThat(heard).containsExactly("1", "2", "4");
            assertThat(hook.isPaused()).isFalse();
        }

        @Test
        void withoutAScopeAreEndedByResume() {
            hook.connect(heard::add);

            hook.pause(PauseMode.BUFFER);
            hook.pause();
            hook.emit("kept");
            hook.resume();
            assertThat(heard).isEmpty();
            hook.resume();

            assertThat(heard).containsExactly("kept");
            assertThatIllegalStateException()
                    .isThrownBy(hook::resume)
                    .withMessage("Hook [news] has no pause() to resume from; close the Pause of paused() instead");
        }

        @Test
        void ofAParentStopThereAndGoOnFromThere() {
            EventHook<String> child = hook.child(HookOptions.named("child"));
            child.connect(value -> heard.add("child " + value));
            hook.connect(value -> heard.add("parent " + value));

            try (Pause pause = hook.paused(PauseMode.BUFFER)) {
                child.emit("1");
                assertThat(heard).containsExactly("child 1");
            }

            assertThat(heard).containsExactly("child 1", "parent 1");
        }

        @Test
        void ofAChildHoldTheWholeEmission() {
            EventHook<String> child = hook.child(HookOptions.named("child"));
            child.connect(value -> heard.add("child " + value));
            hook.connect(value -> heard.add("parent " + value));

            try (Pause pause = child.paused(PauseMode.BUFFER)) {
                child.emit("1");
                hook.emit("2");
                assertThat(heard).containsExactly("parent 2");
            }

            assertThat(heard).containsExactly("parent 2", "child 1", "parent 1");
        }

        @Test
        void deliverEverythingThatWasKeptEvenIfObserversFail() {
            hook.connect(value -> {
                heard.add(value);
                throw new IllegalStateException(value);
            });
            Pause pause = hook.paused(PauseMode.BUFFER);
            hook.emit("1");
            hook.emit("2");

            assertThatExceptionOfType(EventHookException.class)
                    .isThrownBy(pause::close)
                    .satisfies(thrown -> assertThat(thrown.getSuppressed()).hasSize(1));
            assertThat(heard).containsExactly("1", "2");
        }

        @Test
        void thatAnObserverOpensDuringDeliveryHoldTheRest() {
            List<Pause> again = new ArrayList<>();
            hook.connect(value -> {
                heard.add(value);
                if (value.equals("1")) {
                    again.add(hook.paused(PauseMode.BUFFER));
                    hook.emit("nested");
                }
            });
            Pause pause = hook.paused(PauseMode.BUFFER);
            hook.emit("1");
            hook.emit("2");

            pause.close();
            assertThat(heard).containsExactly("1");
            again.get(0).close();

            assertThat(heard).containsExactly("1", "2", "nested");
        }
    }

    @Nested
    class NestedEmissions {

        private EventHook<String> nestedIn(Reentrancy mode) {
            EventHook<String> nested =
                    new EventHook<>(HookOptions.named("nested").reentrancy(mode));
            nested.connect(value -> {
                heard.add("a " + value);
                if (value.equals("outer")) {
                    nested.emit("inner 1");
                    nested.emit("inner 2");
                }
            });
            nested.connect(value -> heard.add("b " + value));
            return nested;
        }

        @Test
        void runAtOnceUnlessAskedOtherwise() {
            nestedIn(Reentrancy.IMMEDIATE).emit("outer");

            assertThat(heard).containsExactly("a outer", "a inner 1", "b inner 1", "a inner 2", "b inner 2", "b outer");
        }

        @Test
        void waitTheirTurnWhenQueued() {
            nestedIn(Reentrancy.QUEUED).emit("outer");

            assertThat(heard).containsExactly("a outer", "b outer", "a inner 1", "b inner 1", "a inner 2", "b inner 2");
        }

        @Test
        void onlyTheLatestRunsWhenLatestIsAsked() {
            nestedIn(Reentrancy.LATEST).emit("outer");

            assertThat(heard).containsExactly("a outer", "b outer", "a inner 2", "b inner 2");
        }

        @ParameterizedTest
        @EnumSource(value = Reentrancy.class, mode = EnumSource.Mode.EXCLUDE, names = "IMMEDIATE")
        void areNotBegunOnceTheJvmIsInTrouble(Reentrancy mode) {
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

            assertThat(heard).containsExactly("a outer", "b outer", "a next", "b next");
        }

        @ParameterizedTest
        @EnumSource(value = Reentrancy.class, mode = EnumSource.Mode.EXCLUDE, names = "IMMEDIATE")
        void areNotLostWhenAnObserverFails(Reentrancy mode) {
            EventHook<String> failing = nestedIn(mode);
            failing.connect(value -> {
                throw new IllegalStateException(value);
            });

            assertThatExceptionOfType(EventHookException.class).isThrownBy(() -> failing.emit("outer"));

            assertThat(heard).contains("b outer", "b inner 2");
            heard.clear();
            assertThatExceptionOfType(EventHookException.class).isThrownBy(() -> failing.emit("next"));
            assertThat(heard).containsExactly("a next", "b next");
        }
    }
}
