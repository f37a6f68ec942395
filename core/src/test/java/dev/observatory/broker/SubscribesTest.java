package dev.observatory.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.observatory.Garbage;
import dev.observatory.hook.EventHookException;
import dev.observatory.hook.Subscription;
import dev.observatory.runtime.AgentPresence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SubscribesTest {
    private static final List<Object> HEARD = new ArrayList<>();
    private final EventBroker broker = EventBroker.of("SubscribesTest");

    @BeforeEach
    void forget() {
        HEARD.clear();
    }

    @AfterEach
    void nothingIsSubscribed() {
        assertThat(LiveBrokers.brokers()).doesNotContain(broker);
    }

    @SuppressWarnings("UnusedMethod") // Called by the broker.
    static class Desk {
        @Subscribes("SubscribesTest")
        private static void onNumber(Number number) {
            HEARD.add("number " + number);
        }

        @Subscribes("SubscribesTest")
        static int onPrimitive(int value) {
            HEARD.add("int " + value);
            return value;
        }

        @Subscribes("SubscribesTest")
        private void onText(String text) {
            HEARD.add("text " + text);
        }

        @Subscribes("SubscribesTest")
        void onWords(String... words) {
            HEARD.add("words " + words.length);
        }

        @Subscribes("SubscribesTest")
        protected void overridden(Boolean flag) {
            HEARD.add("upper");
        }
    }

    interface Fallback {
        @Subscribes("SubscribesTest")
        default void onCharacter(Character character) {
            HEARD.add("character " + character);
        }
    }

    @SuppressWarnings("UnusedMethod") // Called by the broker.
    static final class SportsDesk extends Desk implements Fallback {
        @Override
        @Subscribes("SubscribesTest")
        protected void overridden(Boolean flag) {
            HEARD.add("lower");
        }

        @Subscribes("SubscribesTest")
        private void onText(String text) {
            HEARD.add("own text " + text);
        }
    }

    static final class Failing {
        @Subscribes("SubscribesTest")
        void on(Object message) throws IOException {
            if (message.equals("x")) {
                throw new IOException("no " + message);
            }
        }
    }

    static final class Mismatched {
        @Subscribes("SubscribesTest")
        static void fits(Object message) {
            HEARD.add(message);
        }

        @Subscribes("SubscribesTest")
        static void none() {}

        @Subscribes("SubscribesTest..x")
        static void two(String first, int second) {}

        @Subscribes("SubscribesTest")
        void instance(String first, int second) {}
    }

    static final class Plain {}

    @Nested
    class ForTheAgent {

        @Test
        void staticMethodsAreSubscribedUntilItDetaches() {
            BrokerWeaving.registerForAgent(Desk.class);
            broker.broadcast(1L);
            AgentPresence.agentDetached();
            broker.broadcast(2L);

            assertThat(HEARD).containsExactly("number 1");
        }

        @Test
        void methodsThatTheProgramRegisteredStaySubscribed() {
            BrokerWeaving.registerForAgent(Desk.class);
            try (Subscription own = EventBroker.register(Desk.class)) {
                AgentPresence.agentDetached();
                broker.broadcast(1L);
                assertThat(own.isOpen()).isTrue();
            }

            assertThat(HEARD).containsExactly("number 1");
        }
    }

    @Nested
    class AClass {

        @Test
        void subscribesItsStaticMethodsByParameterType() {
            try (Subscription subscription = EventBroker.register(Desk.class)) {
                assertThat(subscription.isOpen()).isTrue();
                broker.child("below").broadcast(1);
                broker.broadcast(2L);
                broker.broadcast("text");
            }

            broker.broadcast(3);
            assertThat(HEARD).containsExactly("number 1", "int 1", "number 2");
        }

        @Test
        void isRegisteredTheSameWayWhenPassedAsAnObject() {
            Object type = Desk.class;

            try (Subscription subscription = EventBroker.register(type)) {
                assertThat(subscription.isOpen()).isTrue();
                broker.broadcast(1L);
            }

            assertThat(HEARD).containsExactly("number 1");
        }
    }

    @Nested
    class AnObject {

        @Test
        void subscribesItsInstanceMethodsIncludingPrivateOnes() {
            Subscription subscription = EventBroker.register(new Desk());
            broker.broadcast("x");
            broker.broadcast(new String[] {"a", "b"});
            broker.broadcast(1);

            subscription.close();
            broker.broadcast("y");

            assertThat(HEARD).containsExactly("text x", "words 2");
            assertThat(subscription.isOpen()).isFalse();
        }

        @Test
        void subscribesInheritedMethodsAndOverriddenOnesOnce() {
            try (Subscription subscription = EventBroker.register(new SportsDesk())) {
                assertThat(subscription.isOpen()).isTrue();
                broker.broadcast(true);
                broker.broadcast('c');
                broker.broadcast("x");
            }

            assertThat(HEARD).containsExactly("lower", "character c", "own text x", "text x");
        }

        @Test
        void registeredTwiceIsSubscribedOnce() {
            Desk desk = new Desk();
            Subscription first = EventBroker.register(desk);
            Subscription second = EventBroker.register(desk);

            broker.broadcast("x");
            first.close();

            assertThat(HEARD).containsExactly("text x");
            assertThat(second.isOpen()).isFalse();
        }

        @Test
        void throwsItsOwnExceptionsUnchanged() {
            try (Subscription subscription = EventBroker.register(new Failing())) {
                assertThat(subscription.isOpen()).isTrue();
                assertThatExceptionOfType(EventHookException.class)
                        .isThrownBy(() -> broker.broadcast("x"))
                        .havingCause()
                        .isInstanceOf(IOException.class)
                        .withMessage("no x");
            }
        }

        @Test
        void isCollectableAfterItsSubscriptionWasClosed() {
            Garbage.Watch desk = registerAndClose();

            desk.await();
        }

        private Garbage.Watch registerAndClose() {
            Desk desk = new Desk();
            EventBroker.register(desk).close();
            return Garbage.watch(desk);
        }
    }

    @Nested
    class Mismatches {

        @Test
        void areReportedTogetherAndNothingIsSubscribed() {
            String type = Mismatched.class.getTypeName();

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EventBroker.register(Mismatched.class))
                    .withMessage("Class [" + type + "] has [3] mismatches of @Subscribes, nothing was registered:\n"
                            + "  [" + type
                            + ".none()] takes [0] parameters; expected [static void none(Message message)]\n"
                            + "  [" + type + ".two(String, int)] takes [2] parameters;"
                            + " expected [static void two(Message message)]\n"
                            + "  [" + type + ".two(String, int)]: Topic [SubscribesTest..x] has an empty token at"
                            + " position [2]; a token is one or more letters, digits, '_' or '-'");

            broker.broadcast("x");
            assertThat(HEARD).isEmpty();
        }

        @Test
        void areReportedForAnObject() {
            String type = Mismatched.class.getTypeName();

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EventBroker.register(new Mismatched()))
                    .withMessage("Class [" + type + "] has [1] mismatch of @Subscribes, nothing was registered:\n"
                            + "  [" + type + ".instance(String, int)] takes [2] parameters;"
                            + " expected [void instance(Message message)]");
        }

        @Test
        void includeAClassWithoutTaggedMethods() {
            String type = Plain.class.getTypeName();

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EventBroker.register(Plain.class))
                    .withMessage("Class [" + type + "] has no static method tagged @Subscribes; tag one, or register an"
                            + " object for its instance methods");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EventBroker.register(new Plain()))
                    .withMessage("Class [" + type + "] has no instance method tagged @Subscribes; tag one, or register"
                            + " the class for its static methods");
        }

        @Test
        void nullIsRejected() {
            assertThatNullPointerException()
                    .isThrownBy(() -> EventBroker.register((Class<?>) null))
                    .withMessage("subscribers");
        }
    }
}
