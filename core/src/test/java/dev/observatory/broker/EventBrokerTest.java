package dev.observatory.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.observatory.hook.EventHookException;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EventBrokerTest {
    private record Score(int home, int away) {}

    private final List<Object> received = new ArrayList<>();
    private final List<Subscription> open = new ArrayList<>();
    private final EventBroker news = EventBroker.of("EventBrokerTest");
    private final EventBroker sports = news.child("sports");
    private final EventBroker football = sports.child("football");

    @AfterEach
    void close() {
        open.forEach(Subscription::close);
        assertThat(LiveBrokers.brokers()).doesNotContain(news, sports, football);
    }

    private void keep(Subscription subscription) {
        open.add(subscription);
    }

    @Nested
    class Names {

        @Test
        void aPathAlwaysReturnsTheSameBroker() {
            assertThat(EventBroker.of("EventBrokerTest.sports.football")).isSameAs(football);
            assertThat(news.child("sports")).isSameAs(sports);
        }

        @Test
        void aBrokerKnowsItsTopic() {
            assertThat(football.namespace()).isEqualTo("EventBrokerTest.sports.football");
            assertThat(football.topic()).isEqualTo(Topic.of("EventBrokerTest.sports.football"));
            assertThat(football).hasToString("broker [EventBrokerTest.sports.football]");
        }
    }

    @Nested
    class Broadcasting {

        @Test
        void aBroadcastReachesTheBrokerFirstThenItsAncestorsNearestFirst() {
            keep(news.subscribe(message -> received.add("news " + message)));
            keep(sports.subscribe(message -> received.add("sports " + message)));
            keep(football.subscribe(message -> received.add("football " + message)));

            football.broadcast(1);
            sports.broadcast(2);

            assertThat(received).containsExactly("football 1", "sports 1", "news 1", "sports 2", "news 2");
        }

        @Test
        void subscribersOfOneBrokerAreCalledInSubscriptionOrder() {
            keep(news.subscribe(message -> received.add("first")));
            keep(news.subscribe(String.class, message -> received.add("second")));
            keep(news.broadcastSent().connect(message -> received.add("third")));

            news.broadcast("x");

            assertThat(received).containsExactly("first", "second", "third");
        }

        @Test
        void broadcastSentEmitsEveryMessageThatReachesTheBroker() {
            keep(news.broadcastSent().connect(received::add));

            football.broadcast("goal");

            assertThat(received).containsExactly("goal");
            assertThat(news.broadcastSent().name()).isEqualTo("EventBrokerTest");
        }

        @Test
        void broadcastSentSupportsEveryOption() {
            keep(sports.broadcastSent()
                    .with()
                    .priority(1)
                    .filter(Score.class::isInstance)
                    .connect(received::add));
            keep(sports.unrouted()
                    .with()
                    .filter(report -> report.message().equals("lost"))
                    .connect(report -> received.add(report.message())));

            sports.broadcast("not a score");
            sports.broadcast(new Score(3, 1));

            assertThat(received).containsExactly(new Score(3, 1));
        }

        @Test
        void aSubscriberThatSubscribesTwiceIsSubscribedOnce() {
            Consumer<Object> subscriber = received::add;

            Subscription first = news.subscribe(subscriber);
            keep(first);

            assertThat(news.subscribe(subscriber)).isSameAs(first);
            assertThat(news.broadcastSent().connect(subscriber)).isSameAs(first);
        }

        @Test
        void aClosedSubscriptionReceivesNothingMoreEvenInARunningBroadcast() {
            AtomicReference<Subscription> later = new AtomicReference<>();
            keep(sports.subscribe(message -> later.get().close()));
            later.set(news.subscribe(received::add));

            sports.broadcast("x");

            assertThat(received).isEmpty();
            assertThat(later.get().isOpen()).isFalse();
        }

        @Test
        void whatASubscriberBroadcastsFollows() {
            keep(sports.subscribe(message -> {
                if (message.equals(1)) {
                    sports.broadcast(2);
                }
            }));
            keep(news.subscribe(received::add));

            sports.broadcast(1);

            assertThat(received).containsExactly(1, 2);
        }
    }

    @Nested
    class TypedSubscribers {

        @Test
        void receiveInstancesOfTheirTypeOnly() {
            keep(news.subscribe(Score.class, score -> received.add(score.home())));
            keep(news.subscribe(Number.class, received::add));

            sports.broadcast(new Score(3, 1));
            sports.broadcast("text");
            sports.broadcast(4L);

            assertThat(received).containsExactly(3, 4L);
        }

        @Test
        void ofAPrimitiveTypeReceiveItsWrapper() {
            keep(news.subscribe(int.class, value -> received.add(value + 1)));

            news.broadcast(1);
            news.broadcast(1L);

            assertThat(received).containsExactly(2);
        }

        @Test
        void areSubscribedOncePerTypeAndSubscriber() {
            Consumer<Object> subscriber = received::add;

            Subscription first = news.subscribe(Integer.class, subscriber);
            keep(first);
            keep(news.subscribe(Number.class, subscriber));

            assertThat(news.subscribe(Integer.class, subscriber)).isSameAs(first);
            news.broadcast(1);
            assertThat(received).containsExactly(1, 1);
        }
    }

    @Nested
    class PatternSubscribers {

        @Test
        void receiveTopicsThatMatchRelativeToTheirBroker() {
            keep(news.subscribe("*.football", message -> received.add("*.football " + message)));
            keep(news.subscribe("*", message -> received.add("* " + message)));
            keep(news.subscribe(">", message -> received.add("> " + message)));
            keep(sports.subscribe("football", message -> received.add("football " + message)));

            news.broadcast(0);
            sports.broadcast(1);
            football.broadcast(2);

            assertThat(received).containsExactly("* 1", "> 1", "football 2", "*.football 2", "> 2");
        }

        @Test
        void areCalledAfterTheOtherSubscribersOfTheirBrokerAndBeforeItsParent() {
            keep(sports.subscribe("*", message -> received.add("pattern of sports")));
            keep(sports.subscribe(message -> received.add("sports")));
            keep(news.subscribe(message -> received.add("news")));
            keep(news.subscribe(">", message -> received.add("pattern of news")));

            football.broadcast("goal");

            assertThat(received).containsExactly("sports", "pattern of sports", "news", "pattern of news");
        }

        @Test
        void areSubscribedOncePerPatternAndSubscriber() {
            Consumer<Object> subscriber = received::add;
            Subscription first = news.subscribe("*", subscriber);
            keep(first);

            assertThat(news.subscribe("*", subscriber)).isSameAs(first);
            first.close();
            sports.broadcast("x");

            assertThat(received).isEmpty();
        }
    }

    @Nested
    class Failures {

        @Test
        void aFailingSubscriberStopsNeitherTheOthersNorTheAncestors() {
            RuntimeException first = new IllegalStateException("first");
            Error second = new AssertionError("second");
            RuntimeException third = new IllegalStateException("third");
            keep(football.subscribe(message -> {
                throw first;
            }));
            keep(football.subscribe(received::add));
            keep(sports.subscribe("*", message -> {
                throw second;
            }));
            keep(news.subscribe(message -> {
                throw third;
            }));
            keep(news.subscribe(message -> received.add("news " + message)));

            assertThatExceptionOfType(EventHookException.class)
                    .isThrownBy(() -> football.broadcast("goal"))
                    .withCause(first)
                    .withMessageContaining("of hook [EventBrokerTest.sports.football] failed")
                    .satisfies(failure -> assertThat(failure.getSuppressed()).containsExactly(second, third));
            assertThat(received).containsExactly("goal", "news goal");
        }

        @Test
        void aVirtualMachineErrorIsRethrownAtOnceWithEarlierFailures() {
            RuntimeException earlier = new IllegalStateException("earlier");
            StackOverflowError fatal = new StackOverflowError();
            keep(sports.subscribe(message -> {
                throw earlier;
            }));
            keep(news.subscribe(message -> {
                throw fatal;
            }));
            keep(news.subscribe(received::add));

            assertThatExceptionOfType(StackOverflowError.class)
                    .isThrownBy(() -> sports.broadcast("x"))
                    .satisfies(thrown -> assertThat(thrown).isSameAs(fatal))
                    .satisfies(thrown -> assertThat(thrown.getSuppressed()[0]).hasCause(earlier));
            assertThat(received).isEmpty();
        }
    }

    @Nested
    class UnroutedMessages {

        @Test
        void areEmittedByTheBrokerAndItsAncestorsNearestFirst() {
            keep(news.unrouted().connect(unrouted -> received.add("news " + unrouted.message())));
            keep(sports.unrouted().connect(received::add));

            football.broadcast("goal");

            assertThat(received).containsExactly(new UnroutedMessage(football.topic(), "goal"), "news goal");
        }

        @Test
        void excludeThoseThatAnAncestorReceives() {
            keep(football.unrouted().connect(received::add));
            keep(news.subscribe(message -> {}));

            football.broadcast("goal");

            assertThat(received).isEmpty();
        }

        @Test
        void includeThoseThatMatchNoTypeAndNoPattern() {
            keep(news.unrouted().connect(unrouted -> received.add(unrouted.message())));
            keep(news.subscribe(Score.class, score -> {}));
            keep(news.subscribe("sports", message -> {}));

            football.broadcast("text");
            football.broadcast(new Score(1, 0));
            sports.broadcast("received by pattern");

            assertThat(received).containsExactly("text");
        }

        @Test
        void areDroppedSilentlyWhenUnobserved() {
            football.broadcast("no subscriber");

            assertThat(received).isEmpty();
        }

        @Test
        void failuresOfTheirObserversReachTheBroadcasterAfterAllHaveRun() {
            keep(sports.unrouted().connect(unrouted -> {
                throw new IllegalStateException("observer");
            }));
            keep(news.unrouted().connect(received::add));

            assertThatExceptionOfType(EventHookException.class)
                    .isThrownBy(() -> sports.broadcast("x"))
                    .withMessageContaining("of hook [EventBrokerTest.sports unrouted] failed");
            assertThat(received).containsExactly(new UnroutedMessage(sports.topic(), "x"));
        }
    }

    @Nested
    class BadInput {

        @Test
        void illegalTopicsCreateNoBroker() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EventBroker.of("EventBrokerTestBad..x"))
                    .withMessageStartingWith("Topic [EventBrokerTestBad..x] has an empty token at position [2]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> news.child("a|b"))
                    .withMessageStartingWith(
                            "Topic [EventBrokerTest.a|b] has the illegal character [|] in token [a|b]");
            assertThatIllegalArgumentException().isThrownBy(() -> news.child(""));

            assertThat(EventBroker.roots().tokens()).doesNotContain("EventBrokerTestBad");
            assertThat(news.children().tokens()).containsExactly("sports");
        }

        @Test
        void illegalPatternsSubscribeNothing() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> news.subscribe(">.final", received::add))
                    .withMessage("Pattern [>.final] has [>] at position [1] of [2];"
                            + " '>' must be the last token, use '*' for one token in between");
        }

        @Test
        void nullIsRejected() {
            assertThatNullPointerException()
                    .isThrownBy(() -> EventBroker.of(null))
                    .withMessage("path");
            assertThatNullPointerException().isThrownBy(() -> news.child(null)).withMessage("token");
            assertThatNullPointerException()
                    .isThrownBy(() -> news.broadcast(null))
                    .withMessage("message");
            assertThatNullPointerException()
                    .isThrownBy(() -> news.queueUp(null))
                    .withMessage("message");
            assertThatNullPointerException()
                    .isThrownBy(() -> news.subscribe(null))
                    .withMessage("subscriber");
            assertThatNullPointerException()
                    .isThrownBy(() -> news.subscribe("*", null))
                    .withMessage("subscriber");
            assertThatNullPointerException()
                    .isThrownBy(() -> news.subscribe((String) null, received::add))
                    .withMessage("pattern");
            assertThatNullPointerException()
                    .isThrownBy(() -> news.subscribe((Class<Object>) null, received::add))
                    .withMessage("type");
            assertThatNullPointerException()
                    .isThrownBy(() -> news.subscribe(Score.class, null))
                    .withMessage("subscriber");
            assertThatNullPointerException()
                    .isThrownBy(() -> news.addPublisher(null))
                    .withMessage("hook");
            assertThatNullPointerException()
                    .isThrownBy(() -> news.removePublisher(null))
                    .withMessage("hook");
            assertThatNullPointerException()
                    .isThrownBy(() -> EventBroker.register((Object) null))
                    .withMessage("subscribers");
        }
    }
}
