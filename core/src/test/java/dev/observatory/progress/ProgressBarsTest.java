package dev.observatory.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.observatory.Together;
import dev.observatory.event.EventPoint;
import dev.observatory.event.Events;
import dev.observatory.event.ProgressCounter;
import dev.observatory.event.ProgressOptions;
import dev.observatory.event.ProgressTracker;
import dev.observatory.hook.ObserverErrors;
import dev.observatory.hook.ObserverFailure;
import dev.observatory.hook.Subscription;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ProgressBarsTest {
    private static final ProgressBarOptions ON_TERMINAL =
            ProgressBarOptions.automatic().terminal(true).ascii(true).width(60).interval(Duration.ZERO);
    private static final ProgressBarOptions AS_LINES =
            ProgressBarOptions.automatic().ascii(true).width(60).interval(Duration.ZERO);

    private final FakeTerminal terminal = new FakeTerminal(60);
    private final EventPoint export = Events.define("export");

    /** Returns a line up to the end of the bar, which is the same at any speed. */
    private static String start(String line) {
        return line.contains("]") ? line.substring(0, line.indexOf(']') + 1) : line;
    }

    private static List<String> withoutTimes(List<String> lines) {
        return lines.stream()
                .map(line -> line.replaceAll("\\[[#-]*] ", "")
                        .replaceAll(" +\\d[\\d.]*/(s|min|h)| +(in |stopped after )?\\d+:\\d\\d( left)?", ""))
                .toList();
    }

    @Nested
    class OnATerminal {

        @Test
        void aBarIsRedrawnInPlaceAndLeavesItsLastLine() throws Exception {
            List<String> shown = new ArrayList<>();
            try (ProgressBars bars = ProgressBars.on(terminal, ON_TERMINAL).show(export)) {
                export.call(() -> {
                    for (int file : Events.track(
                            List.of(1, 2, 3, 4),
                            ProgressOptions.labeled("copying").unit("files"))) {
                        shown.addAll(withoutTimes(terminal.lines()));
                        assertThat(terminal.lines()).hasSize(Math.min(1, file - 1));
                    }
                    return null;
                });
                bars.print("all copied");
            }

            assertThat(shown)
                    .containsExactly("copying  25% 1/4 files", "copying  50% 2/4 files", "copying  75% 3/4 files");
            assertThat(withoutTimes(terminal.lines())).containsExactly("copying 100% 4/4 files", "all copied");
            assertThat(terminal.isWrapping()).isTrue();
        }

        @Test
        void nestedLoopsHaveABarWhileTheyRun() throws Exception {
            List<List<String>> shown = new ArrayList<>();
            try (ProgressBars bars = ProgressBars.on(terminal, ON_TERMINAL).show(export)) {
                export.call(() -> {
                    for (int folder : Events.track(List.of(1, 2), ProgressOptions.labeled("folders"))) {
                        if (folder == 2) {
                            for (String file : Events.track(List.of("a", "b"), ProgressOptions.labeled("files"))) {
                                shown.add(withoutTimes(terminal.lines()));
                                assertThat(file).isNotEmpty();
                            }
                            shown.add(withoutTimes(terminal.lines()));
                        }
                    }
                    return null;
                });
                bars.print("done");
            }

            assertThat(shown)
                    .containsExactly(
                            List.of("folders  50% 1/2"),
                            List.of("folders  50% 1/2", "files    50% 1/2"),
                            List.of("folders  50% 1/2"));
            assertThat(withoutTimes(terminal.lines())).containsExactly("folders 100% 2/2", "done");
        }

        @Test
        void innerLoopsLeaveNoLineEvenIfTheyEndBeforeTheFirstReportOfTheOuterOne() throws Exception {
            try (ProgressBars bars = ProgressBars.on(terminal, ON_TERMINAL).show(export)) {
                export.call(() -> {
                    for (int folder : Events.track(List.of(1, 2), ProgressOptions.labeled("folders"))) {
                        Events.track(List.of(folder)).forEach(item -> {});
                    }
                    return null;
                });
                bars.print("done");
            }

            assertThat(withoutTimes(terminal.lines())).containsExactly("folders 100% 2/2", "done");
        }

        @Test
        void nestedLoopsThatAreLeftEarlyDoNotAccumulate() throws Exception {
            try (ProgressBars bars = ProgressBars.on(terminal, ON_TERMINAL).show(export)) {
                export.call(() -> {
                    List<Integer> hundred = Collections.nCopies(100, 1);
                    for (int folder : Events.track(hundred, ProgressOptions.labeled("folders"))) {
                        Iterator<Integer> files = Events.track(List.of(1, 2, 3), ProgressOptions.labeled("files"))
                                .iterator();
                        files.next();
                        assertThat(files.next()).isGreaterThan(folder);
                        assertThat(terminal.lines()).hasSizeLessThanOrEqualTo(2);
                    }
                    return null;
                });
                assertThat(withoutTimes(terminal.lines())).containsExactly("folders 100% 100/100");
                bars.print("done");
            }
        }

        @Test
        void noMoreBarsThanStatedAreShown() {
            ProgressTracker tracker = new ProgressTracker("copying");
            try (ProgressBars bars =
                    ProgressBars.on(terminal, ON_TERMINAL.bars(2)).show(tracker)) {
                List<ProgressCounter> counters = new ArrayList<>();
                for (int i = 1; i <= 5; i++) {
                    ProgressCounter counter =
                            tracker.counter(ProgressOptions.labeled("file " + i).total(10));
                    counter.advance(i);
                    counters.add(counter);
                }
                counters.get(0).advance();
                bars.print("note");

                assertThat(withoutTimes(terminal.lines()))
                        .containsExactly("note", "file 1  20% 2/10", "file 5  50% 5/10", "and 3 more");
            }

            assertThat(withoutTimes(terminal.lines()))
                    .containsExactly(
                            "note",
                            "file 1  20% 2/10",
                            "file 2  20% 2/10",
                            "file 3  30% 3/10",
                            "file 4  40% 4/10",
                            "file 5  50% 5/10");
        }

        @Test
        void aNarrowerTerminalCutsLinesOffWithoutWrapping() {
            FakeTerminal narrow = new FakeTerminal(25);
            ProgressTracker tracker = new ProgressTracker("copying");
            try (ProgressBars bars = ProgressBars.on(narrow, ON_TERMINAL).show(tracker)) {
                ProgressCounter counter =
                        tracker.counter(ProgressOptions.defaults().total(10));
                counter.advance(5);
                counter.advance();
                bars.print("note");

                assertThat(narrow.lines()).hasSize(2);
                assertThat(narrow.lines().get(1))
                        .startsWith("copying  60% [###")
                        .hasSize(25);
            }
        }

        @Test
        void barsAreDrawnAtMostOncePerIntervalAndTheLatestOnesInTheEnd() throws Exception {
            ProgressTracker tracker = new ProgressTracker("copying");
            ProgressBarOptions options = ON_TERMINAL.interval(Duration.ofMillis(20));
            try (ProgressBars bars = ProgressBars.on(terminal, options).show(tracker)) {
                ProgressCounter counter =
                        tracker.counter(ProgressOptions.defaults().total(100_000));
                long start = System.nanoTime();
                for (int i = 0; i < 99_999; i++) {
                    counter.advance();
                }
                long intervals = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) / 20 + 2;
                assertThat(terminal.writes()).isLessThanOrEqualTo((int) intervals);
                awaitLine("copying  99% 99999/100000");
                bars.print("note");
            }
        }

        private void awaitLine(String expected) throws InterruptedException {
            terminal.await(lines -> withoutTimes(lines).contains(expected));
            assertThat(withoutTimes(terminal.lines())).contains(expected);
        }

        @Test
        void explicitReportsEndWithTheCall() throws Exception {
            try (ProgressBars bars = ProgressBars.on(terminal, ON_TERMINAL).show(export)) {
                export.call(() -> {
                    Events.progress(1, 4, null);
                    Events.progress(3, 4, null);
                    assertThat(withoutTimes(terminal.lines())).containsExactly("export  75% 3/4");
                    return null;
                });
                assertThat(terminal.lines()).hasSize(1).first().asString().contains("stopped after");
                bars.print("next");
            }

            assertThat(withoutTimes(terminal.lines())).containsExactly("export  75% 3/4", "next");
        }
    }

    @Nested
    class AsLines {
        private final StringBuilder out = new StringBuilder();

        private List<String> lines() {
            return withoutTimes(out.toString().lines().toList());
        }

        @Test
        void aLineIsPrintedPerIntervalAndAtTheEnd() {
            ProgressTracker tracker = new ProgressTracker("copying");
            try (ProgressBars bars = ProgressBars.on(out, AS_LINES).show(tracker)) {
                tracker.track(List.of("a", "b")).forEach(item -> {});
                bars.print("done");
            }

            assertThat(lines()).containsExactly("copying  50% 1/2", "copying 100% 2/2", "copying 100% 2/2", "done");
            assertThat(out).doesNotContain("\033");
        }

        @Test
        void shortLoopsHaveOneLineAndInnerOnesNone() throws Exception {
            try (ProgressBars bars = ProgressBars.on(out, AS_LINES.interval(Duration.ofDays(400)))
                    .show(export)) {
                export.call(() -> {
                    for (int item : Events.track(List.of(1))) {
                        Events.track(List.of(item, 2), ProgressOptions.labeled("inner"))
                                .forEach(inner -> {});
                    }
                    return null;
                });
                bars.print("done");
            }

            assertThat(lines()).containsExactly("export 100% 1/1", "done");
        }

        @Test
        void printStreamsThatAreNoTerminalGetPlainLines() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            PrintStream stream = new PrintStream(bytes, false, StandardCharsets.UTF_8);
            ProgressTracker tracker = new ProgressTracker("copying");
            try (ProgressBars bars = ProgressBars.on(stream).show(tracker)) {
                tracker.track(List.of("a", "b")).forEach(item -> {});
                bars.print("done");
            }

            assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                    .hasSize(2)
                    .anyMatch(line -> line.startsWith("copying 100%"));
        }

        @Test
        void everyEventAndTrackerIsShownIfAllAre() throws Exception {
            try (ProgressBars bars = ProgressBars.on(out, AS_LINES).showAll()) {
                export.call(() -> {
                    Events.track(List.of(1)).forEach(item -> {});
                    return null;
                });
                new ProgressTracker("copying").track(List.of(1)).forEach(item -> {});
                bars.print("done");
            }
            new ProgressTracker("later").track(List.of(1)).forEach(item -> {});

            assertThat(lines())
                    .containsExactly(
                            "export 100% 1/1", "export 100% 1/1", "copying 100% 1/1", "copying 100% 1/1", "done");
        }

        @Test
        void hooksCanBeConnectedByTheProgram() {
            ProgressTracker tracker = new ProgressTracker("copying");
            ProgressBars bars = ProgressBars.on(out, AS_LINES);
            try (Subscription subscription = tracker.updated().connect(bars::update)) {
                tracker.progress(1, 2, null);
                bars.close();
                tracker.progress(2, 2, null);
                assertThat(subscription.isOpen()).isTrue();
            }
            bars.print("after");

            assertThat(lines()).containsExactly("copying  50% 1/2", "copying  50% 1/2", "after");
        }
    }

    @Nested
    class FailuresOfTheOutput {

        private static final class Broken implements Appendable {
            private final AtomicInteger calls = new AtomicInteger();

            @Override
            public Appendable append(CharSequence text) throws IOException {
                calls.incrementAndGet();
                throw new IOException("no space left on device");
            }

            @Override
            public Appendable append(CharSequence text, int start, int end) throws IOException {
                return append(text);
            }

            @Override
            public Appendable append(char character) throws IOException {
                return append("");
            }
        }

        @Test
        void areReportedOnceAndNeverReachTheProgram() {
            List<ObserverFailure> failures = new ArrayList<>();
            Broken out = new Broken();
            ProgressTracker tracker = new ProgressTracker("copying");
            try (Subscription reported = ObserverErrors.reported().connect(failures::add);
                    ProgressBars bars = ProgressBars.on(out, ON_TERMINAL).show(tracker)) {
                tracker.track(List.of("a", "b")).forEach(item -> {});
                bars.print("text");
                assertThat(reported.isOpen()).isTrue();
            }

            assertThat(out.calls).hasValue(1);
            assertThat(failures).singleElement().satisfies(failure -> assertThat(failure.exception())
                    .hasMessage("no space left on device"));
        }
    }

    /** An output that waits in the middle of a line. */
    private static final class Slow implements Appendable {
        private final CountDownLatch writing = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);
        private final StringBuilder text = new StringBuilder();

        @Override
        public Appendable append(CharSequence more) {
            writing.countDown();
            try {
                released.await();
            } catch (InterruptedException impossible) {
                throw new AssertionError(impossible);
            }
            text.append(more);
            return this;
        }

        @Override
        public Appendable append(CharSequence more, int start, int end) {
            return append(more.subSequence(start, end));
        }

        @Override
        public Appendable append(char character) {
            return append(String.valueOf(character));
        }
    }

    @Test
    void noReportWaitsForAnotherThreadThatIsDrawing() throws Exception {
        Slow out = new Slow();
        ProgressTracker first = new ProgressTracker("first");
        ProgressTracker second = new ProgressTracker("second");
        try (ProgressBars bars = ProgressBars.on(out, AS_LINES).show(first).show(second)) {
            Together.run(() -> first.progress(1, 2, null), () -> {
                out.writing.await();
                second.progress(1, 2, null);
                second.progress(2, 2, null);
                out.released.countDown();
            });
            bars.print("done");
        }

        assertThat(withoutTimes(out.text.toString().lines().toList()))
                .startsWith("first  50% 1/2", "second  50% 1/2", "second 100% 2/2");
    }

    @Test
    void nothingIsWrittenAfterCloseReturned() throws Exception {
        for (int round = 0; round < 200; round++) {
            FakeTerminal out = new FakeTerminal(60);
            ProgressTracker tracker = new ProgressTracker("copying");
            ProgressBars bars = ProgressBars.on(out, ON_TERMINAL.interval(Duration.ofMillis(1)))
                    .show(tracker);
            int[] writes = new int[1];
            Together.run(() -> tracker.track(List.of(1, 2, 3, 4, 5, 6)).forEach(item -> {}), () -> {
                bars.close();
                writes[0] = out.writes();
            });
            bars.close();

            assertThat(out.writes()).isEqualTo(writes[0]);
        }
    }

    @Test
    void labelsCannotControlTheTerminal() {
        ProgressTracker tracker = new ProgressTracker("a\033[2J\nb");
        try (ProgressBars bars = ProgressBars.on(terminal, ON_TERMINAL).show(tracker)) {
            tracker.progress(1, 2, null);
            bars.print("note");

            assertThat(terminal.lines()).hasSize(2);
            assertThat(start(terminal.lines().get(1))).startsWith("a [2J b  50% [");
        }
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() {
        ProgressBarOptions options = ProgressBarOptions.automatic();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.width(19))
                .withMessage("columns [19] must be between 20 and 1000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.bars(0))
                .withMessage("most [0] must be between 1 and 100");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.interval(Duration.ofMillis(-1)))
                .withMessage("time [PT-0.001S] must not be negative; use zero for no limit");
    }
}
