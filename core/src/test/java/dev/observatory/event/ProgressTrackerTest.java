package dev.observatory.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
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
