package dev.observatory.agent.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LibraryObserverTest {
    private static final int ROUNDS = 2_000;

    /** Stands for the bridge of a library instance: nothing calls it here. */
    private static final LibraryInstance LIBRARY = new LibraryInstance(LibraryObserverTest.class);

    private static final LibraryInstance OTHER = new LibraryInstance(CountDownLatch.class);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final Connection connection = new Connection();

    /** Held by this test, as a library instance holds what is connected to it. */
    private final class Connection implements AutoCloseable {
        @Override
        public void close() {
            open.decrementAndGet();
        }
    }

    private void connect(LibraryInstance library, Consumer<AutoCloseable> connections) {
        made.incrementAndGet();
        open.incrementAndGet();
        connections.accept(connection);
    }

    private static void find(LibraryInstances libraries, LibraryInstance library) {
        if (libraries.add(library)) {
            libraries.notifyListeners(library);
        }
    }

    private void race(Runnable one, Runnable other) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        Future<?> concurrent = threads.submit(() -> {
            start.await();
            one.run();
            return null;
        });
        start.await();
        other.run();
        concurrent.get(30, TimeUnit.SECONDS);
    }

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void anInstanceThatIsFoundWhileTheObserverConnectsIsConnectedExactlyOnce() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            made.set(0);
            LibraryInstances libraries = new LibraryInstances();
            LibraryObserver observer = new LibraryObserver(libraries, this::connect);

            race(observer::connect, () -> find(libraries, LIBRARY));

            assertThat(made).as("round %d", round).hasValue(1);
            observer.disconnect();
            assertThat(open).as("round %d", round).hasValue(0);
        }
    }

    @Test
    void anInstanceThatTwoThreadsFindIsConnectedExactlyOnce() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            made.set(0);
            LibraryInstances libraries = new LibraryInstances();
            LibraryObserver observer = new LibraryObserver(libraries, this::connect);
            observer.connect();

            race(() -> find(libraries, LIBRARY), () -> find(libraries, LIBRARY));

            assertThat(made).as("round %d", round).hasValue(1);
            observer.disconnect();
            assertThat(open).as("round %d", round).hasValue(0);
        }
    }

    @Test
    void anInstanceThatIsFoundWhileTheObserverDisconnectsIsNotLeftConnected() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            LibraryInstances libraries = new LibraryInstances();
            LibraryObserver observer = new LibraryObserver(libraries, this::connect);
            observer.connect();

            race(observer::disconnect, () -> find(libraries, LIBRARY));

            assertThat(open).as("round %d", round).hasValue(0);
        }
    }

    @Test
    void aConnectionIsClosedEvenIfTheNextOneCouldNotBeMade() {
        LibraryInstances libraries = new LibraryInstances();
        LibraryObserver observer = new LibraryObserver(libraries, (library, connections) -> {
            connect(library, connections);
            throw new IllegalStateException("no such method");
        });
        libraries.add(LIBRARY);

        observer.connect();
        observer.disconnect();

        assertThat(made).hasValue(1);
        assertThat(open).hasValue(0);
    }

    @Test
    void noThreadWaitsForAnotherThatConnects() throws Exception {
        LibraryInstances libraries = new LibraryInstances();
        CountDownLatch isConnecting = new CountDownLatch(1);
        CountDownLatch mayFinish = new CountDownLatch(1);
        LibraryObserver observer = new LibraryObserver(libraries, (library, connections) -> {
            if (library.equals(LIBRARY)) {
                isConnecting.countDown();
                awaitUninterrupted(mayFinish);
            }
            connect(library, connections);
        });
        libraries.add(LIBRARY);

        Future<?> connecting = threads.submit(observer::connect);
        assertThat(isConnecting.await(30, TimeUnit.SECONDS)).isTrue();
        threads.submit(() -> find(libraries, OTHER)).get(30, TimeUnit.SECONDS);
        assertThat(made).hasValue(1);
        threads.submit(observer::disconnect).get(30, TimeUnit.SECONDS);
        assertThat(observer.isConnected()).isFalse();

        mayFinish.countDown();
        connecting.get(30, TimeUnit.SECONDS);
        assertThat(made).hasValue(2);
        assertThat(open).hasValue(0);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
