package dev.observatory.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.observatory.Together;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Progress that the program counts itself, mostly on the threads of a pool. */
class ProgressCounterTest {
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final EventPoint export = Events.define("export");

    private void observe() {
        export.progressUpdated()
                .connect(progress -> heard.add(progress.status() + " " + progress.done() + "/" + progress.length()));
        export.exited().connect(data -> heard.add("exited"));
    }

    @Test
    void reportsWhatAPoolHasProcessed() throws Exception {
        observe();
        ExecutorService pool = Executors.newFixedThreadPool(4);

        export.call(() -> {
            try (ProgressCounter pages =
                    Events.counter(ProgressOptions.labeled("pages").total(100))) {
                List<CompletableFuture<?>> tasks = new ArrayList<>();
                for (int page = 1; page <= 100; page++) {
                    String name = "page " + page;
                    tasks.add(CompletableFuture.runAsync(() -> pages.finish(name), pool));
                }
                CompletableFuture.allOf(tasks.toArray(CompletableFuture<?>[]::new))
                        .join();
            }
            return null;
        });
        pool.shutdown();

        assertThat(pool.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        List<String> expected = new ArrayList<>();
        for (int page = 1; page <= 100; page++) {
            expected.add("PROGRESS_UPDATED " + page + "/100");
        }
        expected.add("COMPLETED 100/100");
        expected.add("exited");
        assertThat(heard).isEqualTo(expected);
    }

    @Test
    void hasTheItemAndTheThreadThatFinishedIt() throws Exception {
        List<ProgressData> reports = new ArrayList<>();
        export.progressUpdated().connect(reports::add);
        Thread[] worker = new Thread[1];

        export.call(() -> {
            ProgressCounter counter = Events.counter(ProgressOptions.defaults());
            worker[0] = new Thread(() -> counter.finish("item"));
            worker[0].start();
            worker[0].join();
            return null;
        });

        assertThat(reports.get(0).currentItem()).isEqualTo("item");
        assertThat(reports.get(0).thread()).isSameAs(worker[0]);
        assertThat(reports.get(0).length()).isEqualTo(-1);
    }

    @Test
    void isLeftEarlyIfItemsAreMissing() throws Exception {
        observe();

        export.call(() -> {
            try (ProgressCounter counter =
                    Events.counter(ProgressOptions.defaults().total(3))) {
                counter.advance();
            }
            Events.counter(ProgressOptions.defaults().total(3)).close();
            Events.counter(ProgressOptions.defaults()).close();
            return null;
        });

        assertThat(heard)
                .containsExactly("PROGRESS_UPDATED 1/3", "EXITED 1/3", "EXITED 0/3", "COMPLETED 0/-1", "exited");
    }

    @Test
    void endsWithTheCall() throws Exception {
        observe();
        List<ProgressCounter> counters = new ArrayList<>();

        export.call(() -> {
            counters.add(Events.counter(ProgressOptions.defaults().total(2)));
            return null;
        });
        counters.get(0).advance(2);
        counters.get(0).close();

        assertThat(heard).containsExactly("EXITED 0/2", "exited");
    }

    @Test
    void canGrow() throws Exception {
        observe();

        export.call(() -> {
            ProgressCounter counter = Events.counter(ProgressOptions.defaults().total(2));
            counter.advance(2);
            counter.total(8);
            counter.advance(2);
            counter.total(-1);
            counter.advance(0);
            counter.advance();
            counter.close();
            counter.advance();
            return null;
        });

        assertThat(heard)
                .containsExactly(
                        "PROGRESS_UPDATED 2/2",
                        "PROGRESS_UPDATED 4/8",
                        "PROGRESS_UPDATED 5/-1",
                        "COMPLETED 5/-1",
                        "exited");
    }

    @Test
    void stopsCountingAtTheLargestNumber() throws Exception {
        observe();

        export.call(() -> {
            ProgressCounter counter = Events.counter(ProgressOptions.defaults());
            counter.advance(Long.MAX_VALUE);
            counter.advance(Long.MAX_VALUE);
            counter.advance();
            return null;
        });

        assertThat(heard.subList(0, 3)).containsOnly("PROGRESS_UPDATED " + Long.MAX_VALUE + "/-1");
    }

    @Test
    void refusesNumbersThatMakeNoSense() {
        ProgressCounter counter = Events.counter(ProgressOptions.defaults());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> counter.advance(-1))
                .withMessage("items [-1] must not be negative; finished items cannot be taken back");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> counter.total(-2))
                .withMessage("total [-2] must not be less than -1; use -1 if it is unknown");
    }

    @Test
    void hasNoEffectOutsideAnyEvent() {
        ProgressCounter counter = Events.counter(ProgressOptions.defaults());

        counter.advance();
        counter.finish("item");
        counter.total(3);
        counter.close();

        assertThat(counter).isSameAs(Events.counter(ProgressOptions.labeled("other")));
    }

    @Test
    void ofATrackerNeedsNoEvent() {
        ProgressTracker tracker = new ProgressTracker("copying");
        tracker.updated().connect(progress -> heard.add(progress.status() + " " + progress.done()));

        ProgressCounter counter = tracker.counter(ProgressOptions.defaults());
        counter.advance();
        tracker.close();
        counter.advance();

        assertThat(heard).containsExactly("PROGRESS_UPDATED 1", "EXITED 1");
    }

    @Test
    void reportsFromTheMomentAnObserverConnects() throws Exception {
        export.completed().connect(data -> {});

        export.call(() -> {
            ProgressCounter counter = Events.counter(ProgressOptions.defaults().total(1));
            counter.total(3);
            counter.advance();
            observe();
            counter.advance();
            return null;
        });

        assertThat(heard).containsExactly("PROGRESS_UPDATED 2/3", "EXITED 2/3", "exited");
    }

    @Test
    void anObserverThatAdvancesItDoesNotCauseItsOwnNextCall() throws Exception {
        ProgressCounter[] counter = new ProgressCounter[1];
        export.progressUpdated().connect(progress -> {
            heard.add("progress " + progress.done());
            counter[0].advance();
        });

        export.call(() -> {
            counter[0] = Events.counter(ProgressOptions.defaults());
            counter[0].advance();
            counter[0].advance();
            return null;
        });

        assertThat(heard).containsExactly("progress 1", "progress 3", "progress 4");
    }

    @Test
    void aThreadThatIsBeingReportedEmitsTheReportsOfOthersInOrder() throws Exception {
        CountDownLatch reporting = new CountDownLatch(1);
        CountDownLatch advanced = new CountDownLatch(1);
        List<Thread> observed = Collections.synchronizedList(new ArrayList<>());
        ProgressTracker tracker = new ProgressTracker();
        tracker.updated().connect(progress -> {
            observed.add(Thread.currentThread());
            reporting.countDown();
            try {
                advanced.await();
            } catch (InterruptedException impossible) {
                throw new AssertionError(impossible);
            }
            heard.add(progress.status() + " " + progress.done() + " " + progress.currentItem());
        });
        ProgressCounter counter = tracker.counter(ProgressOptions.defaults());

        Together.run(() -> counter.finish("a"), () -> {
            reporting.await();
            counter.finish("b"); // Returns although the observer waits.
            counter.finish("c");
            counter.close();
            advanced.countDown();
        });

        assertThat(heard)
                .containsExactly(
                        "PROGRESS_UPDATED 1 a", "PROGRESS_UPDATED 2 b", "PROGRESS_UPDATED 3 c", "COMPLETED 3 c");
        assertThat(observed).hasSize(4).containsOnly(observed.get(0));
    }

    @Test
    void reportsOfAnObserverThatIsTooSlowAreCombined() throws Exception {
        CountDownLatch reporting = new CountDownLatch(1);
        CountDownLatch advanced = new CountDownLatch(1);
        List<Long> done = Collections.synchronizedList(new ArrayList<>());
        ProgressTracker tracker = new ProgressTracker();
        tracker.updated().connect(progress -> {
            done.add(progress.done());
            reporting.countDown();
            try {
                advanced.await();
            } catch (InterruptedException impossible) {
                throw new AssertionError(impossible);
            }
        });
        ProgressCounter counter = tracker.counter(ProgressOptions.defaults());

        Together.run(counter::advance, () -> {
            reporting.await();
            for (int i = 0; i < 100_000; i++) {
                counter.advance();
            }
            advanced.countDown();
        });

        assertThat(done).hasSizeLessThan(1_000).isSorted().doesNotHaveDuplicates();
        assertThat(done).last().isEqualTo(100_001L);
    }
}
