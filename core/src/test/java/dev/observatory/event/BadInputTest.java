package dev.observatory.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.observatory.hook.EventHook;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What events refuse, in which words, and that nothing was done by halves. */
class BadInputTest {
    private static final String SHOP = Shop.class.getName();

    static class Shop {
        static final EventHook<String> SOLD = new EventHook<>("sold");

        @Event
        void order() {}

        @Event
        void refund(int number) {}

        @Event
        void refund(String name, int number) {}

        @Event
        static void open() {}

        void untagged() {}
    }

    static class Branch extends Shop {}

    static class Empty {}

    @AfterEach
    void nothingIsObserved() {
        assertThat(Events.of(Shop.class, "order").isObserved()).isFalse();
        assertThat(Shop.SOLD.isObserved()).isFalse();
        for (EventStatus status : new EventStatus[] {EventStatus.COMPLETED, EventStatus.CRASHED}) {
            assertThat(Events.any(status).isObserved()).isFalse();
        }
        assertThat(Events.current()).isEmpty();
    }

    @Nested
    class LookingUp {

        @Test
        void anUnknownMethodIsAnsweredWithTheEventsThatThereAre() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Events.of(Shop.class, "ordr"))
                    .withMessage("Class [" + SHOP + "] has no event [ordr]; "
                            + "its events are [open(), order(), refund(String, int), refund(int)]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Events.of(Branch.class, "ordr"))
                    .withMessage("Class [" + Branch.class.getName() + "] has no event [ordr]; "
                            + "its events are [open(), order(), refund(String, int), refund(int)]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Events.of(Empty.class, "order"))
                    .withMessage("Class [" + Empty.class.getName()
                            + "] has no event [order]; none of its methods is tagged @Event");
        }

        @Test
        void anUntaggedMethodIsAnsweredWithAdvice() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Events.of(Shop.class, "untagged"))
                    .withMessage("Class [" + SHOP
                            + "] has no event [untagged]; a method of that name exists, tag it @Event; "
                            + "its events are [open(), order(), refund(String, int), refund(int)]");
        }

        @Test
        void anAmbiguousNameIsAnsweredWithItsOverloads() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Events.of(Shop.class, "refund"))
                    .withMessage(
                            "Event [refund] of class [" + SHOP
                                    + "] is ambiguous; specify the parameter types of one of [refund(String, int), refund(int)]");
        }

        @Test
        void anUnknownOverloadIsAnsweredWithThoseThatThereAre() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Events.of(Shop.class, "refund", long.class))
                    .withMessage("Class [" + SHOP
                            + "] has no event [refund(long)]; a method of that name exists, tag it @Event; "
                            + "its events are [open(), order(), refund(String, int), refund(int)]");
        }

        @Test
        void nothingIsLookedUpForNull() {
            assertThatNullPointerException()
                    .isThrownBy(() -> Events.of(null, "order"))
                    .withMessage("type");
            assertThatNullPointerException()
                    .isThrownBy(() -> Events.of(Shop.class, (String) null))
                    .withMessage("method");
            assertThatNullPointerException()
                    .isThrownBy(() -> Events.of(Shop.class, "order", (Class<?>[]) null))
                    .withMessage("parameterTypes");
            assertThatNullPointerException()
                    .isThrownBy(() -> Events.of((MethodReference0) null))
                    .withMessage("method");
        }
    }

    @Nested
    class Observing {

        @Test
        void onlyObjectsHaveCallsOfTheirOwn() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Events.of(Shop.class, "open").bind(new Shop()))
                    .withMessage("Event [" + SHOP + ".open] is a static method and has no object to bind to; "
                            + "observe the event itself");
            assertThatNullPointerException()
                    .isThrownBy(() -> Events.of(Shop.class, "order").bind(null))
                    .withMessage("target");
        }

        @Test
        void notEveryStatusHasAHook() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Events.any(EventStatus.NEVER_RUN))
                    .withMessage("Status [NEVER_RUN] has no hook that emits event data; "
                            + "ABOUT_TO_RUN, COMPLETED, CRASHED and EXITED have");
            assertThatNullPointerException().isThrownBy(() -> Events.any(null)).withMessage("status");
        }

        @Test
        void aNullObserverIsRefused() {
            assertThatNullPointerException()
                    .isThrownBy(() -> Events.of(Shop.class, "order").completed().connect(null))
                    .withMessage("observer");
            assertThatNullPointerException()
                    .isThrownBy(() -> Events.anyProgress().connect(null))
                    .withMessage("observer");
        }

        static final class Misfits {
            @Observes(type = Shop.class, method = "order", status = EventStatus.COMPLETED)
            static void fits(EventData data) {}

            @Observes(type = Shop.class, method = "order", status = EventStatus.COMPLETED)
            static void takesTooLittle() {}

            @Observes(type = Shop.class, hook = "SOLDD")
            static void misprinted(String name) {}
        }

        @Test
        void methodsThatDoNotFitAreReportedTogetherAndNoneIsConnected() {
            String misfits = Misfits.class.getTypeName();

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Events.register(Misfits.class))
                    .withMessage("Class [" + misfits + "] has [2] mismatches of @Observes, nothing was registered:"
                            + "\n  [" + misfits + ".misprinted(String)]: class [" + Shop.class.getTypeName()
                            + "] has no field [SOLDD]; its hooks are [SOLD]"
                            + "\n  [" + misfits + ".takesTooLittle()] takes [0] parameters; "
                            + "expected [static void takesTooLittle(EventData data)]");
        }
    }

    @Nested
    class Calling {

        @Test
        void progressCountsFromZeroToALengthThatIsKnownOrNot() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Events.progress(-1, 3, null))
                    .withMessage("done [-1] must not be negative; count the finished items from 0");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Events.progress(0, -2, null))
                    .withMessage("length [-2] must not be less than -1; use -1 if it is unknown");
        }

        @Test
        void nothingIsTrackedOrTaggedOrCalledForNull() {
            assertThatNullPointerException()
                    .isThrownBy(() -> Events.tag(null, "value"))
                    .withMessage("key");
            assertThatNullPointerException()
                    .isThrownBy(() -> Events.track((Iterable<?>) null))
                    .withMessage("items");
            assertThatNullPointerException()
                    .isThrownBy(() -> Events.track((Object[]) null))
                    .withMessage("items");
            assertThatNullPointerException()
                    .isThrownBy(() -> Events.track((Stream<?>) null))
                    .withMessage("items");
            assertThatNullPointerException()
                    .isThrownBy(() -> Events.track((Iterator<?>) null))
                    .withMessage("items");
            assertThatNullPointerException()
                    .isThrownBy(() -> Events.define("event").call(null))
                    .withMessage("action");
            assertThatNullPointerException()
                    .isThrownBy(() -> Events.define(null))
                    .withMessage("name");
        }
    }
}
