package dev.observatory.progress.swing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.event.EventPoint;
import dev.observatory.event.Events;
import dev.observatory.event.ProgressCounter;
import dev.observatory.event.ProgressOptions;
import dev.observatory.event.ProgressTracker;
import java.awt.EventQueue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.swing.JProgressBar;
import org.junit.jupiter.api.Test;

class SwingProgressTest {
    private final SwingProgress progress = new SwingProgress();
    private final ProgressTracker tracker = new ProgressTracker("copying");

    private String state() throws Exception {
        String[] state = new String[1];
        EventQueue.invokeAndWait(() -> state[0] = progress.text() + " "
                + progress.model().getValue() + "/" + progress.model().getMaximum()
                + (progress.isIndeterminate() ? " indeterminate" : ""));
        return state[0];
    }

    @Test
    void theModelFollowsTheLoop() throws Exception {
        progress.show(tracker);
        assertThat(state()).isEqualTo(" 0/1");
        List<String> states = new ArrayList<>();

        for (int item :
                tracker.track(List.of(1, 2, 3), ProgressOptions.defaults().unit("files"))) {
            states.add(state());
            assertThat(item).isPositive();
        }
        states.add(state());

        assertThat(states)
                .containsExactly(" 0/1", "copying: 1/3 files 1/3", "copying: 2/3 files 2/3", "copying: 3/3 files 3/3");
    }

    @Test
    void listenersAreCalledOnTheEventDispatchThreadOnly() throws Exception {
        List<Boolean> dispatching = Collections.synchronizedList(new ArrayList<>());
        progress.model().addChangeListener(event -> dispatching.add(EventQueue.isDispatchThread()));
        progress.show(tracker);

        assertThat(tracker.trackStream(IntStream.range(0, 1_000).boxed().parallel())
                        .count())
                .isEqualTo(1_000);

        assertThat(state()).isEqualTo("copying: 1000/1000 1000/1000");
        assertThat(dispatching).isNotEmpty().containsOnly(true);
    }

    @Test
    void reportsThatTheEventDispatchThreadHasNotAppliedAreReplaced() throws Exception {
        AtomicInteger changes = new AtomicInteger();
        CountDownLatch released = new CountDownLatch(1);
        progress.model().addChangeListener(event -> changes.incrementAndGet());
        progress.show(tracker);
        EventQueue.invokeLater(() -> {
            try {
                released.await();
            } catch (InterruptedException impossible) {
                throw new AssertionError(impossible);
            }
        });

        ProgressCounter counter = tracker.counter(ProgressOptions.defaults().total(10_000));
        for (int i = 0; i < 10_000; i++) {
            counter.advance(); // Never waits for the event dispatch thread.
        }
        released.countDown();

        assertThat(state()).isEqualTo("copying: 10000/10000 10000/10000");
        assertThat(changes).hasValue(1);
    }

    @Test
    void innerLoopsDoNotMoveTheBar() throws Exception {
        EventPoint export = Events.define("export");
        progress.show(export);

        export.call(() -> {
            List<String> states = new ArrayList<>();
            for (int outer : Events.track(List.of(1, 2, 3), ProgressOptions.labeled("outer"))) {
                Iterator<Integer> inner = Events.track(List.of(outer, 5)).iterator();
                inner.next();
                inner.next();
                states.add(state());
                assertThat(inner.hasNext()).isFalse();
            }
            assertThat(states).containsExactly("export: 1/2 1/2", "outer: 1/3 1/3", "outer: 2/3 2/3");
            Events.track(List.of(1, 2), ProgressOptions.labeled("next")).forEach(item -> {});
            assertThat(state()).isEqualTo("next: 2/2 2/2");
            Events.progress(1, 5, null);
            return null;
        });
        assertThat(state()).isEqualTo("export: 1/5 1/5");
        export.call(() -> {
            Events.track(List.of(1)).forEach(item -> {});
            return null;
        });

        assertThat(state()).isEqualTo("export: 1/1 1/1");
    }

    @Test
    void theRangeIsEmptyWhileTheLengthIsUnknown() throws Exception {
        progress.show(tracker);

        ProgressCounter counter = tracker.counter(ProgressOptions.defaults());
        counter.advance();
        assertThat(state()).isEqualTo("copying: 1 0/1 indeterminate");
        counter.close();

        assertThat(state()).isEqualTo("copying: 1 1/1");
    }

    @Test
    void largeNumbersAreScaled() throws Exception {
        progress.show(tracker);

        tracker.progress(1L << 40, 1L << 41, null);

        assertThat(state()).endsWith(" " + Integer.MAX_VALUE / 2 + "/" + Integer.MAX_VALUE);
    }

    @Test
    void anEmptyLoopIsComplete() throws Exception {
        progress.show(tracker);

        tracker.track(List.of()).forEach(item -> {});

        assertThat(state()).isEqualTo("copying: 0/0 1/1");
    }

    @Test
    void barsHaveTheModelTheTextAndTheMode() throws Exception {
        progress.show(tracker);
        JProgressBar[] bar = new JProgressBar[1];
        EventQueue.invokeAndWait(() -> bar[0] = progress.attachTo(new JProgressBar()));

        ProgressCounter counter = tracker.counter(ProgressOptions.defaults());
        counter.advance();
        EventQueue.invokeAndWait(() -> {
            assertThat(bar[0].isIndeterminate()).isTrue();
            assertThat(bar[0].getString()).isEqualTo("copying: 1");
        });
        counter.total(4);
        counter.advance();
        EventQueue.invokeAndWait(() -> {
            assertThat(bar[0].isIndeterminate()).isFalse();
            assertThat(bar[0].getPercentComplete()).isEqualTo(0.5);
            assertThat(bar[0].getString()).isEqualTo("copying: 2/4");
        });
        progress.close();
        counter.advance();
        EventQueue.invokeAndWait(() -> assertThat(bar[0].getValue()).isEqualTo(2));
    }
}
