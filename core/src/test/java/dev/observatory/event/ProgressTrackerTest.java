package dev.observatory.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.observatory.hook.Subscription;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Progress without an event. */
class ProgressTrackerTest {
    private final List<String> heard = new ArrayList<>();
    private final ProgressTracker tracker = new ProgressTracker("copying");

    @BeforeEach
    void listen() {
        tracker.updated().connect(progress -> heard.add(word(progress)));
    }

    private static String word(ProgressData progress) {
        return progress.name() + " " + progress.status() + " " + progress.done() + "/" + progress.length() + " "
                + progress.currentItem();
    }

    @Test
    void isEmittedAfterEachItemAndOnceAtTheEnd() {
        List<String> seen = new ArrayList<>();

        for (String item : tracker.track(List.of("a", "b"))) {
            seen.add(item);
        }

        assertThat(seen).containsExactly("a", "b");
        assertThat(heard)
                .containsExactly(
                        "copying PROGRESS_UPDATED 1/2 a", "copying PROGRESS_UPDATED 2/2 b", "copying COMPLETED 2/2 b");
    }

    @Test
    void tracksArraysStreamsAndIterators() {
        for (String item : tracker.track(new String[] {"array"})) {
            heard.add(item);
        }
        for (String item : tracker.track(Stream.of("stream"))) {
            heard.add(item);
        }
        Iterator<String> iterator = List.of("iterator").iterator();
        for (String item : tracker.track(iterator)) {
            heard.add(item);
        }

        assertThat(heard)
                .containsExactly(
                        "array",
                        "copying PROGRESS_UPDATED 1/1 array",
                        "copying COMPLETED 1/1 array",
                        "stream",
                        "copying PROGRESS_UPDATED 1/1 stream",
                        "copying COMPLETED 1/1 stream",
                        "iterator",
                        "copying PROGRESS_UPDATED 1/-1 iterator",
                        "copying COMPLETED 1/-1 iterator");
    }

    @Test
    void reportsLoopsThatWereLeftEarlyWhenItIsClosed() {
        for (String item : tracker.track(List.of("a", "b", "c"))) {
            if (item.equals("b")) {
                break;
            }
        }
        tracker.close();
        tracker.close();

        assertThat(heard).containsExactly("copying PROGRESS_UPDATED 1/3 a", "copying EXITED 1/3 b");
    }

    @Test
    void reportsALoopFromTheMomentAnObserverConnects() {
        ProgressTracker unheard = new ProgressTracker();

        for (String item : unheard.track(List.of("a", "b"))) {
            if (item.equals("b")) {
                unheard.updated().connect(progress -> heard.add(word(progress)));
            }
        }

        assertThat(heard).containsExactly("progress PROGRESS_UPDATED 2/2 b", "progress COMPLETED 2/2 b");
    }

    @Test
    void isPartOfAllProgress() {
        try (Subscription all = Events.anyProgress().connect(progress -> heard.add("any " + word(progress)))) {
            tracker.progress(3, 4, "third");
        }

        assertThat(heard)
                .containsExactly("copying PROGRESS_UPDATED 3/4 third", "any copying PROGRESS_UPDATED 3/4 third");
    }

    @Test
    void keepsTheLoopFromTheFailuresOfItsObservers() {
        tracker.updated().connect(progress -> {
            throw new IllegalStateException("observer");
        });

        for (String item : tracker.track(List.of("a"))) {
            heard.add("worked on " + item);
        }

        assertThat(heard).containsExactly("worked on a", "copying PROGRESS_UPDATED 1/1 a", "copying COMPLETED 1/1 a");
    }

    @Test
    void moreItemsThanCountedCorrectTheNumber() {
        List<Double> fractions = new ArrayList<>();
        tracker.updated().connect(progress -> fractions.add(progress.fraction()));

        tracker.track(countedBy(() -> 1)).forEach(item -> {});

        assertThat(fractions).containsExactly(1.0, 1.0, 1.0);
        assertThat(heard)
                .containsExactly(
                        "copying PROGRESS_UPDATED 1/1 a", "copying PROGRESS_UPDATED 2/2 b", "copying COMPLETED 2/2 b");
    }

