package dev.observatory.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.Garbage;
import dev.observatory.runtime.Demand;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hooks retain nothing that is no longer connected or needed. The hook itself stays reachable in each of these tests. */
class LeakTest {
    private final EventHook<Object> hook = new EventHook<>("long-lived");
    private final ScheduledExecutorService timer = new ScheduledThreadPoolExecutor(1);
    private final List<Subscription> kept = new ArrayList<>();

    @AfterEach
    void stopTheTimer() {
        timer.shutdownNow();
    }

    /** A distinct instance per call, unlike a lambda that captures nothing. */
    private static final class Listener implements Consumer<Object> {
        private int received;

        @Override
        public void accept(Object value) {
            received++;
        }
    }

    /** A separate method, so that no slot of the test's stack frame retains the listener. */
    private Garbage.Watch closed(Function<Listener, Subscription> connect) {
        Listener listener = new Listener();
        Subscription subscription = connect.apply(listener);
        hook.emit("something");
        subscription.close();
        kept.add(subscription);
        return Garbage.watch(listener);
    }

    @Nested
    class AnObserverIsCollectable {

        @Test
        void afterItsSubscriptionWasClosedEvenIfThatIsRetained() {
            closed(hook::connect).await();

            assertThat(kept).noneMatch(Subscription::isOpen);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 15, 16, 17, 100})
        void evenIfManyOthersRemainConnected(int others) {
            for (int i = 0; i < others; i++) {
                hook.connect(new Listener());
            }

            closed(hook::connect).await();

            assertThat(hook.observers()).hasSize(others);
        }

        @Test
        void afterItWasDisconnected() {
            Garbage.Watch listener = closed(observer -> {
                Subscription subscription = hook.connect(observer);
                hook.disconnect(observer);
                return subscription;
            });

            listener.await();
        }

        @Test
        void afterAllWereDisconnected() {
            Garbage.Watch listener = closed(observer -> {
                Subscription subscription = hook.connect(observer);
                hook.disconnectAll();
                return subscription;
            });

            listener.await();
        }

        @Test
        void withAnyOptions() {
            hook.connect(new Listener());
            List<Garbage.Watch> listeners = List.of(
                    closed(hook.with().priority(1)::connect),
                    closed(hook.with().named("named").withStatistics()::connect),
                    closed(hook.with().filter(value -> true)::connect),
                    closed(hook.with().weak(this)::connect),
                    closed(hook.with().on(Runnable::run)::connect),
                    closed(hook.with().throttle(Duration.ofHours(1))::connect),
                    closed(hook.with().debounce(Duration.ofHours(1), timer)::connect),
                    closed(hook.with().debounce(Duration.ofHours(1), timer).on(Runnable::run)::connect));

            listeners.forEach(Garbage.Watch::await);
        }

        @Test
        void afterItsOnlyEmissionWithOnce() {
            Garbage.Watch listener = closed(observer -> {
                Subscription subscription = hook.with().once().connect(observer);
                hook.emit("the one");
                assertThat(observer.received).isOne();
                return subscription;
            });

            listener.await();
        }

        @Test
        void evenIfAnExecutorHasNotRunItsTasksYet() {
            Deque<Runnable> tasks = new ArrayDeque<>();

            closed(hook.with().on(tasks::add)::connect).await();

            assertThat(tasks).hasSize(1);
        }

        @Test
        void togetherWithTheObjectsInItsOptions() {
            Garbage.Watch[] filter = new Garbage.Watch[1];
            for (int i = 0; i < 100; i++) {
                hook.connect(new Listener());
            }
            closed(observer -> {
                Object wanted = new Object();
                filter[0] = Garbage.watch(wanted);
                return hook.with().filter(value -> value == wanted).connect(observer);
            });

            filter[0].await();
        }

        @Test
        void afterItsOwnerWasCollectedAndTheHookHasEmitted() {
            Garbage.Watch[] watched = new Garbage.Watch[2];
            connectWeakly(watched);

            watched[0].await();
            hook.emit("after the owner");

            watched[1].await();
            assertThat(hook.isObserved()).isFalse();
        }

        private void connectWeakly(Garbage.Watch[] watched) {
            Object owner = new Object();
            Listener listener = new Listener();
            hook.with().weak(owner).connect(listener);
            watched[0] = Garbage.watch(owner);
            watched[1] = Garbage.watch(listener);
        }

        @Test
        void evenIfTheGroupOfItsSubscriptionStaysOpen() {
            SubscriptionGroup group = new SubscriptionGroup();
            Garbage.Watch subscription = null;
            for (int i = 0; i < 1_000; i++) {
                subscription = closedInGroup(group);
            }
            for (int i = 0; i < 1_000; i++) {
                group.add(hook.connect(new Listener()));
            }

            subscription.await();

            assertThat(group.isOpen()).isTrue();
            group.close();
            assertThat(hook.isObserved()).isFalse();
        }

