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

    private final List<Object> heard = new ArrayList<>();
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
        void theSamePathIsTheSameBroker() {
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
        void theBrokerItselfHearsFirstThenItsAncestorsNearestFirst() {
            keep(news.subscribe(message -> heard.add("news " + message)));
            keep(sports.subscribe(message -> heard.add("sports " + message)));
            keep(football.subscribe(message -> heard.add("football " + message)));

            football.broadcast(1);
            sports.broadcast(2);

            assertThat(heard).containsExactly("football 1", "sports 1", "news 1", "sports 2", "news 2");
        }

        @Test
        void subscribersOfOneBrokerHearInTheOrderOfSubscription() {
            keep(news.subscribe(message -> heard.add("first")));
            keep(news.subscribe(String.class, message -> heard.add("second")));
            keep(news.broadcastSent().connect(message -> heard.add("third")));

            news.broadcast("x");

            assertThat(heard).containsExactly("first", "second", "third");
        }

        @Test
        void theHookItselfEmitsWhatReachesTheBroker() {
            keep(news.broadcastSent().connect(heard::add));

            football.broadcast("goal");

            assertThat(heard).containsExactly("goal");
            assertThat(news.broadcastSent().name()).isEqualTo("EventBrokerTest");
        }

        @Test
        void theHookItselfTakesEveryOption() {
            keep(sports.broadcastSent()
                    .with()
                    .priority(1)
                    .filter(Score.class::isInstance)
                    .connect(heard::add));
            keep(sports.unrouted()
                    .with()
                    .filter(report -> report.message().equals("lost"))
                    .connect(report -> heard.add(report.message())));

            sports.broadcast("not a score");
            sports.broadcast(new Score(3, 1));

            assertThat(heard).containsExactly(new Score(3, 1));
        }

        @Test
        void theSameSubscriberIsSubscribedOnce() {
            Consumer<Object> subscriber = heard::add;

            Subscription first = news.subscribe(subscriber);
            keep(first);

            assertThat(news.subscribe(subscriber)).isSameAs(first);
            assertThat(news.broadcastSent().connect(subscriber)).isSameAs(first);
        }

        @Test
        void aClosedSubscriptionHearsNothingMoreNotEvenInARunningBroadcast() {
            AtomicReference<Subscription> later = new AtomicReference<>();
            keep(sports.subscribe(message -> later.get().close()));
            later.set(news.subscribe(heard::add));

            sports.broadcast("x");

            assertThat(heard).isEmpty();
            assertThat(later.get().isOpen()).isFalse();
        }

        @Test
        void aSubscriberMayBroadcast() {
            keep(sports.subscribe(message -> {
                if (message.equals(1)) {
                    sports.broadcast(2);
                }
            }));
            keep(news.subscribe(heard::add));

            sports.broadcast(1);

            assertThat(heard).containsExactly(2, 1);
        }
    }

    @Nested
    class TypedSubscribers {

        @Test
        void hearInstancesOfTheirTypeOnly() {
            keep(news.subscribe(Score.class, score -> heard.add(score.home())));
            keep(news.subscribe(Number.class, heard::add));

            sports.broadcast(new Score(3, 1));
            sports.broadcast("text");
            sports.broadcast(4L);

            assertThat(heard).containsExactly(3, 4L);
        }

        @Test
        void aPrimitiveTypeStandsForItsBox() {
            keep(news.subscribe(int.class, value -> heard.add(value + 1)));

            news.broadcast(1);
            news.broadcast(1L);

            assertThat(heard).containsExactly(2);
        }

        @Test
        void areSubscribedOncePerTypeAndSubscriber() {
            Consumer<Object> subscriber = heard::add;

            Subscription first = news.subscribe(Integer.class, subscriber);
            keep(first);
            keep(news.subscribe(Number.class, subscriber));

            assertThat(news.subscribe(Integer.class, subscriber)).isSameAs(first);
            news.broadcast(1);
            assertThat(heard).containsExactly(1, 1);
        }
    }

    @Nested
    class SubscribersByPattern {

        @Test
        void hearTheTopicsThatThePatternDescribesFromTheirBrokerOn() {
            keep(news.subscribe("*.football", message -> heard.add("*.football " + message)));
            keep(news.subscribe("*", message -> heard.add("* " + message)));
            keep(news.subscribe(">", message -> heard.add("> " + message)));
            keep(sports.subscribe("football", message -> heard.add("football " + message)));

            news.broadcast(0);
            sports.broadcast(1);
            football.broadcast(2);

            assertThat(heard).containsExactly("* 1", "> 1", "football 2", "*.football 2", "> 2");
        }

        @Test
        void hearAfterTheOtherSubscribersOfTheirBrokerAndBeforeItsParent() {
            keep(sports.subscribe("*", message -> heard.add("pattern of sports")));
            keep(sports.subscribe(message -> heard.add("sports")));
            keep(news.subscribe(message -> heard.add("news")));
            keep(news.subscribe(">", message -> heard.add("pattern of news")));

            football.broadcast("goal");

            assertThat(heard).containsExactly("sports", "pattern of sports", "news", "pattern of news");
        }

        @Test
        void areSubscribedOncePerPatternAndSubscriber() {
            Consumer<Object> subscriber = heard::add;
            Subscription first = news.subscribe("*", subscriber);
            keep(first);

            assertThat(news.subscribe("*", subscriber)).isSameAs(first);
            first.close();
            sports.broadcast("x");

            assertThat(heard).isEmpty();
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
            keep(football.subscribe(heard::add));
            keep(sports.subscribe("*", message -> {
                throw second;
            }));
            keep(news.subscribe(message -> {
                throw third;
            }));
            keep(news.subscribe(message -> heard.add("news " + message)));

            assertThatExceptionOfType(EventHookException.class)
                    .isThrownBy(() -> football.broadcast("goal"))
                    .withCause(first)
                    .withMessageContaining("of hook [EventBrokerTest.sports.football] failed")
                    .satisfies(failure -> assertThat(failure.getSuppressed()).containsExactly(second, third));
            assertThat(heard).containsExactly("goal", "news goal");
        }

        @Test
        void aDyingJvmIsNotKeptWaitingAndEarlierFailuresAreNotLost() {
            RuntimeException earlier = new IllegalStateException("earlier");
            StackOverflowError fatal = new StackOverflowError();
            keep(sports.subscribe(message -> {
                throw earlier;
            }));
            keep(news.subscribe(message -> {
                throw fatal;
            }));
            keep(news.subscribe(heard::add));

            assertThatExceptionOfType(StackOverflowError.class)
                    .isThrownBy(() -> sports.broadcast("x"))
                    .satisfies(thrown -> assertThat(thrown).isSameAs(fatal))
                    .satisfies(thrown -> assertThat(thrown.getSuppressed()[0]).hasCause(earlier));
            assertThat(heard).isEmpty();
        }
    }

    @Nested
    class UnroutedMessages {

        @Test
        void areToldToThoseWhoAskNearestFirst() {
            keep(news.unrouted().connect(unrouted -> heard.add("news " + unrouted.message())));
            keep(sports.unrouted().connect(heard::add));

            football.broadcast("goal");

            assertThat(heard).containsExactly(new UnroutedMessage(football.topic(), "goal"), "news goal");
        }

        @Test
        void areNotThoseThatAnAncestorHears() {
            keep(football.unrouted().connect(heard::add));
            keep(news.subscribe(message -> {}));

            football.broadcast("goal");

            assertThat(heard).isEmpty();
        }

        @Test
        void areThoseWhoseTypeOrTopicNobodyAskedFor() {
            keep(news.unrouted().connect(unrouted -> heard.add(unrouted.message())));
            keep(news.subscribe(Score.class, score -> {}));
            keep(news.subscribe("sports", message -> {}));

            football.broadcast("text");
            football.broadcast(new Score(1, 0));
            sports.broadcast("heard by pattern");

            assertThat(heard).containsExactly("text");
        }

        @Test
        void nobodyHearsABroadcastInSilence() {
            football.broadcast("nobody");

            assertThat(heard).isEmpty();
        }

        @Test
        void theFailureOfAnObserverReachesTheBroadcasterAfterAllHaveRun() {
            keep(sports.unrouted().connect(unrouted -> {
                throw new IllegalStateException("observer");
            }));
            keep(news.unrouted().connect(heard::add));

            assertThatExceptionOfType(EventHookException.class)
                    .isThrownBy(() -> sports.broadcast("x"))
                    .withMessageContaining("of hook [EventBrokerTest.sports unrouted] failed");
            assertThat(heard).containsExactly(new UnroutedMessage(sports.topic(), "x"));
        }
    }

    @Nested
    class BadInput {

        @Test
        void illegalTopicsMakeNoBroker() {
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
                    .isThrownBy(() -> news.subscribe(">.final", heard::add))
                    .withMessage("Pattern [>.final] has [>] at position [1] of [2];"
                            + " '>' must be the last token, use '*' for one token in between");
        }

        @Test
        void nullIsRefused() {
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
                    .isThrownBy(() -> news.subscribe((String) null, heard::add))
                    .withMessage("pattern");
            assertThatNullPointerException()
                    .isThrownBy(() -> news.subscribe((Class<Object>) null, heard::add))
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
