package dev.observatory.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.Garbage;
import dev.observatory.hook.Subscription;
import dev.observatory.runtime.StageListeners;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stages and publishers of the program whose own methods do not do what they should, and what is attached to them. */
class ForeignResultsTest {
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final EventPoint load = Events.define("load");

    @BeforeEach
    void listen() {
        load.completed().connect(data -> heard.add("completed " + textOf(data.result())));
        load.crashed().connect(data -> heard.add("crashed " + textOf(data.exception())));
        load.exited().connect(data -> {
            heard.add("exited");
            ended.countDown();
        });
    }

    private static String textOf(Throwable exception) {
        return exception.getClass().getSimpleName() + " " + exception.getMessage();
    }

    private static String textOf(Object result) {
        return result instanceof CompletionStage<?> ? "itself" : String.valueOf(result);
    }

    private enum Failure {
        EXCEPTION,
        ERROR,
        STACK_OVERFLOW,
        OUT_OF_MEMORY;

        void raise() {
            switch (this) {
                case EXCEPTION -> throw new UnsupportedOperationException("staged");
                case ERROR -> throw new AssertionError("staged");
                case STACK_OVERFLOW -> throw new StackOverflowError("staged");
                case OUT_OF_MEMORY -> throw new OutOfMemoryError("staged");
            }
        }
    }

    /** A stage that only accepts {@code whenComplete}, and leaves what happens then to the test. */
    @SuppressWarnings("unchecked")
    private static CompletionStage<Object> stage(InvocationHandler whenComplete) {
        return (CompletionStage<Object>) Proxy.newProxyInstance(
                ForeignResultsTest.class.getClassLoader(),
                new Class<?>[] {CompletionStage.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "whenComplete" -> whenComplete.invoke(proxy, method, args);
                    case "toString" -> throw new IllegalStateException("no text");
                    case "hashCode" -> throw new IllegalStateException("no hash code");
                    case "equals" -> throw new IllegalStateException("no equality");
                    default -> throw new AssertionError("called " + method);
                });
    }

    @SuppressWarnings("unchecked")
    private static BiConsumer<Object, Throwable> callback(Object[] args) {
        return (BiConsumer<Object, Throwable>) args[0];
    }

    @Nested
    class AStageOfTheProgram {

        @ParameterizedTest
        @EnumSource
        void thatThrowsEndsTheEventWithItself(Failure failure) throws Exception {
            CompletionStage<Object> refusing = stage((proxy, method, args) -> {
                failure.raise();
                return null;
            });

            assertThat(load.call(() -> refusing) == refusing).isTrue();

            assertThat(heard).containsExactly("completed itself", "exited");
            assertThat(Events.current()).isEmpty();
        }

        @ParameterizedTest
        @EnumSource
        void thatCallsBackAndThenThrowsEndsTheEventOnce(Failure failure) throws Exception {
            load.call(() -> stage((proxy, method, args) -> {
                callback(args).accept("early", null);
                failure.raise();
                return null;
            }));

            assertThat(heard).containsExactly("completed early", "exited");
        }

        @Test
        void thatReturnsNullAndCompletesTwiceEndsTheEventOnce() throws Exception {
            List<BiConsumer<Object, Throwable>> callbacks = new ArrayList<>();
            load.call(() -> stage((proxy, method, args) -> {
                callbacks.add(callback(args));
                return null;
            }));
            assertThat(heard).isEmpty();

            callbacks.get(0).accept("first", null);
            callbacks.get(0).accept("second", null);
            callbacks.get(0).accept(null, new IOException("third"));

            assertThat(heard).containsExactly("completed first", "exited");
        }

        @Test
        void thatCompletesOnTwoThreadsAtOnceEndsTheEventOnce() throws Exception {
            List<BiConsumer<Object, Throwable>> callbacks = new ArrayList<>();
            load.call(() -> stage((proxy, method, args) -> {
                callbacks.add(callback(args));
                return null;
            }));

            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Thread thread = new Thread(() -> callbacks.get(0).accept("value", null));
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }

            assertThat(heard).containsExactly("completed value", "exited");
        }

        @Test
        void thatFailsWithNullCompletesNormally() throws Exception {
            load.call(() -> stage((proxy, method, args) -> {
                callback(args).accept(null, null);
                return proxy;
            }));

            assertThat(heard).containsExactly("completed null", "exited");
        }

