package dev.observatory.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.event.EventPoint;
import dev.observatory.event.Events;
import dev.observatory.event.ProgressData;
import dev.observatory.event.ProgressTracker;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The chapter "Tracking Progress". */
class TrackingProgressTest {
    private final List<String> bar = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final EventPoint automateTasks = Events.define("automateTasks");

    private final class Task {
        private final String name;

        Task(String name) {
            this.name = name;
        }

        void doIt() { // <- assume this takes some time
            done.add(name);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private void automateTasks(List<Task> tasks) throws Exception {
        automateTasks.call(() -> {
            for (Task task : Events.track(tasks)) {
                task.doIt();
            }
            return null;
        });
    }

    private void updateProgressBar(ProgressData progress) { // <- update the UI here...
        bar.add(Math.round(progress.fraction() * 100) + "% after " + progress.currentItem());
    }

    @Test
    void aLoopReportsItsProgress() throws Exception {
        automateTasks.progressUpdated().connect(this::updateProgressBar);

        automateTasks(List.of(new Task("a"), new Task("b"), new Task("c"), new Task("d")));

        assertThat(done).containsExactly("a", "b", "c", "d");
        assertThat(bar).containsExactly("25% after a", "50% after b", "75% after c", "100% after d", "100% after d");
    }

    @Test
    void theSameCodeRunsHeadless() throws Exception {
        automateTasks(List.of(new Task("a"), new Task("b")));

        assertThat(done).containsExactly("a", "b");
        assertThat(bar).isEmpty();
    }

    @Test
    void progressMayBeReportedByHand() throws Exception {
        automateTasks.progressUpdated().connect(this::updateProgressBar);

        automateTasks.call(() -> {
            Events.progress(1, 4, "by hand");
            return null;
        });

        assertThat(bar).containsExactly("25% after by hand");
    }

    @Test
    void aLoopOutsideAnEventHasAStandAloneTracker() {
        try (ProgressTracker tracker = new ProgressTracker("tasks")) {
            tracker.updated().connect(this::updateProgressBar);

            for (Task task : tracker.track(new Task[] {new Task("a"), new Task("b")})) {
                task.doIt();
            }
        }

        assertThat(bar).containsExactly("50% after a", "100% after b", "100% after b");
    }
}
