package dev.observatory.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.Together;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.junit.jupiter.api.Test;

/** Waits that cannot end are refused; others are not. */
class WaitGraphTest {

    @Test
    void aThreadMayWaitForWhatNobodyHolds() {
        assertThat(WaitGraph.begin(() -> null)).isTrue();
        WaitGraph.end();
    }

    @Test
    void aThreadMustNotWaitForWhatItHolds() {
        Thread current = Thread.currentThread();

        assertThat(WaitGraph.begin(() -> current)).isFalse();
    }

    @Test
    void aThreadMayWaitForOneThatWaitsForSomethingElse() throws Exception {
        CountDownLatch registered = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Thread other = new Thread(() -> {
            WaitGraph.begin(() -> null);
            registered.countDown();
            awaitUninterruptibly(over);
            WaitGraph.end();
        });
        other.start();
        registered.await();

        assertThat(WaitGraph.begin(() -> other)).isTrue();

        WaitGraph.end();
        over.countDown();
        other.join();
    }

    @Test
    void exactlyOneThreadOfACycleIsRefused() throws Exception {
        for (int size = 2; size < 6; size++) {
            AtomicReferenceArray<Thread> holders = new AtomicReferenceArray<>(size);
            AtomicInteger refused = new AtomicInteger();
            CyclicBarrier together = new CyclicBarrier(size);
            Together.Task[] tasks = new Together.Task[size];
            for (int i = 0; i < size; i++) {
                int own = i;
                int wanted = (i + 1) % size;
                tasks[i] = () -> {
                    holders.set(own, Thread.currentThread());
                    together.await();
                    boolean waits = WaitGraph.begin(() -> holders.get(wanted));
                    refused.addAndGet(waits ? 0 : 1);
                    together.await();
                    if (waits) {
                        WaitGraph.end();
                    }
                };
            }

            Together.run(tasks);

            assertThat(refused).as("cycle of %d", size).hasValue(1);
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