        @Test
        void whoseExceptionCannotReturnItsCauseCrashesTheEventWithIt() throws Exception {
            class Opaque extends CompletionException {
                private static final long serialVersionUID = 1L;

                @Override
                public synchronized Throwable getCause() {
                    throw new IllegalStateException("no cause");
                }

                @Override
                public String getMessage() {
                    return "opaque";
                }
            }
            load.call(() -> stage((proxy, method, args) -> {
                callback(args).accept(null, new Opaque());
                return proxy;
            }));

            assertThat(heard).containsExactly("crashed Opaque opaque", "exited");
        }

        @Test
        void neverReceivesWhatAnObserverThrows() throws Exception {
            List<BiConsumer<Object, Throwable>> callbacks = new ArrayList<>();
            load.completed().connect(data -> {
                throw new AssertionError("of an observer");
            });
            load.call(() -> stage((proxy, method, args) -> {
                callbacks.add(callback(args));
                return null;
            }));

            callbacks.get(0).accept("value", null);

            assertThat(heard).containsExactly("completed value", "exited");
        }
    }

    @Nested
    class ASubclassOfCompletableFuture {

        private static class Strange extends CompletableFuture<String> {
            private int created;

            @Override
            public <U> CompletableFuture<U> newIncompleteFuture() {
                created++;
                return create();
            }

            <U> CompletableFuture<U> create() {
                throw new AssertionError("staged");
            }
        }

        @Test
        void createsNoOtherFutureWhenItIsObserved() throws Exception {
            Strange strange = new Strange();

            load.call(() -> strange);
            assertThat(heard).isEmpty();
            strange.complete("value");

            assertThat(heard).containsExactly("completed value", "exited");
            assertThat(strange.created).isZero();
        }

        @Test
        void thatIsDoneEndsTheEventAtOnce() throws Exception {
            Strange strange = new Strange();
            strange.complete("value");

            load.call(() -> strange);

            assertThat(heard).containsExactly("completed value", "exited");
        }

        @Test
        void thatFailsCrashesTheEventWithItsOwnException() throws Exception {
            Strange strange = new Strange();

            load.call(() -> strange);
            strange.completeExceptionally(new IOException("gone"));

            assertThat(heard).containsExactly("crashed IOException gone", "exited");
        }

        /** Keeps its result elsewhere. */
        private static class Forwarding extends CompletableFuture<String> {
            private final CompletableFuture<String> delegate;
            private int dependents;

            Forwarding(CompletableFuture<String> delegate) {
                this.delegate = delegate;
            }

            @Override
            public CompletableFuture<String> whenComplete(BiConsumer<? super String, ? super Throwable> action) {
                dependents++;
                return delegate.whenComplete(action);
            }

            @Override
            public boolean isDone() {
                return delegate.isDone();
            }

            @Override
            public String get(long timeout, TimeUnit unit)
                    throws InterruptedException, ExecutionException, TimeoutException {
                return delegate.get(timeout, unit);
            }
        }

        private List<String> heardInTheEnd() throws Exception {
            assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
            return heard;
        }

        @Test
        void withItsOwnWhenCompleteEndsTheEventWithoutACallOfThat() throws Exception {
            CompletableFuture<String> delegate = new CompletableFuture<>();
            Forwarding forwarding = new Forwarding(delegate);

            load.call(() -> forwarding);
            delegate.complete("value");

            assertThat(heardInTheEnd()).containsExactly("completed value", "exited");
            assertThat(forwarding.dependents).isZero();
            assertThat(forwarding.getNumberOfDependents()).isZero();
        }

        @Test
        void withItsOwnWhenCompleteCrashesTheEventWithItsOwnException() throws Exception {
            load.call(() -> new Forwarding(CompletableFuture.failedFuture(new IOException("gone"))));

            assertThat(heardInTheEnd()).containsExactly("crashed IOException gone", "exited");
        }

        @Test
        void withItsOwnWhenCompleteIsReadAsTheJdkReadsItToo() throws Exception {
            CompletableFuture<String> counting = new CompletableFuture<>() {
                @Override
                public CompletableFuture<String> whenComplete(BiConsumer<? super String, ? super Throwable> action) {
                    throw new AssertionError("called");
                }
            };
            load.call(() -> counting);
            counting.completeExceptionally(new IOException("gone"));

            assertThat(heardInTheEnd()).containsExactly("crashed IOException gone", "exited");
        }

        @ParameterizedTest
        @EnumSource
        void thatCannotSayWhetherItIsDoneEndsTheEventWithItself(Failure failure) throws Exception {
            load.call(() -> new Forwarding(new CompletableFuture<>()) {
                @Override
                public boolean isDone() {
                    failure.raise();
                    return false;
                }
            });

            assertThat(heardInTheEnd()).containsExactly("completed itself", "exited");
        }

        @Test
        void thatIsDoneWithoutAResultEndsTheEventWithItself() throws Exception {
            load.call(() -> new Forwarding(new CompletableFuture<>()) {
                @Override
                public boolean isDone() {
                    return true;
                }
            });

            assertThat(heardInTheEnd()).containsExactly("completed itself", "exited");
        }
    }

    @Nested
    class APendingStage {
        private final CompletableFuture<Void> closed = new CompletableFuture<>();

        @Test
        void hasOneDependentHoweverManyCallsReturnIt() throws Exception {
            EventPoint outer = Events.define("outer");
            outer.completed().connect(data -> heard.add("outer"));
            outer.call(() -> load.call(() -> closed));
            for (int i = 0; i < 9; i++) {
                load.call(() -> closed);
            }

            assertThat(closed.getNumberOfDependents()).isOne();
            closed.complete(null);
            assertThat(heard.get(2)).isEqualTo("outer");
            assertThat(heard).hasSize(2 * 10 + 1);
        }

        @Test
        void isWaitedForByALimitedNumberOfCallsAndTheOthersEndAtOnce() throws Exception {
            for (int i = 0; i < StageListeners.MAX_LISTENERS; i++) {
                load.call(() -> closed);
            }
            assertThat(heard).isEmpty();

            load.call(() -> closed);
            assertThat(heard).containsExactly("completed itself", "exited");
            closed.complete(null);

            assertThat(heard).hasSize(2 * (StageListeners.MAX_LISTENERS + 1));
        }

        @Test
        void retainsNoCallOnceItsEventIsNotObserved() throws Exception {
            EventPoint event = Events.define("retained");
            Subscription observer = event.crashed().connect(data -> {});
            Garbage.Watch argument = called(event);
            assertThat(argument.isAlive()).isTrue();

            observer.close();

            argument.await();
            event.exited().connect(data -> heard.add("exited later"));
            closed.complete(null);
            assertThat(heard).isEmpty();
        }

        @Test
        void retainsNoCallOnceNoEventIsObserved() throws Exception {
            EventPoint event = Events.define("retained globally");
            Subscription observer = Events.any(EventStatus.CRASHED).connect(data -> {});
            Garbage.Watch argument = called(event);

            observer.close();

            argument.await();
            assertThat(closed.isDone()).isFalse();
        }

        private Garbage.Watch called(EventPoint event) {
            Object argument = new Object();
            EventCall call = event.begin(null, argument);
            call.complete(closed);
            return Garbage.watch(argument);
        }

        @Test
        void isCollectableWithTheCallThatRefersToIt() throws Exception {
            EventPoint event = Events.define("self-referring");
            try (Subscription observer = event.exited().connect(data -> {})) {
                Garbage.Watch stage = calledWithItsOwnStage(event);

                stage.await();
                assertThat(observer.isOpen()).isTrue();
            }
        }

        private Garbage.Watch calledWithItsOwnStage(EventPoint event) {
            CompletableFuture<Object> own = new CompletableFuture<>();
            event.begin(own, own).complete(own);
            return Garbage.watch(own);
        }

        @Test
        void ofACallThatWasEndedByHandDoesNotStayOnTheStackOfTheThreadThatCompletesIt() {
            EventCall call = load.begin(null);
            call.complete(closed);
            call.crash(new IOException("given up"));

            closed.complete(null);

            assertThat(heard).containsExactly("crashed IOException given up", "exited");
            assertThat(Events.current()).isEmpty();
        }
    }

    @Nested
    class APublisherOfTheProgram {

        @ParameterizedTest
        @EnumSource
        void whoseMethodsThrowEndsTheEventAtOnce(Failure failure) throws Exception {
            class Broken extends SubmissionPublisher<Integer> {
                @Override
                public boolean isClosed() {
                    failure.raise();
                    return true;
                }

                @Override
                public Throwable getClosedException() {
                    failure.raise();
                    return null;
                }

                @Override
                public String toString() {
                    return "broken";
                }
            }

            load.call(Broken::new);

            assertThat(heard).containsExactly("completed broken", "exited");
        }
    }
}
