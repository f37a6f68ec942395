package dev.observatory.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.hook.ErrorPolicy;
import dev.observatory.hook.EventHook;
import dev.observatory.hook.HookOptions;
import dev.observatory.hook.Subscription;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Observer methods that several threads register at once. */
class ConcurrentRegistrationTest {
    private static final AtomicInteger CALLS = new AtomicInteger();
    private static volatile Runnable onDemand = () -> {};

    static final class Hooks {
        static final EventHook<String> HOOK = new EventHook<>("hook");
        static final EventHook<String> WITH_DEMAND = new EventHook<>(
                HookOptions.named("with demand").errors(ErrorPolicy.ISOLATE).onDemand(() -> onDemand.run()));
    }

    static final class Observers {
        @Observes(type = Hooks.class, hook = "HOOK")
        static void received(String value) {
            CALLS.incrementAndGet();
        }
    }

    static final class OfDemand {
        @Observes(type = Hooks.class, hook = "WITH_DEMAND")
        static void received(String value) {
            CALLS.incrementAndGet();
        }
    }

    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    @AfterEach
    void stop() {
        threads.shutdownNow();
        onDemand = () -> {};
    }

    @Test
    void aMethodIsConnectedOnceHoweverManyThreadsRegisterIt() throws Exception {
        for (int round = 0; round < 500; round++) {
            CyclicBarrier start = new CyclicBarrier(2);
            Callable<Subscription> registration = () -> {
                start.await();
                Subscription made = Events.register(Observers.class);
                assertThat(made.isOpen()).isTrue();
                return made;
            };
            List<Future<Subscription>> made = threads.invokeAll(List.of(registration, registration));
            CALLS.set(0);

            Hooks.HOOK.emit("one");

            assertThat(CALLS).hasValue(1);
            for (Future<Subscription> each : made) {
                each.get().close();
            }
            assertThat(Hooks.HOOK.isObserved()).isFalse();
        }
    }

    @Test
    void aDemandListenerMayWaitForAnotherRegistration() throws Exception {
        CountDownLatch registered = new CountDownLatch(1);
        onDemand = () -> {
            threads.execute(() -> {
                Events.register(Observers.class).close();
                registered.countDown();
            });
            try {
                assertThat(registered.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        };

        Events.register(OfDemand.class).close();

        assertThat(registered.getCount()).isZero();
    }
}
