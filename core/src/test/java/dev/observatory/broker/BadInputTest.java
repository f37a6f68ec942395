package dev.observatory.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.observatory.hook.EventHook;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What brokers refuse, in which words, and that nothing was done by halves. */
class BadInputTest {
    private static final String FORM = "a token is one or more letters, digits, '_' or '-'";
    private final EventBroker broker = EventBroker.of("BadInputTest");
    private Set<EventBroker> inUseBefore = Set.of();

    @BeforeEach
    void look() {
        inUseBefore = LiveBrokers.brokers();
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(LiveBrokers.brokers()).isEqualTo(inUseBefore);
        assertThat(broker.children().tokens()).isEmpty();
        assertThat(broker.broadcastSent().isObserved()).isFalse();
        assertThat(broker.unrouted().isObserved()).isFalse();
        assertThat(broker.publishers().isEmpty()).isTrue();
    }

    private static void refusesNull(String parameter, ThrowingCallable call) {
        assertThatNullPointerException().isThrownBy(call).withMessage(parameter);
    }

    @Nested
    class Topics {

        @Test
        void haveAToken() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EventBroker.of(""))
                    .withMessage("Topic [] has no token; write tokens separated by dots, such as [news.sports]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Topic(List.of()))
                    .withMessage("Topic [] has no token; write tokens separated by dots, such as [news.sports]");
        }

        @ParameterizedTest
        @CsvSource({"a..b, 2", ".a, 1", "a., 2", "., 1", "a.b..c, 3"})
        void haveNoEmptyToken(String path, int position) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EventBroker.of(path))
                    .withMessage("Topic [" + path + "] has an empty token at position [" + position + "]; " + FORM);
        }

        @ParameterizedTest
        @CsvSource({"a b, ' ', a b", "a.b!, !, b!", "*, *, *", "a.>, >, >", "a|b, |, a|b", "ok.a/b.c, /, a/b"})
        void haveNoIllegalCharacter(String path, String character, String token) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EventBroker.of(path))
                    .withMessage("Topic [" + path + "] has the illegal character [" + character + "] in token [" + token
                            + "]; " + FORM);
        }

        @Test
        void haveChildrenOfOneToken() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> broker.child(""))
                    .withMessage("Topic [BadInputTest.] has an empty token at position [2]; " + FORM);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> broker.child("a.b"))
                    .withMessage("Topic [BadInputTest.a.b] has the illegal character [.] in token [a.b]; " + FORM);
        }
    }

    @Nested
    class Subscribing {

        @ParameterizedTest
        @CsvSource({
            "'', Pattern [] has an empty token at position [1]",
            "a..b, Pattern [a..b] has an empty token at position [2]",
            "a.**, Pattern [a.**] has the illegal character [*] in token [**]",
            "a>, Pattern [a>] has the illegal character [>] in token [a>]"
        })
        void aPatternIsLegal(String pattern, String message) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> broker.subscribe(pattern, heard -> {}))
                    .withMessage(message + "; " + FORM + ", or '*' for any one token, or a last '>' for one or more");
        }

        @Test
        void theRestIsLast() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> broker.subscribe(">.a", heard -> {}))
                    .withMessage("Pattern [>.a] has [>] at position [1] of [2]; "
                            + "'>' must be the last token, use '*' for one token in between");
        }

        @ParameterizedTest
        @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
        void aQueueHasRoomForAMessage(int capacity) {
            String message = "Capacity [" + capacity
                    + "] must be at least 1; pass the number of messages that may wait for the subscriber";
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> broker.subscribeAsync(Runnable::run, capacity, OverflowPolicy.ERROR, heard -> {}))
                    .withMessage(message);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> broker.asPublisher(capacity, OverflowPolicy.ERROR))
                    .withMessage(message);
        }

        @Test
        void nullIsNoSubscriber() {
            Executor executor = Runnable::run;
            refusesNull("subscriber", () -> broker.subscribe(null));
            refusesNull("type", () -> broker.subscribe((Class<String>) null, heard -> {}));
            refusesNull("subscriber", () -> broker.subscribe(String.class, null));
            refusesNull("pattern", () -> broker.subscribe((String) null, heard -> {}));
            refusesNull("subscriber", () -> broker.subscribe("*", null));
            refusesNull("executor", () -> broker.subscribeAsync(null, 1, OverflowPolicy.ERROR, heard -> {}));
            refusesNull("policy", () -> broker.subscribeAsync(executor, 1, null, heard -> {}));
            refusesNull("subscriber", () -> broker.subscribeAsync(executor, 1, OverflowPolicy.ERROR, null));
            refusesNull("observer", () -> broker.broadcastSent().connect(null));
            refusesNull("observer", () -> broker.unrouted().connect(null));
            refusesNull("subscriber", () -> broker.asPublisher().subscribe(null));
        }

        static final class Misfits {
            @Subscribes("BadInputTest")
            static void fits(String message) {}

            @Subscribes("BadInputTest..gap")
            static void hasNoTopic(String message) {}

            @Subscribes("BadInputTest")
            static void takesTwo(String message, int more) {}
        }

        @Test
        void methodsThatDoNotFitAreToldTogetherAndNoneIsSubscribed() {
            String misfits = Misfits.class.getTypeName();

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EventBroker.register(Misfits.class))
                    .withMessage("Class [" + misfits + "] has [2] mismatches of @Subscribes, nothing was registered:"
                            + "\n  [" + misfits
                            + ".hasNoTopic(String)]: Topic [BadInputTest..gap] has an empty token at position [2]; "
                            + FORM
                            + "\n  [" + misfits + ".takesTwo(String, int)] takes [2] parameters; "
                            + "expected [static void takesTwo(Message message)]");
        }
    }

    @Nested
    class Publishing {

        @Test
        void nullIsNoMessage() {
            refusesNull("message", () -> broker.broadcast(null));
            refusesNull("message", () -> broker.queueUp(null));
            assertThat(broker.broadcastQueue()).isZero();
        }

        @Test
        void nullIsNoPublisher() {
            refusesNull("hook", () -> broker.addPublisher(null));
            refusesNull("hook", () -> broker.removePublisher(null));
            assertThat(broker.removePublisher(new EventHook<>("never added"))).isFalse();
        }

        @Test
        void aBrokerDoesNotPublishWhatItSent() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> broker.addPublisher(broker.broadcastSent()))
                    .withMessage("Broker [BadInputTest] cannot publish what broker [BadInputTest] sent,"
                            + " because that would broadcast endlessly; add another hook");
        }
    }
}
