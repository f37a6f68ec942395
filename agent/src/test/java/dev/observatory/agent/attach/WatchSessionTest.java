package dev.observatory.agent.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.agent.library.AssignmentView;
import dev.observatory.agent.library.LibraryInstance;
import dev.observatory.agent.library.LibraryInstances;
import dev.observatory.agent.library.WarmUpFacts;
import dev.observatory.agent.match.MemberSelection;
import dev.observatory.runtime.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WatchSessionTest {
    private static final WatchScope EVERYTHING = WatchScope.of(MemberSelection.NONE, true, "");

    private final LibraryInstances libraries = new LibraryInstances();
    private final List<WatchSession> closed = new ArrayList<>();

    /** The bridge of a library whose connecting takes until another class has been loaded: as if that thread held the loader's lock. */
    public static final class SlowBridge {
        static final CountDownLatch IS_CONNECTING = new CountDownLatch(1);
        static final CountDownLatch IS_LOADED = new CountDownLatch(1);

        private SlowBridge() {}

        public static AutoCloseable observeChosen(
                BiPredicate<Class<?>, String> chosen, int required, Consumer<?> observer) throws InterruptedException {
            IS_CONNECTING.countDown();
            IS_LOADED.await();
            return () -> {};
        }
    }

    /** The bridge of a library that is found meanwhile. */
    public static final class QuickBridge {
        private QuickBridge() {}

        public static AutoCloseable observeChosen(
                BiPredicate<Class<?>, String> chosen, int required, Consumer<?> observer) {
            return () -> {};
        }
    }

    /** The bridge of a library that emits one sample call at a time, and holds what is connected to it. */
    public static final class EmittingBridge {
        private static @Nullable AutoCloseable connection;
        private static @Nullable Consumer<Function<String, @Nullable Object>> connected;

        private EmittingBridge() {}

        public static AutoCloseable observeChosen(
                BiPredicate<Class<?>, String> chosen,
                int required,
                Consumer<Function<String, @Nullable Object>> observer) {
            connected = observer;
            connection = () -> connected = null;
            return connection;
        }

        static void emit() {
            if (connected != null) {
                connected.accept(new WarmUpFacts());
            }
        }
    }

    /** The bridge of a library that is older than the agent: it has no assignments to observe. */
    public static final class IncompleteBridge {
        private static final AtomicInteger OPEN = new AtomicInteger();
        private static final AutoCloseable CONNECTION = OPEN::decrementAndGet;

        private IncompleteBridge() {}

        public static AutoCloseable observeChosen(
                BiPredicate<Class<?>, String> chosen, int required, Consumer<?> observer) {
            OPEN.incrementAndGet();
            return CONNECTION;
        }
    }

    private static final class Recorder implements WatchSession.Observer {
        private final List<String> calls = new ArrayList<>();

        @Override
        public AutoCloseable observeCalls(LibraryInstance library, BiPredicate<Class<?>, String> chosen) {
            return library.observeChosen(chosen, Requirement.TIMES, call -> calls.add(call.name()));
        }

        @Override
        public void assigned(AssignmentView assignment) {
            calls.add(assignment.label());
        }
    }

    @Test
    void whatIsConnectedToALibraryOfAnotherVersionIsDisconnected() {
        MemberSelection methodsAndFields = WatchPatterns.selection(List.of("com.acme.Till"), List.of("com.acme.Till"));
        WatchSession watch =
                new WatchSession(libraries, WatchScope.of(methodsAndFields, true, ""), new Recorder(), closed::add);
        libraries.add(new LibraryInstance(IncompleteBridge.class));

        watch.connect();
        assertThat(IncompleteBridge.OPEN).hasValue(1);
        watch.disconnect();

        assertThat(IncompleteBridge.OPEN).hasValue(0);
    }

    @Test
    void aThreadThatFindsALibraryWhileTheWatchConnectsDoesNotWait() throws Exception {
        WatchSession watch = new WatchSession(libraries, EVERYTHING, new Recorder(), closed::add);
        LibraryInstance slow = new LibraryInstance(SlowBridge.class);
        LibraryInstance found = new LibraryInstance(QuickBridge.class);
        libraries.add(slow);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            Future<?> connecting = threads.submit(watch::connect);
            assertThat(SlowBridge.IS_CONNECTING.await(30, TimeUnit.SECONDS)).isTrue();
            Future<?> loading = threads.submit(() -> {
                libraries.add(found);
                libraries.notifyListeners(found);
                SlowBridge.IS_LOADED.countDown();
            });

            loading.get(30, TimeUnit.SECONDS);
            connecting.get(30, TimeUnit.SECONDS);
        } finally {
            threads.shutdownNow();
        }
        watch.disconnect();
    }

    @Test
    void callsAreObservedUntilTheWatchIsDisconnected() {
        Recorder recorder = new Recorder();
        WatchSession watch = new WatchSession(libraries, EVERYTHING, recorder, closed::add);
        libraries.add(new LibraryInstance(EmittingBridge.class));

        watch.connect();
        EmittingBridge.emit();
        watch.disconnect();
        EmittingBridge.emit();

        assertThat(recorder.calls).containsExactly("sample");
    }

    @Test
    void closingIsLeftToTheSession() {
        WatchSession watch = new WatchSession(libraries, EVERYTHING, new Recorder(), closed::add);

        watch.close();

        assertThat(closed).containsExactly(watch);
    }
}