        private Garbage.Watch closedInGroup(SubscriptionGroup group) {
            Subscription subscription = group.add(hook.connect(new Listener()));
            subscription.close();
            return Garbage.watch(subscription);
        }
    }

    @Nested
    class AHookIsCollectable {

        @Test
        void withItsTargetWhileItsParentIsReachable() {
            Garbage.Watch[] watched = new Garbage.Watch[2];
            bind(watched);

            watched[0].await();
            watched[1].await();
            hook.emit("still here");
        }

        private void bind(Garbage.Watch[] watched) {
            Object[] owner = new Object[1];
            EventHook<Object> bound = hook.bind(owner);
            owner[0] = bound;
            bound.connect(value -> assertThat(owner).isNotNull());
            bound.emit("something");
            watched[0] = Garbage.watch(owner);
            watched[1] = Garbage.watch(bound);
        }

        @Test
        void evenIfItIsPausedAndKeepsEmissions() {
            pausedForEver().await();
        }

        private Garbage.Watch pausedForEver() {
            EventHook<Object> paused = hook.bind(this);
            paused.pause(PauseMode.BUFFER);
            paused.emit("kept");
            return Garbage.watch(paused);
        }
    }

    @Nested
    class APayloadIsCollectable {

        private Garbage.Watch emitted() {
            Object payload = new Object();
            hook.emit(payload);
            return Garbage.watch(payload);
        }

        @Test
        void afterTheEmission() {
            hook.connect(new Listener());
            hook.with().once().connect(new Listener());
            hook.with().filter(value -> true).throttle(Duration.ofHours(1)).connect(new Listener());

            emitted().await();
        }

        @ParameterizedTest
        @ValueSource(strings = {"QUEUED", "LATEST"})
        void evenIfNestedEmissionsWait(String mode) {
            EventHook<Object> nesting =
                    new EventHook<>(HookOptions.named("nesting").reentrancy(Reentrancy.valueOf(mode)));
            nesting.connect(value -> {
                if (value.equals("outer")) {
                    nesting.emit("inner");
                }
            });
            nesting.emit("outer");
            Garbage.Watch payload = emittedBy(nesting);

            payload.await();
        }

        private Garbage.Watch emittedBy(EventHook<Object> emitter) {
            Object payload = new Object();
            emitter.emit(payload);
            return Garbage.watch(payload);
        }

        @ParameterizedTest
        @ValueSource(strings = {"DROP", "LATEST", "BUFFER"})
        void afterThePause(String mode) {
            Garbage.Watch payload;
            hook.connect(new Listener());
            Pause pause = hook.paused(PauseMode.valueOf(mode));
            payload = emitted();
            pause.close();

            payload.await();
            assertThat(hook.isPaused()).isFalse();
        }

        @Test
        void afterALaterOneReplacedItInAPause() {
            try (Pause pause = hook.paused(PauseMode.LATEST)) {
                Garbage.Watch payload = emitted();
                hook.emit("later");

                payload.await();
                assertThat(hook.isPaused()).isTrue();
            }
        }

        @Test
        void afterALaterOneInADebounceEvenIfTheTimerRetainsCancelledTasks() {
            hook.with().debounce(Duration.ofHours(1), timer).connect(new Listener());
            Garbage.Watch payload = emitted();

            hook.emit("later");

            payload.await();
        }

        @Test
        void afterADebouncingSubscriptionWasClosed() {
            Subscription subscription =
                    hook.with().debounce(Duration.ofHours(1), timer).connect(new Listener());
            Garbage.Watch payload = emitted();

            subscription.close();

            payload.await();
        }

        @Test
        void afterAnObserverFailedAndItsExceptionWasReleased() {
            failed().await();
        }

        private Garbage.Watch failed() {
            EventHook<Object> isolating =
                    new EventHook<>(HookOptions.named("isolating").errors(ErrorPolicy.ISOLATE));
            IllegalStateException failure = new IllegalStateException("expected");
            isolating.connect(value -> {
                throw failure;
            });
            isolating.emit("something");
            return Garbage.watch(failure);
        }
    }

    @Nested
    class ListenersAreNotRetained {

        @Test
        void byDemand() {
            Demand demand = new Demand(hook::isObserved);
            Garbage.Watch listener = withListener(demand);

            listener.await();
            demand.notifyListeners();
        }

        private Garbage.Watch withListener(Demand demand) {
            List<Boolean> notifications = new ArrayList<>();
            Consumer<Boolean> listener = notifications::add;
            demand.addListener(listener);
            return Garbage.watch(listener);
        }

        @Test
        void byAnExecutorThatHasRunItsTasks() throws Exception {
            var executor = Executors.newSingleThreadExecutor();
            try {
                Garbage.Watch listener = closed(hook.with().on(executor)::connect);
                executor.submit(() -> {}).get();

                listener.await();
            } finally {
                executor.shutdownNow();
            }
        }
    }
}
