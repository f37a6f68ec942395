package dev.observatory.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.observatory.event.Event;
import dev.observatory.event.EventCall;
import dev.observatory.event.EventPoint;
import dev.observatory.event.EventStatus;
import dev.observatory.event.Events;
import dev.observatory.event.ProgressData;
import dev.observatory.hook.ObserverErrors;
import dev.observatory.hook.ObserverFailure;
import dev.observatory.hook.Subscription;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallListenersTest {
    private final EventPoint event = Events.define("listened");
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final List<Subscription> registrations = new ArrayList<>();

    @AfterEach
    void closeAll() {
        registrations.forEach(Subscription::close);
    }

    private Subscription register(CallListener<?> listener, ListenerOptions options) {
        return register(CallSelector.matching(each -> each == event), listener, options);
    }

    private Subscription register(CallListener<?> listener) {
        return register(listener, ListenerOptions.defaults());
    }

    private Subscription register(CallSelector selector, CallListener<?> listener, ListenerOptions options) {
        Subscription made = CallListeners.register(selector, listener, options);
        registrations.add(made);
        return made;
    }

    /** Notes what it hears. */
    private class Noting implements CallListener<String> {
        private final String name;

        Noting(String name) {
            this.name = name;
        }

        @Override
        public String onStart(CallStart call) {
            heard.add("start " + name);
            return name;
        }

        @Override
        public void onReturn(CallReturn call, String state) {
            heard.add("return " + state + (call.isPending() ? " pending" : ""));
        }

        @Override
        public void onProgress(ProgressData progress, String state) {
            heard.add("progress " + state + " " + progress.done());
        }

        @Override
        public void onEnd(CallEnd call, String state) {
            heard.add("end " + state + " " + call.outcome());
        }
    }

    private static Void nothing() {
        return null;
    }

    @Test
    void aCallIsFollowedFromItsBeginningToItsEnd() throws Exception {
        List<CallEnd> ends = new ArrayList<>();
        register(new Noting("a") {
            @Override
            public void onEnd(CallEnd call, String state) {
                super.onEnd(call, state);
                ends.add(call);
            }
        });

        String result = event.call(() -> {
            heard.add("body");
            return "made";
        });

        assertThat(result).isEqualTo("made");
        assertThat(heard).containsExactly("start a", "body", "return a", "end a COMPLETED");
        CallEnd end = ends.get(0);
        assertThat(end.event()).isSameAs(event);
        assertThat(end.result()).isSameAs(result);
        assertThat(end.exception()).isNull();
        assertThat(end.isPending()).isFalse();
        assertThat(end.thread()).isSameAs(Thread.currentThread());
        assertThat(end.callId()).isPositive();
        assertThat(end.parentId()).isZero();
        assertThat(end.duration()).isPositive().isLessThan(Duration.ofMinutes(10));
        assertThat(end.started()).isBetween(Instant.now().minusSeconds(600), Instant.now());
    }

    @Test
    void anExceptionIsTheOutcome() {
        IOException intended = new IOException("intended");
        List<@Nullable Throwable> exceptions = new ArrayList<>();
        register(new Noting("a") {
            @Override
            public void onEnd(CallEnd call, String state) {
                super.onEnd(call, state);
                exceptions.add(call.exception());
                assertThat(call.result()).isNull();
            }
        });

        assertThatThrownBy(() -> event.call(() -> {
                    throw intended;
                }))
                .isSameAs(intended);

        assertThat(heard).containsExactly("start a", "return a", "end a CRASHED");
        assertThat(exceptions).containsExactly(intended);
    }

    @Test
    void aCancellationThatTheMethodThrowsItselfIsACrash() {
        register(new Noting("a"));

        assertThatThrownBy(() -> event.call(() -> {
                    throw new CancellationException();
                }))
                .isInstanceOf(CancellationException.class);

        assertThat(heard).last().isEqualTo("end a CRASHED");
    }

    @Test
    void listenersAreCalledInOrderAndLeftInReverse() throws Exception {
        register(new Noting("third"), ListenerOptions.order(10));
        register(new Noting("fourth"), ListenerOptions.order(10));
        register(new Noting("second"));
        register(new Noting("first"), ListenerOptions.order(-1));

        event.call(CallListenersTest::nothing);

        assertThat(heard)
                .containsExactly(
                        "start first",
                        "start second",
                        "start third",
                        "start fourth",
                        "return fourth",
                        "return third",
                        "return second",
                        "return first",
                        "end fourth COMPLETED",
                        "end third COMPLETED",
                        "end second COMPLETED",
                        "end first COMPLETED");
    }

    @Test
    void listenersSurroundObservers() throws Exception {
        register(new Noting("a"));
        event.aboutToRun().connect(data -> heard.add("about_to_run"));
        event.exited().connect(data -> heard.add("exited"));

        event.call(CallListenersTest::nothing);

        assertThat(heard).containsExactly("start a", "about_to_run", "exited", "return a", "end a COMPLETED");
    }

    @Test
    void aListenerWithoutStateHearsNothingMoreOfTheCall() throws Exception {
        register(new Noting("a") {
            @Override
            public String onStart(CallStart call) {
                super.onStart(call);
                return null;
            }
        });
        register(new Noting("b"));

        event.call(CallListenersTest::nothing);

        assertThat(heard).containsExactly("start a", "start b", "return b", "end b COMPLETED");
    }

    private enum Moment {
        START,
        RETURN,
        PROGRESS,
        END
    }

    /** Throws at one moment. */
    private class Failing extends Noting {
        private final Moment moment;
        private final Throwable failure;

        Failing(Moment moment, Throwable failure) {
            super("failing");
            this.moment = moment;
            this.failure = failure;
        }

        @SuppressWarnings("unchecked")
        private <T extends Throwable> void failAt(Moment now) throws T {
            if (now == moment) {
                throw (T) failure;
            }
        }

        @Override
        public String onStart(CallStart call) {
            super.onStart(call);
            this.<RuntimeException>failAt(Moment.START);
            return "failing";
        }

        @Override
        public void onReturn(CallReturn call, String state) {
            super.onReturn(call, state);
            this.<RuntimeException>failAt(Moment.RETURN);
        }

        @Override
        public void onProgress(ProgressData progress, String state) {
            super.onProgress(progress, state);
            this.<RuntimeException>failAt(Moment.PROGRESS);
        }

        @Override
        public void onEnd(CallEnd call, String state) {
            super.onEnd(call, state);
            this.<RuntimeException>failAt(Moment.END);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFailureReachesNoOneElseAndLeavesNoEndWithoutItsStart(Moment moment) throws Exception {
        for (Throwable failure : List.of(new IllegalStateException("intended"), new StackOverflowError("intended"))) {
            heard.clear();
            List<Throwable> reported = new ArrayList<>();
            try (Subscription before =
                            CallListeners.register(CallSelector.matching(each -> each == event), new Noting("before"));
                    Subscription failing = CallListeners.register(
                            CallSelector.matching(each -> each == event), new Failing(moment, failure));
                    Subscription after =
                            CallListeners.register(CallSelector.matching(each -> each == event), new Noting("after"));
                    Subscription errors = ObserverErrors.reported()
                            .connect((ObserverFailure each) -> reported.add(each.exception()))) {
                assertThat(event.call(() -> {
                            Events.progress(1, 2, "item");
                            return "result";
                        }))
                        .isEqualTo("result");
            }

            List<String> ofOthers = new ArrayList<>(heard);
            ofOthers.removeIf(line -> line.contains("failing"));
            assertThat(ofOthers)
                    .containsExactly(
                            "start before",
                            "start after",
                            "progress before 1",
                            "progress after 1",
                            "return after",
                            "return before",
                            "end after COMPLETED",
                            "end before COMPLETED");
            List<String> ofFailing = new ArrayList<>(heard);
            ofFailing.removeIf(line -> !line.contains("failing"));
            if (moment == Moment.START) {
                assertThat(ofFailing).containsExactly("start failing");
            } else {
                assertThat(ofFailing)
                        .containsExactly(
                                "start failing", "progress failing 1", "return failing", "end failing COMPLETED");
            }
            assertThat(reported).containsExactly(failure);
        }
    }

    @Test
    void anAsynchronousCallReturnsOnItsCallerAndEndsOnTheThreadThatCompletesIt() throws Exception {
        List<Thread> returned = new ArrayList<>();
        List<Thread> ended = Collections.synchronizedList(new ArrayList<>());
        List<@Nullable Object> results = Collections.synchronizedList(new ArrayList<>());
        register(new Noting("a") {
            @Override
            public void onReturn(CallReturn call, String state) {
                super.onReturn(call, state);
                returned.add(Thread.currentThread());
            }

            @Override
            public void onEnd(CallEnd call, String state) {
                super.onEnd(call, state);
                ended.add(Thread.currentThread());
                results.add(call.result());
            }
        });
        CompletableFuture<String> future = new CompletableFuture<>();

        assertThat(event.call(() -> future)).isSameAs(future);
        assertThat(heard).containsExactly("start a", "return a pending");
        Thread completer = new Thread(() -> future.complete("value"));
        completer.start();
        completer.join();

        assertThat(heard).containsExactly("start a", "return a pending", "end a COMPLETED");
        assertThat(returned).containsExactly(Thread.currentThread());
        assertThat(ended).containsExactly(completer);
        assertThat(results).containsExactly("value");
    }

    @Test
    void aFailedFutureIsACrashAndACancelledOneIsCancelled() throws Exception {
        register(new Noting("a"));
        CompletableFuture<String> failed = new CompletableFuture<>();
        CompletableFuture<String> cancelled = new CompletableFuture<>();
        CompletableFuture<String> cancelledBefore = new CompletableFuture<>();
        cancelledBefore.cancel(false);

        event.call(() -> failed);
        failed.completeExceptionally(new IOException("intended"));
        event.call(() -> cancelled);
        cancelled.cancel(true);
        event.call(() -> cancelledBefore);

        assertThat(heard)
                .filteredOn(line -> line.startsWith("end"))
                .containsExactly("end a CRASHED", "end a CANCELLED", "end a CANCELLED");
    }

    @Test
    void aListenerThatIsRegisteredDuringACallDoesNotHearOfIt() throws Exception {
        event.call(() -> {
            register(new Noting("late"));
            return null;
        });
        assertThat(heard).isEmpty();

        event.call(CallListenersTest::nothing);
        assertThat(heard).containsExactly("start late", "return late", "end late COMPLETED");
    }

    @Test
    void aListenerThatIsClosedDuringACallFollowsItToItsEnd() throws Exception {
        Subscription registration = register(new Noting("a"));
        CompletableFuture<String> future = new CompletableFuture<>();

        event.call(() -> {
            registration.close();
            assertThat(event.isObserved()).isFalse();
            event.call(CallListenersTest::nothing);
            return future;
        });
        assertThat(registration.isOpen()).isFalse();
        future.complete("value");

        assertThat(heard).containsExactly("start a", "return a pending", "end a COMPLETED");
    }

    @Test
    void anEventIsObservedWhileAListenerSelectsIt() {
        EventPoint other = Events.define("other");
        assertThat(event.isObserved()).isFalse();
        Subscription registration = register(new Noting("a"));

        assertThat(event.isObserved()).isTrue();
        assertThat(other.isObserved()).isFalse();
        registration.close();
        registration.close();
        assertThat(event.isObserved()).isFalse();
    }

    @Test
    void eventsThatAreMadeLaterAreSelectedToo() throws Exception {
        register(CallSelector.matching(each -> each.name().equals("made later")), new Noting("a"), defaults());
        EventPoint later = Events.define("made later");

        later.call(CallListenersTest::nothing);

        assertThat(heard).containsExactly("start a", "return a", "end a COMPLETED");
    }

    private static ListenerOptions defaults() {
        return ListenerOptions.defaults();
    }

    @Test
    void callsThatAListenerMakesHaveNoListener() throws Exception {
        EventPoint other = Events.define("called by a listener");
        CallSelector both = CallSelector.matching(each -> each == event || each == other);
        register(
                both,
                new Noting("a") {
                    @Override
                    public String onStart(CallStart call) {
                        callAgain();
                        return super.onStart(call);
                    }

                    @Override
                    public void onReturn(CallReturn call, String state) {
                        callAgain();
                        super.onReturn(call, state);
                    }

                    @Override
                    public void onEnd(CallEnd call, String state) {
                        callAgain();
                        super.onEnd(call, state);
                    }

                    private void callAgain() {
                        try {
                            event.call(CallListenersTest::nothing);
                            other.call(() -> event.call(CallListenersTest::nothing));
                        } catch (Exception impossible) {
                            throw new AssertionError(impossible);
                        }
                    }
                },
                defaults());

        event.call(CallListenersTest::nothing);

        assertThat(heard).containsExactly("start a", "return a", "end a COMPLETED");
    }

    @Test
    void callsThatAnObserverOfAnotherEventMakesHaveListeners() throws Exception {
        EventPoint other = Events.define("observed");
        register(new Noting("a"));
        other.completed().connect(data -> {
            try {
                event.call(CallListenersTest::nothing);
            } catch (Exception impossible) {
                throw new AssertionError(impossible);
            }
        });

        other.call(CallListenersTest::nothing);

        assertThat(heard).containsExactly("start a", "return a", "end a COMPLETED");
    }

    @Test
    void progressReachesListeners() throws Exception {
        register(new Noting("a"));

        event.call(() -> {
            for (String item : Events.track(List.of("x", "y"))) {
                assertThat(item).isNotEmpty();
            }
            return null;
        });

        assertThat(heard).contains("progress a 2").startsWith("start a").endsWith("return a", "end a COMPLETED");
    }

    @Test
    void loopsReportNothingForListenersThatDoNotListenToProgress() throws Exception {
        CallListener<String> uninterested = new CallListener<>() {
            @Override
            public String onStart(CallStart call) {
                return "state";
            }

            @Override
            public void onEnd(CallEnd call, String state) {}
        };
        register(uninterested);
        AtomicLong asked = new AtomicLong();
        List<String> items = new ArrayList<>(List.of("x", "y")) {
            @Override
            public int size() {
                asked.incrementAndGet();
                return super.size();
            }
        };

        event.call(() -> {
            for (String item : Events.track(items)) {
                assertThat(item).isNotEmpty();
            }
            return null;
        });

        assertThat(asked).hasValue(0);
    }

    @Test
    void tagsOfACallAreThoseOfItsEmissions() throws Exception {
        register(new Noting("a") {
            @Override
            public String onStart(CallStart call) {
                call.tag("user", "alma");
                Events.tag("order", 7);
                return super.onStart(call);
            }

            @Override
            public void onEnd(CallEnd call, String state) {
                heard.add(call.tags().toString());
            }
        });
        event.completed().connect(data -> heard.add("completed " + data.tags()));

        event.call(CallListenersTest::nothing);

        assertThat(heard)
                .containsExactly("start a", "completed {user=alma, order=7}", "return a", "{user=alma, order=7}");
    }

    @Test
    void aCallThatNoOneTimesHasNoDuration() throws Exception {
        List<Runnable> reading = new ArrayList<>();
        register(
                new Noting("a") {
                    @Override
                    public void onEnd(CallEnd call, String state) {
                        reading.add(call::duration);
                        reading.add(call::started);
                    }
                },
                ListenerOptions.order(1).untimed());

        event.call(CallListenersTest::nothing);
        for (Runnable each : reading) {
            assertThatIllegalStateException().isThrownBy(each::run).withMessageContaining("was not timed");
        }

        event.completed().connect(data -> assertThat(data.isTimed()).isTrue());
        event.call(CallListenersTest::nothing);
        reading.subList(2, 4).forEach(Runnable::run);
    }

    @Test
    void callsInsideKnowTheirParent() throws Exception {
        List<Long> ids = new ArrayList<>();
        register(new Noting("a") {
            @Override
            public String onStart(CallStart call) {
                ids.add(call.parentId());
                ids.add(call.callId());
                return super.onStart(call);
            }
        });

        event.call(() -> event.call(CallListenersTest::nothing));

        assertThat(ids.get(0)).isZero();
        assertThat(ids.get(2)).isEqualTo(ids.get(1));
    }

    @Test
    void aCallThatIsEndedByAnotherThreadDoesNotReturnThere() throws Exception {
        register(new Noting("a"));
        AtomicReference<EventCall> begun = new AtomicReference<>();
        Thread caller = new Thread(() -> begun.set(event.begin(null)));
        caller.start();
        caller.join();

        begun.get().complete("value");

        assertThat(heard).containsExactly("start a", "end a COMPLETED");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void everyStartHasOneEndOnManyThreads(int listeners) throws Exception {
        AtomicLong starts = new AtomicLong();
        AtomicLong returns = new AtomicLong();
        AtomicLong ends = new AtomicLong();
        for (int i = 0; i < listeners; i++) {
            register(new CallListener<Object>() {
                @Override
                public Object onStart(CallStart call) {
                    starts.incrementAndGet();
                    return this;
                }

                @Override
                public void onReturn(CallReturn call, Object state) {
                    returns.incrementAndGet();
                }

                @Override
                public void onEnd(CallEnd call, Object state) {
                    ends.incrementAndGet();
                }
            });
        }
        int threads = 8;
        int calls = 100_000;
        CountDownLatch done = new CountDownLatch(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        for (int t = 0; t < threads; t++) {
            pool.execute(() -> {
                for (int i = 0; i < calls / threads; i++) {
                    CompletableFuture<Integer> future = i % 10 == 0 ? new CompletableFuture<>() : null;
                    try {
                        event.call(() -> future);
                    } catch (Exception impossible) {
                        throw new AssertionError(impossible);
                    }
                    if (future != null) {
                        future.complete(i);
                    }
                }
                done.countDown();
            });
        }
        assertThat(done.await(1, TimeUnit.MINUTES)).isTrue();
        pool.shutdown();

        assertThat(starts).hasValue((long) calls * listeners);
        assertThat(returns).hasValue((long) calls * listeners);
        assertThat(ends).hasValue((long) calls * listeners);
    }

    @Test
    void listenersThatComeAndGoWhileCallsRunMissNoEnd() throws Exception {
        AtomicLong open = new AtomicLong();
        CountDownLatch stop = new CountDownLatch(1);
        List<Thread> callers = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            Thread caller = new Thread(() -> {
                while (stop.getCount() > 0) {
                    try {
                        event.call(() -> event.call(CallListenersTest::nothing));
                    } catch (Exception impossible) {
                        throw new AssertionError(impossible);
                    }
                }
            });
            caller.start();
            callers.add(caller);
        }
        for (int i = 0; i < 500; i++) {
            Subscription registration = register(new CallListener<Object>() {
                @Override
                public Object onStart(CallStart call) {
                    open.incrementAndGet();
                    return this;
                }

                @Override
                public void onEnd(CallEnd call, Object state) {
                    open.decrementAndGet();
                }
            });
            Thread.onSpinWait();
            registration.close();
        }
        stop.countDown();
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(open).hasValue(0);
        assertThat(event.isObserved()).isFalse();
    }

    @Test
    void threadsThatUseAnEventFirstAtTheSameTimeAreAllFollowed() throws Exception {
        AtomicLong ends = new AtomicLong();
        CountDownLatch selecting = new CountDownLatch(1);
        CallSelector slow = CallSelector.matching(each -> {
            if (!each.name().equals("raced")) {
                return false;
            }
            selecting.countDown();
            try {
                Thread.sleep(50);
            } catch (InterruptedException impossible) {
                throw new AssertionError(impossible);
            }
            return true;
        });
        register(
                slow,
                new CallListener<Object>() {
                    @Override
                    public Object onStart(CallStart call) {
                        return this;
                    }

                    @Override
                    public void onEnd(CallEnd call, Object state) {
                        ends.incrementAndGet();
                    }
                },
                defaults());
        Runnable calling = () -> {
            try {
                Events.of(Raced.class, "raced").call(CallListenersTest::nothing);
            } catch (Exception impossible) {
                throw new AssertionError(impossible);
            }
        };
        Thread first = new Thread(calling);
        first.start();
        assertThat(selecting.await(10, TimeUnit.SECONDS)).isTrue();
        calling.run();
        first.join();

        assertThat(ends).hasValue(2);
    }

    static final class Raced {
        @Event
        void raced() {}
    }

    @Retention(RetentionPolicy.RUNTIME)
    private @interface Marked {}

    interface Service {
        void serve();
    }

    static class Sales implements Service {
        @Event
        @Override
        public void serve() {}

        @Event
        @Marked
        void sell() {}
    }

    @Marked
    static final class Wholesale extends Sales {
        @Event
        void deliver() {}
    }

    @Test
    void selectorsSelectByTypeAnnotationNameAndPredicate() {
        EventPoint serve = Events.of(Sales.class, "serve");
        EventPoint sell = Events.of(Sales.class, "sell");
        EventPoint deliver = Events.of(Wholesale.class, "deliver");
        List<EventPoint> events = List.of(serve, sell, deliver, event);
        String here = CallListenersTest.class.getName();

        assertThat(events).filteredOn(CallSelector.all()::selects).isEqualTo(events);
        assertThat(events).filteredOn(CallSelector.type(Service.class)::selects).containsExactly(serve, sell, deliver);
        assertThat(events)
                .filteredOn(CallSelector.type(Wholesale.class)::selects)
                .containsExactly(deliver);
        assertThat(events)
                .filteredOn(CallSelector.annotatedWith(Marked.class)::selects)
                .containsExactly(sell, deliver);
        assertThat(events)
                .filteredOn(CallSelector.pattern("dev.observatory.**#s*")::selects)
                .containsExactly(serve, sell);
        assertThat(events)
                .filteredOn(CallSelector.pattern(here + "$Wholesale")::selects)
                .containsExactly(deliver);
        assertThat(events)
                .filteredOn(CallSelector.pattern("dev.*.CallListenersTest*")::selects)
                .isEmpty();
        assertThat(events)
                .filteredOn(CallSelector.matching(each -> each.name().startsWith("l"))::selects)
                .containsExactly(event);
        assertThat(events)
                .filteredOn(CallSelector.type(Service.class)
                        .and(CallSelector.annotatedWith(Marked.class).negate())::selects)
                .containsExactly(serve);
        assertThat(events)
                .filteredOn(CallSelector.pattern("**#sell").or(CallSelector.pattern("**#deliver"))::selects)
                .containsExactly(sell, deliver);
    }

    @Test
    void aSelectorThatThrowsSelectsNothingAndIsReported() {
        List<Throwable> reported = new ArrayList<>();
        RuntimeException intended = new IllegalStateException("intended");
        try (Subscription errors =
                ObserverErrors.reported().connect((ObserverFailure each) -> reported.add(each.exception()))) {
            register(
                    CallSelector.matching(each -> {
                        if (each == event) {
                            throw intended;
                        }
                        return false;
                    }),
                    new Noting("a"),
                    defaults());
        }

        assertThat(event.isObserved()).isFalse();
        assertThat(reported).containsExactly(intended);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#", "#sell", "com.acme.**#", "a#b#c"})
    void patternsThatMeanNothingAreRefused(String pattern) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CallSelector.pattern(pattern))
                .withMessageContaining("[" + pattern + "]");
    }

    @Test
    void nullIsRefusedAtOnce() {
        Consumer<Runnable> refused = each -> assertThatNullPointerException().isThrownBy(each::run);

        refused.accept(() -> CallListeners.register(null));
        refused.accept(() -> CallListeners.register(null, new Noting("a")));
        refused.accept(() -> CallListeners.register(CallSelector.all(), null));
        refused.accept(() -> CallListeners.register(CallSelector.all(), new Noting("a"), null));
        refused.accept(() -> CallSelector.type(null));
        refused.accept(() -> CallSelector.pattern(null));
        refused.accept(() -> CallSelector.matching(null));
        refused.accept(() -> CallSelector.annotatedWith(null));
        assertThat(Events.any(EventStatus.EXITED).isObserved()).isFalse();
    }
}
