package dev.observatory.broker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.observatory.Garbage;
import dev.observatory.Together;
import dev.observatory.hook.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RequestReplyTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final EventBroker shop = EventBroker.of("RequestReplyTest");
    private final EventBroker prices = shop.child("prices");
    private final List<Subscription> open = new ArrayList<>();
    private final List<Object> called = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(Subscription::close);
        assertThat(LiveBrokers.brokers()).doesNotContain(shop, prices, EventBroker.root());
    }

    private static Throwable failureOf(CompletableFuture<?> reply) throws Exception {
        try {
            throw new AssertionError("replied " + reply.get(30, SECONDS));
        } catch (ExecutionException failed) {
            return failed.getCause();
        }
    }

    @Nested
    class AReply {

        @Test
        void completesTheRequest() throws Exception {
            open.add(prices.respond(String.class, article -> article.length() * 10));

            CompletableFuture<Integer> price = prices.request("tea", Integer.class, LONG);

            assertThat(price.get()).isEqualTo(30);
        }

        @Test
        void mayBePrimitiveOrOfAnyType() throws Exception {
            open.add(prices.respond(int.class, number -> number + 1));

            assertThat(prices.request(1, int.class, LONG).get()).isEqualTo(2);
            assertThat(prices.request(2, LONG).get()).isEqualTo(3);
        }

        @Test
        void mayComeLater() throws Exception {
            CompletableFuture<String> later = new CompletableFuture<>();
            open.add(prices.respond(String.class, article -> later));

            CompletableFuture<String> price = prices.request("tea", String.class, LONG);
            assertThat(price).isNotDone();
            later.complete("three");

            assertThat(price.get()).isEqualTo("three");
        }

        @Test
        void mayComeFromAStageOfAnyKind() throws Exception {
            CompletableFuture<String> later = new CompletableFuture<>();
            CompletionStage<String> minimal = later.minimalCompletionStage();
            open.add(prices.respond(String.class, article -> minimal));

            CompletableFuture<String> price = prices.request("tea", String.class, LONG);
            later.complete("three");

            assertThat(price.get()).isEqualTo("three");
        }

        @Test
        void ofTheNearestResponderCountsAndTheOthersAreNotCalled() throws Exception {
            open.add(EventBroker.root().respond(String.class, article -> "root"));
            open.add(shop.respond(String.class, article -> "shop"));
            open.add(prices.respond(Integer.class, number -> "number"));
            open.add(prices.respond(String.class, article -> {
                called.add(article);
                return "first";
            }));
            open.add(prices.respond(String.class, article -> {
                called.add("second");
                return "second";
            }));

            assertThat(prices.request("tea", LONG).get()).isEqualTo("first");
            assertThat(called).containsExactly("tea");
            assertThat(shop.request("tea", LONG).get()).isEqualTo("shop");
            assertThat(EventBroker.of("RequestReplyTestOther")
                            .request("tea", LONG)
                            .get())
                    .isEqualTo("root");
        }

        @Test
        void thatIsFirstOfSeveralCounts() throws Exception {
            CompletableFuture<String> slow = new CompletableFuture<>();
            CompletableFuture<String> fast = new CompletableFuture<>();
            open.add(prices.respond(String.class, article -> slow));
            open.add(prices.respond(String.class, article -> fast));

            CompletableFuture<Object> price = prices.request("tea", LONG);
            fast.complete("fast");
            slow.complete("slow");

            assertThat(price.get()).isEqualTo("fast");
        }

        @Test
        void mayBeMadeInsideASubscriber() {
            open.add(prices.respond(String.class, article -> article.length()));
            open.add(prices.subscribe(
                    String.class,
                    article -> called.add(prices.request(article, LONG).join())));

            prices.broadcast("tea");

            assertThat(called).containsExactly(3);
        }

        @Test
        void isNoBroadcast() throws Exception {
            open.add(prices.subscribe(called::add));
            open.add(prices.respond(String.class, article -> "reply"));

            assertThat(prices.request("tea", LONG).get()).isEqualTo("reply");

            assertThat(called).isEmpty();
        }
    }

    @Nested
    class NoReply {

        @Test
        void fromNobodyFailsAtOnce() throws Exception {
            open.add(prices.respond(Integer.class, number -> "number"));

            assertThat(failureOf(prices.request("tea", LONG)))
                    .isInstanceOf(NoReplyException.class)
                    .hasMessage("Request [java.lang.String] to topic [RequestReplyTest.prices] has no responder;"
                            + " register one for this type with respond(type, responder)");
        }

        @Test
        void fromRespondersThatDeclineFailsAtOnce() throws Exception {
            open.add(prices.respond(String.class, article -> null));
            open.add(shop.respond(String.class, article -> CompletableFuture.completedFuture(null)));

            assertThat(failureOf(prices.request("tea", LONG)))
                    .isInstanceOf(NoReplyException.class)
                    .hasMessage(
                            "Request [java.lang.String] to topic [RequestReplyTest.prices] received no reply from [2]"
                                    + " responders, of which [0] failed")
                    .hasNoCause();
        }

        @Test
        void fromRespondersThatFailNamesTheFailures() throws Exception {
            IllegalStateException first = new IllegalStateException("first");
            AssertionError second = new AssertionError("second");
            open.add(prices.respond(String.class, article -> {
                throw first;
            }));
            open.add(prices.respond(String.class, article -> CompletableFuture.failedFuture(second)));

            assertThat(failureOf(prices.request("tea", LONG)))
                    .isInstanceOf(NoReplyException.class)
                    .hasCause(first)
                    .satisfies(failure -> assertThat(failure.getSuppressed()).containsExactly(second));
        }

        @Test
        void ofOneResponderLeavesItToTheNext() throws Exception {
            open.add(prices.respond(String.class, article -> {
                throw new IllegalStateException("first");
            }));
            open.add(prices.respond(String.class, article -> 3));
            open.add(shop.respond(String.class, article -> "reply"));

            assertThat(prices.request("tea", String.class, LONG).get()).isEqualTo("reply");
        }

        @Test
        void ofTheRequiredTypeIsAFailure() throws Exception {
            open.add(prices.respond(String.class, article -> 3));

            assertThat(failureOf(prices.request("tea", String.class, LONG)))
                    .isInstanceOf(NoReplyException.class)
                    .cause()
                    .isInstanceOf(ClassCastException.class)
                    .hasMessage("Reply [java.lang.Integer] to topic [RequestReplyTest.prices] is not a"
                            + " [java.lang.String], which the request requires");
        }

        @Test
        void inTimeFails() throws Exception {
            open.add(prices.respond(String.class, article -> new CompletableFuture<>()));
            open.add(prices.respond(String.class, article -> null));

            assertThat(failureOf(prices.request("tea", SHORT)))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessage("Request [java.lang.String] to topic [RequestReplyTest.prices] received no reply within"
                            + " [PT0.02S]; [1] of [2] responders have not finished");
        }

        @Test
        void afterTheRegistrationWasClosed() throws Exception {
            prices.respond(String.class, article -> "reply").close();

            assertThat(failureOf(prices.request("tea", LONG))).isInstanceOf(NoReplyException.class);
        }

        @Test
        void ofAFatalErrorIsRethrownAtOnce() {
            StackOverflowError fatal = new StackOverflowError("deep");
            open.add(prices.respond(String.class, article -> {
                throw fatal;
            }));

            assertThatExceptionOfType(StackOverflowError.class)
                    .isThrownBy(() -> prices.request("tea", LONG))
                    .satisfies(thrown -> assertThat(thrown).isSameAs(fatal));
        }

        @Test
        void isAwaitedWithoutATime() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> prices.request("tea", Duration.ZERO))
                    .withMessage("Timeout [PT0S] must be longer than zero; pass the time to wait for a reply");
            assertThatIllegalArgumentException().isThrownBy(() -> prices.request("tea", Duration.ofSeconds(-1)));
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(() -> EventBroker.root().request("tea", LONG));
        }
    }

    @Nested
    class Afterwards {
        private final CompletableFuture<Object> never = new CompletableFuture<>();

        @Test
        void nothingIsRetainedOfARequestThatTimedOut() throws Exception {
            open.add(prices.respond(Object.class, request -> never));
            Garbage.Watch request = requestAndTimeOut();

            request.await();

            assertThat(never.getNumberOfDependents()).isZero();
        }

        private Garbage.Watch requestAndTimeOut() throws Exception {
            Object request = new Object();
            assertThat(failureOf(prices.request(request, SHORT))).isInstanceOf(TimeoutException.class);
            return Garbage.watch(request);
        }

        @Test
        void nothingIsRetainedOfARequestThatAnotherResponderRepliedTo() throws Exception {
            open.add(prices.respond(Object.class, request -> never));
            open.add(shop.respond(Object.class, request -> "reply"));
            Garbage.Watch request = requestAndReceive(Duration.ofDays(1));

            request.await();

            assertThat(never.getNumberOfDependents()).isZero();
        }

        private Garbage.Watch requestAndReceive(Duration timeout) throws Exception {
            Object request = new Object();
            assertThat(prices.request(request, timeout).get()).isEqualTo("reply");
            return Garbage.watch(request);
        }

        @Test
        void nothingIsRetainedOfARequestThatWasCancelled() {
            CompletionStage<Object> stage = never.minimalCompletionStage();
            open.add(prices.respond(Object.class, request -> stage));
            Garbage.Watch request = requestAndCancel();

            request.await();

            assertThat(never).isNotDone();
        }

        private Garbage.Watch requestAndCancel() {
            Object request = new Object();
            assertThat(prices.request(request, Duration.ofDays(1)).cancel(false))
                    .isTrue();
            return Garbage.watch(request);
        }
    }

    @Test
    void requestsAndRegistrationsOfSeveralThreadsDoNotDisturbOneAnother() throws Exception {
        open.add(shop.respond(Integer.class, number -> number + 1));
        AtomicInteger wrong = new AtomicInteger();

        Together.run(() -> requestMany(wrong), () -> requestMany(wrong), () -> {
            for (int i = 0; i < 5_000; i++) {
                prices.respond(Integer.class, number -> CompletableFuture.completedFuture(number + 1))
                        .close();
            }
        });

        assertThat(wrong).hasValue(0);
    }

    private void requestMany(AtomicInteger wrong) throws Exception {
        for (int i = 0; i < 5_000; i++) {
            if (prices.request(i, int.class, LONG).get() != i + 1) {
                wrong.incrementAndGet();
            }
        }
    }
}
