package dev.observatory.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Calls and loops that several threads reach: the order of their emissions, and what the observed program notices. */
class ProgressOnThreadsTest {
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final EventPoint export = Events.define("export");

    @FunctionalInterface
    private interface Task {
        void run() throws Exception;
    }

    private static Thread start(Task task, AtomicReference<Throwable> failure) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (Throwable thrown) {
                failure.compareAndSet(null, thrown);
            }
        });
        thread.start();
        return thread;
    }

    private static void runTogether(int threads, Task task) throws Exception {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        CyclicBarrier barrier = new CyclicBarrier(threads);
        List<Thread> started = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            started.add(start(
                    () -> {
                        barrier.await();
                        task.run();
                    },
                    failure));
        }
        for (Thread thread : started) {
            thread.join();
        }
        assertThat(failure.get()).isNull();
    }

    @Test
    void loopsOfOneCallCanRunOnManyThreads() throws Exception {
        export.completed().connect(data -> heard.add("completed"));

        export.call(() -> {
            Iterable<Integer> pages = Events.track(List.of(1, 2));
            runTogether(4, () -> {
                for (int round = 0; round < 20_000; round++) {
                    for (int page : pages) {
                        assertThat(page).isPositive();
                    }
                }
            });
            return null;
        });

        assertThat(heard).containsExactly("completed");
    }

    @Test
    void everyLoopOnEveryThreadReportsAllItsItems() throws Exception {
        export.progressUpdated().connect(progress -> heard.add(progress.status() + " " + progress.done()));

        export.call(() -> {
            Iterable<String> pages = Events.track(List.of("a", "b"));
            runTogether(4, () -> pages.forEach(page -> {}));
            return null;
        });

        assertThat(Collections.frequency(heard, "PROGRESS_UPDATED 1")).isEqualTo(4);
        assertThat(Collections.frequency(heard, "PROGRESS_UPDATED 2")).isEqualTo(4);
        assertThat(Collections.frequency(heard, "COMPLETED 2")).isEqualTo(4);
        assertThat(heard).hasSize(12);
    }

    @Test
    void threadsCanTagACallWhileItEmits() throws Exception {
        export.exited().connect(data -> heard.add("tags " + data.tags().size()));

        export.call(() -> {
            EventCall call = Events.current().orElseThrow();
            runTogether(4, () -> {
                for (int i = 0; i < 5_000; i++) {
                    call.tag(Thread.currentThread().getName() + i % 10, i);
                    assertThat(call.tags()).isNotEmpty();
                }
            });
            return null;
        });

        assertThat(heard).containsExactly("tags 40");
    }

    @Test
    void itemsThatOutliveTheCallAreNotReported() throws Exception {
        export.progressUpdated().connect(progress -> heard.add("progress " + progress.status()));
        export.exited().connect(data -> heard.add("exited"));

        Iterable<String> lazy = export.call(() -> Events.track(List.of("a", "b")));
        List<String> seen = new ArrayList<>();
        lazy.forEach(seen::add);

        assertThat(seen).containsExactly("a", "b");
        assertThat(heard).containsExactly("exited");
    }

    @Test
    void aLoopThatIsOpenAtTheEndIsReportedBeforeTheEndAndNotAfterwards() throws Exception {
        export.progressUpdated()
                .connect(progress -> heard.add("progress " + progress.status() + " " + progress.done()));
        export.exited().connect(data -> heard.add("exited"));

        Iterator<String> lazy = export.call(() -> {
            Iterator<String> items = Events.track(List.of("a", "b")).iterator();
            items.next();
            return items;
        });
        lazy.next();
        assertThat(lazy.hasNext()).isFalse();

        assertThat(heard).containsExactly("progress EXITED 0", "exited");
    }

    @Test
    void aCallEndsAfterTheReportThatAnotherThreadIsEmitting() throws Exception {
        CountDownLatch reporting = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        export.progressUpdated().connect(progress -> {
            reporting.countDown();
            awaitQuietly(ended);
            heard.add("progress " + progress.status());
        });
        export.completed().connect(data -> heard.add("completed " + data.result()));
        export.exited().connect(data -> heard.add("exited"));
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Thread> workers = new ArrayList<>();

        export.call(() -> {
            Iterator<String> items = Events.track(List.of("a", "b", "c")).iterator();
            workers.add(start(() -> items.forEachRemaining(item -> {}), failure));
            reporting.await();
            return "rows";
        });
        assertThat(heard).isEmpty();
        ended.countDown();
        workers.get(0).join();

        assertThat(failure.get()).isNull();
        assertThat(heard).containsExactly("progress PROGRESS_UPDATED", "progress EXITED", "completed rows", "exited");
        assertThat(Events.current()).isEmpty();
    }

    @Test
    void anObserverOfProgressThatEndsTheCallEndsItAfterTheReport() {
        List<EventCall> started = new ArrayList<>();
        export.aboutToRun().connect(data -> heard.add("about to run"));
        export.progressUpdated().connect(progress -> started.get(0).complete("done"));
        export.progressUpdated().connect(progress -> heard.add("progress"));
        export.exited().connect(data -> heard.add("exited"));

        started.add(export.begin(null));
        Events.progress(1, 2, null);
        Events.progress(2, 2, null);

        assertThat(heard).containsExactly("about to run", "progress", "exited");
        assertThat(Events.current()).isEmpty();
    }

    @Test
    void nothingIsReportedAfterTheEndWhateverTheThreadsDo() throws Exception {
        List<String> wrong = Collections.synchronizedList(new ArrayList<>());
        AtomicReference<EventData> exited = new AtomicReference<>();
        export.progressUpdated().connect(progress -> {
            if (exited.get() != null) {
                wrong.add(progress.toString());
            }
        });
        export.exited().connect(exited::set);
        AtomicReference<Throwable> failure = new AtomicReference<>();

        for (int round = 0; round < 300; round++) {
            exited.set(null);
            CompletableFuture<String> result = new CompletableFuture<>();
            AtomicReference<Iterable<Integer>> items = new AtomicReference<>();
            export.call(() -> {
                items.set(Events.track(Collections.nCopies(50, 1)));
                return result;
            });
            Thread worker = start(() -> items.get().forEach(item -> {}), failure);
            result.complete("done");
            worker.join();
            assertThat(exited.get()).isNotNull();
        }

        assertThat(failure.get()).isNull();
        assertThat(wrong).isEmpty();
    }

    @Test
    void anObserverOnAnotherThreadDoesNotObserveItself() throws Exception {
        export.progressUpdated().connect(progress -> {
            heard.add("progress");
            Events.tag("by", "observer");
            runQuietly(() -> export.call(() -> {
                Events.track(List.of(1)).forEach(item -> {});
                return null;
            }));
        });
        export.exited().connect(data -> heard.add("exited " + data.tags()));

        export.call(() -> {
            Iterable<Integer> items = Events.track(List.of(1));
            runTogether(1, () -> items.forEach(item -> {}));
            return null;
        });

        assertThat(heard).containsExactly("progress", "progress", "exited {by=observer}");
    }

    @Test
    void aTrackerClosedByAnotherThreadReportsTheEndOfALoopLast() throws Exception {
        ProgressTracker tracker = new ProgressTracker();
        CountDownLatch reporting = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        tracker.updated().connect(progress -> {
            reporting.countDown();
            awaitQuietly(closed);
            heard.add(progress.status() + " " + progress.done());
        });

        Thread worker = start(() -> tracker.track(List.of("a", "b", "c")).forEach(item -> {}), failure);
        reporting.await();
        tracker.close();
        closed.countDown();
        worker.join();

        assertThat(failure.get()).isNull();
        assertThat(heard).containsExactly("PROGRESS_UPDATED 1", "EXITED 1");
    }

    @Test
    void itemsKeepNoCallReachableAfterItsEnd() throws Exception {
        try (Subscription all = Events.anyProgress().connect(progress -> {})) {
            CallProgress[] progress = new CallProgress[1];
            export.call(() -> {
                progress[0] = Events.current().orElseThrow().progress();
                return null;
            });

            assertThat(all.isOpen()).isTrue();
            assertThat(progress[0]).hasFieldOrPropertyWithValue("call", null);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        runQuietly(latch::await);
    }

    private static void runQuietly(Task task) {
        try {
            task.run();
        } catch (Exception impossible) {
            throw new AssertionError(impossible);
        }
    }
}
