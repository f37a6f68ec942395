package dev.observatory.agent.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DelayedTaskTest {
    private static final long NEVER_MILLIS = TimeUnit.HOURS.toMillis(1);

    @Test
    void requestsAreMergedUntilTheTaskRuns() throws InterruptedException {
        Semaphore runs = new Semaphore(0);
        DelayedTask task = new DelayedTask(200, runs::release);

        task.request();
        task.request();
        runs.acquire();
        task.request();
        runs.acquire();

        assertThat(runs.tryAcquire(400, TimeUnit.MILLISECONDS)).isFalse();
    }

    @Test
    void theTaskMayRequestItselfAgain() throws InterruptedException {
        CountDownLatch runs = new CountDownLatch(3);
        DelayedTask[] task = new DelayedTask[1];
        task[0] = new DelayedTask(1, () -> {
            runs.countDown();
            task[0].request();
        });

        task[0].request();

        runs.await();
        task[0].stop();
    }

    @Test
    void aStoppedTaskIsNotRunAnyMore() {
        AtomicInteger runs = new AtomicInteger();
        DelayedTask waiting = new DelayedTask(NEVER_MILLIS, runs::incrementAndGet);

        waiting.request();
        waiting.stop();
        waiting.request();
        waiting.run();

        assertThat(runs).hasValue(0);
    }
}