    @Test
    void fewerItemsThanCountedEndAsComplete() {
        tracker.track(countedBy(() -> 3)).forEach(item -> {});

        assertThat(heard)
                .containsExactly(
                        "copying PROGRESS_UPDATED 1/3 a", "copying PROGRESS_UPDATED 2/3 b", "copying COMPLETED 2/2 b");
    }

    @Test
    void theFractionIsFromZeroToOneWhateverTheNumbers() {
        EventPoint event = Events.define("any");

        assertThat(fraction(event, 5, 3)).isEqualTo(1);
        assertThat(fraction(event, 1, 0)).isEqualTo(1);
        assertThat(fraction(event, 0, 0)).isEqualTo(1);
        assertThat(fraction(event, -2, 4)).isZero();
        assertThat(fraction(event, Long.MAX_VALUE, Long.MAX_VALUE)).isEqualTo(1);
        assertThat(fraction(event, 1, -7)).isEqualTo(-1);
    }

    private static double fraction(EventPoint event, long done, long length) {
        return new ProgressData(event, done, done, length, null, EventStatus.PROGRESS_UPDATED).fraction();
    }

    @Test
    void countsNothingWhileNoObserverIsConnected() {
        AtomicInteger counts = new AtomicInteger();

        new ProgressTracker("unobserved")
                .track(countedBy(counts::incrementAndGet))
                .forEach(item -> {});

        assertThat(counts).hasValue(0);
    }

    @Test
    void countsItemsOncePerLoop() {
        AtomicInteger counts = new AtomicInteger();
        Iterable<String> items = tracker.track(countedBy(() -> 2 * counts.incrementAndGet()));
        assertThat(counts).hasValue(0);

        items.forEach(item -> {});

        assertThat(counts).hasValue(1);
        assertThat(heard).contains("copying PROGRESS_UPDATED 1/2 a");
    }

    @Test
    void itemsThatCannotBeCountedAreOfUnknownNumber() {
        tracker.track(countedBy(() -> {
                    throw new UnsupportedOperationException("too expensive");
                }))
                .forEach(item -> {});
        tracker.track(countedBy(() -> -3)).forEach(item -> {});
        tracker.track(countedBy(() -> Integer.MAX_VALUE)).forEach(item -> {});

        assertThat(heard).hasSize(9).allMatch(line -> line.contains("/-1 "));
    }

    private static Collection<String> countedBy(IntSupplier size) {
        return new AbstractCollection<>() {
            @Override
            public Iterator<String> iterator() {
                return List.of("a", "b").iterator();
            }

            @Override
            public int size() {
                return size.getAsInt();
            }
        };
    }

    @Test
    void streamsAreBoundWhenTheLoopBegins() {
        List<String> source = new ArrayList<>(List.of("a"));
        Iterable<String> items = tracker.track(source.stream());
        source.add("b");

        items.forEach(item -> {});

        assertThat(heard)
                .containsExactly(
                        "copying PROGRESS_UPDATED 1/2 a", "copying PROGRESS_UPDATED 2/2 b", "copying COMPLETED 2/2 b");
    }

    @Test
    void streamsOutsideAnyEventAreBoundWhenTheLoopBegins() {
        List<String> source = new ArrayList<>(List.of("a"));
        Iterable<String> items = Events.track(source.stream());
        source.add("b");

        assertThat(items).containsExactly("a", "b");
    }

    @Test
    void refusesNumbersThatMakeNoSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tracker.progress(-1, 3, null))
                .withMessage("done [-1] must not be negative; count the finished items from 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tracker.progress(1, -2, null))
                .withMessage("length [-2] must not be less than -1; use -1 if it is unknown");
        assertThat(heard).isEmpty();
    }

    @Test
    void saysWhatItIs() {
        assertThat(tracker).hasToString("progress tracker [copying]");
    }
}
