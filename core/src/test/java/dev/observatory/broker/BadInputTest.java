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

/** Brokers reject invalid input with an exact message and without a partial effect. */
class BadInputTest {
    private static final String FORM = "a token is one or more letters, digits, '_' or '-'";
    private final EventBroker broker = EventBroker.of("BadInputTest");
    private Set<EventBroker> inUseBefore = Set.of();

    @BeforeEach
    void recordState() {
        inUseBefore = LiveBrokers.brokers();
    }

    @AfterEach
    void nothingIsSubscribed() {
        assertThat(LiveBrokers.brokers()).isEqualTo(inUseBefore);
        assertThat(broker.children().tokens()).isEmpty();
        assertThat(broker.broadcastSent().isObserved()).isFalse();
        assertThat(broker.unrouted().isObserved()).isFalse();
        assertThat(broker.publishers().isEmpty()).isTrue();
    }

    private static void rejectsNull(String parameter, ThrowingCallable call) {
        assertThatNullPointerException().isThrownBy(call).withMessage(parameter);
    }

    @Nested
    class Topics {

        @Test
        void needAToken() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EventBroker.of(""))
                    .withMessage("Topic [] has no token; write tokens separated by dots, such as [news.sports]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Topic(List.of()))
                    .withMessage("Topic [] has no token; write tokens separated by dots, such as [news.sports]");
        }

        @ParameterizedTest
        @CsvSource({"a..b, 2", ".a, 1", "a., 2", "., 1", "a.b..c, 3"})
        void rejectAnEmptyToken(String path, int position) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EventBroker.of(path))
                    .withMessage("Topic [" + path + "] has an empty token at position [" + position + "]; " + FORM);
        }

        @ParameterizedTest
        @CsvSource({"a b, ' ', a b", "a.b!, !, b!", "*, *, *", "a.>, >, >", "a|b, |, a|b", "ok.a/b.c, /, a/b"})
        void rejectAnIllegalCharacter(String path, String character, String token) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EventBroker.of(path))
                    .withMessage("Topic [" + path + "] has the illegal character [" + character + "] in token [" + token
                            + "]; " + FORM);
        }

        @Test
        void rejectChildrenOfSeveralTokens() {
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
        void rejectsAnInvalidPattern(String pattern, String message) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> broker.subscribe(pattern, received -> {}))
                    .withMessage(message + "; " + FORM + ", or '*' for any one token, or a last '>' for one or more");
        }

        @Test
        void rejectsARestWildcardThatIsNotLast() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> broker.subscribe(">.a", received -> {}))
                    .withMessage("Pattern [>.a] has [>] at position [1] of [2]; "
                            + "'>' must be the last token, use '*' for one token in between");
        }

        @ParameterizedTest
        @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
        void rejectsACapacityBelowOne(int capacity) {
            String message = "Capacity [" + capacity
                    + "] must be at least 1; pass the number of messages that may wait for the subscriber";
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> broker.subscribeAsync(Runnable::run, capacity, OverflowPolicy.ERROR, received -> {}))
                    .withMessage(message);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> broker.asPublisher(capacity, OverflowPolicy.ERROR))
                    .withMessage(message);
        }

        @Test
        void rejectsANullSubscriber() {
            Executor executor = Runnable::run;
            rejectsNull("subscriber", () -> broker.subscribe(null));
            rejectsNull("type", () -> broker.subscribe((Class<String>) null, received -> {}));
            rejectsNull("subscriber", () -> broker.subscribe(String.class, null));
            rejectsNull("pattern", () -> broker.subscribe((String) null, received -> {}));
            rejectsNull("subscriber", () -> broker.subscribe("*", null));
            rejectsNull("executor", () -> broker.subscribeAsync(null, 1, OverflowPolicy.ERROR, received -> {}));
            rejectsNull("policy", () -> broker.subscribeAsync(executor, 1, null, received -> {}));
            rejectsNull("subscriber", () -> broker.subscribeAsync(executor, 1, OverflowPolicy.ERROR, null));
            rejectsNull("observer", () -> broker.broadcastSent().connect(null));
            rejectsNull("observer", () -> broker.unrouted().connect(null));
            rejectsNull("subscriber", () -> broker.asPublisher().subscribe(null));
        }

        static final class Mismatched {
            @Subscribes("BadInputTest")
            static void fits(String message) {}

            @Subscribes("BadInputTest..gap")
            static void hasNoTopic(String message) {}

            @Subscribes("BadInputTest")
            static void takesTwo(String message, int more) {}
        }

        @Test
        void reportsAllMismatchesTogetherAndSubscribesNothing() {
            String misfits = Mismatched.class.getTypeName();

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EventBroker.register(Mismatched.class))
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
        void rejectsANullMessage() {
            rejectsNull("message", () -> broker.broadcast(null));
            rejectsNull("message", () -> broker.queueUp(null));
            assertThat(broker.broadcastQueue()).isZero();
        }

        @Test
        void rejectsANullPublisher() {
            rejectsNull("hook", () -> broker.addPublisher(null));
            rejectsNull("hook", () -> broker.removePublisher(null));
            assertThat(broker.removePublisher(new EventHook<>("never added"))).isFalse();
        }

        @Test
        void rejectsTheBrokersOwnHook() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> broker.addPublisher(broker.broadcastSent()))
                    .withMessage("Broker [BadInputTest] cannot publish what broker [BadInputTest] sent,"
                            + " because that would broadcast endlessly; add another hook");
        }
    }
}
