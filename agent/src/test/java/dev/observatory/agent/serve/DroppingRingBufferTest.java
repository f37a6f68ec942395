package dev.observatory.agent.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DroppingRingBufferTest {
    @Test
    void itemsAreTakenInTheOrderInWhichTheyWereAdded() {
        DroppingRingBuffer<Integer> ring = new DroppingRingBuffer<>(4, 4, item -> 1);

        assertThat(ring.put(1)).isZero();
        assertThat(ring.put(2)).isZero();

        assertThat(ring.poll()).isEqualTo(1);
        assertThat(ring.poll()).isEqualTo(2);
        assertThat(ring.poll()).isNull();
    }

    @Test
    void theOldestItemIsLostWhenTheQueueIsFull() {
        DroppingRingBuffer<Integer> ring = new DroppingRingBuffer<>(4, 4, item -> 1);
        int lost = 0;
        for (int i = 1; i <= 7; i++) {
            lost += ring.put(i);
        }

        assertThat(lost).isEqualTo(3);
        assertThat(List.of(ring.poll(), ring.poll(), ring.poll(), ring.poll())).containsExactly(4, 5, 6, 7);
        assertThat(ring.poll()).isNull();
    }

    @Test
    void everyLostItemIsCountedWhileManyThreadsAddAndOneTakes() throws InterruptedException {
        DroppingRingBuffer<Long> ring = new DroppingRingBuffer<>(64, 64, item -> 1);
        int threads = 3;
        int each = 100_000;
        AtomicLong lost = new AtomicLong();
        AtomicInteger running = new AtomicInteger(threads);
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> all = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            long base = (long) t * each;
            Thread thread = new Thread(() -> {
                awaitUnchecked(go);
                for (int i = 0; i < each; i++) {
                    lost.addAndGet(ring.put(base + i));
                }
                running.decrementAndGet();
            });
            thread.start();
            all.add(thread);
        }
        boolean[] seen = new boolean[threads * each];
        long taken = 0;
        go.countDown();
        while (true) {
            boolean isLast = running.get() == 0;
            Long item = ring.poll();
            if (item != null) {
                assertThat(seen[item.intValue()]).as("twice").isFalse();
                seen[item.intValue()] = true;
                taken++;
            } else if (isLast) {
                break;
            }
        }
        for (Thread thread : all) {
            thread.join();
        }

        assertThat(taken + lost.get()).isEqualTo((long) threads * each);
        assertThat(taken).isPositive();
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }
}
