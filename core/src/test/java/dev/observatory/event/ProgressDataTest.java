package dev.observatory.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.observatory.hook.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a report says: where it comes from, how far the loop is, and how long it will take. */
class ProgressDataTest {
    private final List<ProgressData> heard = new ArrayList<>();
    private final EventPoint export = Events.define("export");

    private static ProgressData report(long done, long length, double rate) {
        EventPoint event = Events.define("event");
        return new ProgressData(
                event,
                done,
                done,
                length,
                null,
                EventStatus.PROGRESS_UPDATED,
                new ProgressSource(1, 0, 1, 0, "label", ""),
                Thread.currentThread(),
                Duration.ZERO,
                rate);
    }

    @Nested
    class Source {

        @Test
        void isTheCallAndTheLoopOnItsThread() throws Exception {
            List<EventData> calls = new ArrayList<>();
            EventPoint outer = Events.define("outer");
            outer.completed().connect(calls::add);
            export.completed().connect(calls::add);
            export.progressUpdated().connect(heard::add);

            outer.call(() -> export.call(() -> {
                Events.track(List.of(1)).forEach(item -> {});
                Events.track(List.of(1)).forEach(item -> {});
                return null;
            }));

            EventData inner = calls.get(0);
            assertThat(heard).hasSize(4).allSatisfy(progress -> {
                assertThat(progress.callId()).isEqualTo(inner.callId());
                assertThat(progress.parentId()).isEqualTo(calls.get(1).callId());
                assertThat(progress.thread()).isSameAs(Thread.currentThread());
                assertThat(progress.label()).isEqualTo("export");
                assertThat(progress.unit()).isEmpty();
                assertThat(progress.loopId()).isPositive();
            });
            assertThat(heard.get(0).loopId()).isEqualTo(heard.get(1).loopId());
            assertThat(heard.get(2).loopId()).isNotEqualTo(heard.get(1).loopId());
        }

        @Test
        void tellsNestedLoopsApart() throws Exception {
            export.progressUpdated().connect(heard::add);

            export.call(() -> {
                for (String folder : Events.track(List.of("a", "b"), ProgressOptions.labeled("folders"))) {
                    for (String file :
                            Events.track(List.of(folder + 1, folder + 2), ProgressOptions.labeled("files"))) {
                        assertThat(file).startsWith(folder);
                    }
                }
                return null;
            });

            assertThat(heard)
                    .extracting(progress -> progress.label() + " " + progress.done() + " " + progress.status())
                    .containsExactly(
                            "files 1 PROGRESS_UPDATED",
                            "files 2 PROGRESS_UPDATED",
                            "files 2 COMPLETED",
                            "folders 1 PROGRESS_UPDATED",
                            "files 1 PROGRESS_UPDATED",
                            "files 2 PROGRESS_UPDATED",
                            "files 2 COMPLETED",
                            "folders 2 PROGRESS_UPDATED",
                            "folders 2 COMPLETED");
            assertThat(heard.stream().collect(Collectors.groupingBy(ProgressData::loopId)))
                    .hasSize(3);
            long folders = heard.get(3).loopId();
            assertThat(heard)
                    .allMatch(progress -> progress.outerLoopId() == (progress.loopId() == folders ? 0 : folders));
        }

        @Test
        void ofATrackerIsNoCall() {
            ProgressTracker tracker = new ProgressTracker("copying");
            tracker.updated().connect(heard::add);

            tracker.track(List.of("a"), ProgressOptions.defaults().unit("files"))
                    .forEach(item -> {});
            tracker.progress(1, 2, null);

            assertThat(heard).allSatisfy(progress -> {
                assertThat(progress.callId()).isZero();
                assertThat(progress.parentId()).isZero();
                assertThat(progress.label()).isEqualTo("copying");
            });
            assertThat(heard).extracting(ProgressData::unit).containsExactly("files", "files", "");
            assertThat(heard.get(2).loopId()).isZero();
        }

        @Test
        void isAlsoThatOfTheShortConstructor() {
            ProgressData progress = new ProgressData(export, 1, 1, 2, "item", EventStatus.PROGRESS_UPDATED);

            assertThat(progress.label()).isEqualTo("export");
            assertThat(progress.loopId()).isZero();
            assertThat(progress.rate()).isEqualTo(-1);
            assertThat(progress.elapsed()).isZero();
            assertThat(progress.remaining()).isNull();
        }
    }

    @Nested
    class StatedTotals {

        private List<String> lengths(Iterable<String> items, ProgressOptions options) {
            ProgressTracker tracker = new ProgressTracker();
            try (Subscription all = tracker.updated().connect(heard::add)) {
                tracker.track(items, options).forEach(item -> {});
                assertThat(all.isOpen()).isTrue();
            }
            return heard.stream()
                    .map(progress -> progress.done() + "/" + progress.length())
                    .toList();
        }

        @Test
        void replaceTheSize() {
            assertThat(lengths(List.of("a", "b"), ProgressOptions.defaults().total(4)))
                    .containsExactly("1/4", "2/4", "2/2");
        }

        @Test
        void areCorrectedIfThereAreMoreItems() {
            assertThat(lengths(List.of("a", "b"), ProgressOptions.defaults().total(1)))
                    .containsExactly("1/1", "2/2", "2/2");
        }

        @Test
        void mayBeUnknown() {
            assertThat(lengths(List.of("a", "b"), ProgressOptions.defaults().total(-1)))
                    .containsExactly("1/-1", "2/-1", "2/-1");
        }

