package dev.observatory;

import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs tasks concurrently, each on its own thread, and fails if one throws or if they deadlock. */
public final class Together {
    private static final long BOUND_SECONDS = 60;

    private Together() {}

    /** A task that may throw any exception. */
    @FunctionalInterface
    public interface Task {
        void run() throws Exception;
    }

    public static void run(Task... tasks) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<FutureTask<Void>> running = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (Task task : tasks) {
            FutureTask<Void> future = new FutureTask<>(() -> {
                start.await();
                task.run();
                return null;
            });
            Thread thread = new Thread(future, "together-" + running.size());
            thread.setDaemon(true);
            thread.start();
            running.add(future);
            threads.add(thread);
        }
        start.countDown();
        for (int i = 0; i < tasks.length; i++) {
            await(running.get(i), threads.get(i));
        }
    }

    private static void await(FutureTask<Void> task, Thread thread) throws Exception {
        try {
            task.get(BOUND_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException stuck) {
            fail(
                    "%s is stuck after %d seconds at %s",
                    thread.getName(), BOUND_SECONDS, List.of(thread.getStackTrace()));
        } catch (ExecutionException failed) {
            throw new AssertionError(thread.getName() + " failed", failed.getCause());
        }
    }
}
