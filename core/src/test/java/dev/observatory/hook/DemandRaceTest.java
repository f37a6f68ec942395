package dev.observatory.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What feeds a hook is ready when a connection has been made, whichever of several threads prepares it. */
class DemandRaceTest {
    private final AtomicInteger prepared = new AtomicInteger();
    private final CountDownLatch isPreparing = new CountDownLatch(1);
    private final CountDownLatch mayGoOn = new CountDownLatch(1);
    private final EventHook<String> hook =
            new EventHook<>(HookOptions.named("fed").onDemand(this::prepare));

    private void prepare() {
        if (Thread.currentThread().getName().equals("slow")) {
            isPreparing.countDown();
            try {
                assertThat(mayGoOn.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException end) {
                throw new AssertionError(end);
            }
        }
        prepared.incrementAndGet();
    }

    @Test
    @Timeout(60)
    void aSecondObserverDoesNotRelyOnAThreadThatIsStillPreparing() throws InterruptedException {
        Thread slow = new Thread(() -> hook.connect(text -> {}), "slow");
        slow.start();
        assertThat(isPreparing.await(30, TimeUnit.SECONDS)).isTrue();

        hook.connect(text -> {});
        assertThat(prepared).hasValue(1);

        mayGoOn.countDown();
        slow.join();
        assertThat(prepared).hasValue(2);
        hook.connect(text -> {});
        assertThat(prepared).as("no thread is preparing").hasValue(2);
    }
}