        @Test
        void areForIteratorsArraysAndStreamsToo() {
            ProgressTracker tracker = new ProgressTracker();
            tracker.updated().connect(heard::add);
            ProgressOptions options = ProgressOptions.labeled("rows").total(3);

            tracker.track(List.of("a").iterator(), options).forEach(item -> {});
            tracker.track(new String[] {"a"}, options).forEach(item -> {});
            tracker.track(Stream.of("a"), options).forEach(item -> {});
            assertThat(tracker.trackStream(Stream.of("a"), options).toList()).hasSize(1);

            assertThat(heard)
                    .hasSize(8)
                    .filteredOn(progress -> progress.status() == EventStatus.PROGRESS_UPDATED)
                    .allMatch(progress ->
                            progress.length() == 3 && progress.label().equals("rows"));
        }

        @Test
        void areRefusedIfTheyMakeNoSense() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ProgressOptions.defaults().total(-2))
                    .withMessage("total [-2] must not be less than -1; use -1 if it is unknown");
        }
    }

    @Nested
    class Fractions {

        @Test
        void areOneOnlyWhenNothingIsLeft() {
            assertThat(report(Long.MAX_VALUE - 1, Long.MAX_VALUE, -1).fraction())
                    .isLessThan(1)
                    .isGreaterThan(0.999);
            assertThat(report(Long.MAX_VALUE, Long.MAX_VALUE, -1).fraction()).isEqualTo(1);
        }

        @Test
        void neverDecreaseUnlessTheTotalGrows() {
            ProgressTracker tracker = new ProgressTracker();
            tracker.updated().connect(heard::add);
            Collection<Integer> growing = new ConcurrentLinkedQueue<>(List.of(0, 0, 0));

            for (int depth : tracker.track(growing)) {
                if (depth < 3) {
                    growing.add(depth + 1);
                }
            }

            for (int i = 1; i < heard.size(); i++) {
                ProgressData before = heard.get(i - 1);
                ProgressData after = heard.get(i);
                assertThat(after.fraction()).isBetween(0.0, 1.0);
                assertThat(after.done()).isLessThanOrEqualTo(after.length());
                if (after.length() <= before.length()) {
                    assertThat(after.fraction()).isGreaterThanOrEqualTo(before.fraction());
                }
            }
        }
    }

    @Nested
    class Remaining {

        @Test
        void isWhatTheItemsThatAreLeftTakeAtThePresentRate() {
            assertThat(report(30, 90, 2).remaining()).isEqualTo(Duration.ofSeconds(30));
            assertThat(report(0, 1, 4).remaining()).isEqualTo(Duration.ofMillis(250));
        }

        @Test
        void isZeroWhenNothingIsLeft() {
            assertThat(report(5, 5, -1).remaining()).isZero();
            assertThat(report(5, 3, 1).remaining()).isZero();
        }

        @Test
        void isUnknownWithoutALengthOrARate() {
            assertThat(report(5, -1, 1).remaining()).isNull();
            assertThat(report(5, 10, -1).remaining()).isNull();
            assertThat(report(5, 10, 0).remaining()).isNull();
            assertThat(report(5, 10, Double.NaN).remaining()).isNull();
        }

        @Test
        void doesNotOverflow() {
            assertThat(report(0, Long.MAX_VALUE, 1e-9).remaining()).isEqualTo(Duration.ofSeconds(Long.MAX_VALUE));
            assertThat(report(0, Long.MAX_VALUE, Double.POSITIVE_INFINITY).remaining())
                    .isZero();
            assertThat(report(Long.MIN_VALUE, Long.MAX_VALUE, 1).remaining())
                    .isEqualTo(Duration.ofSeconds(Long.MAX_VALUE));
        }
    }

    @Nested
    class Rates {

        @Test
        void areKnownFromTheFirstFinishedItemOn() {
            ProgressTracker tracker = new ProgressTracker();
            tracker.updated().connect(heard::add);

            for (int item : tracker.track(List.of(1, 2, 3))) {
                long until = System.nanoTime() + 1_000_000;
                while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
                assertThat(item).isPositive();
            }

            assertThat(heard).allSatisfy(progress -> {
                assertThat(progress.rate()).isPositive().isLessThan(1_001);
                assertThat(progress.elapsed()).isGreaterThanOrEqualTo(Duration.ofMillis(progress.done()));
            });
            assertThat(heard.get(0).remaining()).isGreaterThanOrEqualTo(Duration.ofMillis(2));
        }

        @Test
        void ofExplicitReportsBeginAgainWhenTheNumbersDo() throws Exception {
            export.progressUpdated().connect(heard::add);

            export.call(() -> {
                Events.progress(10, 100, null);
                Events.progress(20, 100, null);
                Events.progress(5, 100, null);
                return null;
            });

            assertThat(heard.get(0).rate()).isEqualTo(-1);
            assertThat(heard.get(2).rate()).isEqualTo(-1);
            assertThat(heard).extracting(ProgressData::loopId).containsOnly(0L);
        }
    }

    @Test
    void optionsAreEqualByWhatTheyState() {
        ProgressOptions options =
                ProgressOptions.labeled("copying").unit("files").total(3);

        assertThat(options)
                .isEqualTo(ProgressOptions.defaults().total(3).unit("files").label("copying"))
                .hasSameHashCodeAs(
                        ProgressOptions.labeled("copying").unit("files").total(3))
                .isNotEqualTo(ProgressOptions.defaults())
                .hasToString("progress options [label copying, unit files, total 3]");
        assertThat(ProgressOptions.defaults()).hasToString("progress options [label null, unit , total counted]");
    }
}
