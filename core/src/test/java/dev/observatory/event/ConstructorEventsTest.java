package dev.observatory.event;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Constructors as events, without the agent: what woven code does is done by hand. */
class ConstructorEventsTest {
    static class Order {
        @Event
        Order(int number) {}

        @Event(name = "reorder")
        Order(String number) {}

        Order() {}
    }

    static class Single extends Order {
        @Event
        Single() {}
    }

    static class Heir extends Single {}

    @Nested
    class LookUp {
        @Test
        void namesAConstructorNew() {
            EventPoint single = Events.of(Single.class, "new");

            assertThat(single)
                    .isSameAs(Events.of(Single.class, "<init>"))
                    .isSameAs(Events.of(Single.class, "new", new Class<?>[0]));
            assertThat(single.name()).isEqualTo("new Single");
            assertThat(single.action()).isEqualTo(Single.class.getDeclaredConstructors()[0]);
        }

        @Test
        void picksOneByItsParameterTypes() {
            assertThat(Events.of(Order.class, "new", int.class).name()).isEqualTo("new Order");
            assertThat(Events.of(Order.class, "new", String.class).name()).isEqualTo("reorder");
        }

        @Test
        void namesTheCandidatesWhenItCannotChoose() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Events.of(Order.class, "new"))
                    .withMessage("Event [new] of class [" + Order.class.getName()
                            + "] is ambiguous; specify the parameter types of one of [new(String), new(int)]");
        }

        @Test
        void doesNotInheritConstructors() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Events.of(Heir.class, "new"))
                    .withMessageStartingWith("Class [" + Heir.class.getName() + "] has no event [new]; ");
        }

        @Test
        void refusesToBindToAnObjectThatIsNotThereYet() {
            EventPoint single = Events.of(Single.class, "new");

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> single.bind(new Single()))
                    .withMessage(
                            "Event [" + Single.class.getName()
                                    + ".<init>] is a constructor, whose object does not exist when it begins; observe the event itself");
        }
    }

    @Nested
    class Calls {
        private final List<EventData> received = new ArrayList<>();
        private final EventPoint single = Events.of(Single.class, "new");

        private EventCall begin() {
            return (EventCall) requireNonNull(EventWeaving.begin(EventWeaving.hooksOf(single), new Object[1]));
        }

        private List<EventStatus> statuses() {
            return received.stream().map(EventData::status).toList();
        }

        private void observe() {
            single.aboutToRun().connect(received::add);
            single.completed().connect(received::add);
            single.crashed().connect(received::add);
            single.exited().connect(received::add);
        }

        @Test
        void haveTheirObjectAsTargetAndResultOnceItExists() {
            observe();
            Single made = new Single();

            EventCall call = begin();
            EventWeaving.enterSuperCall(call);
            EventWeaving.leaveSuperCall(call, made);
            EventWeaving.completeConstructor(call);

            assertThat(statuses()).containsExactly(EventStatus.ABOUT_TO_RUN, EventStatus.COMPLETED, EventStatus.EXITED);
            assertThat(received.get(0).target()).isNull();
            assertThat(received.get(1).target()).isSameAs(made);
            assertThat(received.get(1).result()).isSameAs(made);
        }

        @Test
        void abandonedInSuperCrashWhenTheNextBegins() {
            observe();

            EventWeaving.enterSuperCall(begin());
            EventCall next = begin();
            EventWeaving.completeConstructor(next);

            assertThat(statuses())
                    .containsExactly(
                            EventStatus.ABOUT_TO_RUN,
                            EventStatus.CRASHED,
                            EventStatus.EXITED,
                            EventStatus.ABOUT_TO_RUN,
                            EventStatus.COMPLETED,
                            EventStatus.EXITED);
            assertThat(received.get(1).exception())
                    .isInstanceOf(UnobservedConstructorException.class)
                    .hasMessage("Constructor [" + single.action() + "] did not return: its call of super(…) or this(…)"
                            + " threw an exception that could not be observed; catch it where the object is created");
            assertThat(received.get(3).parentId()).isZero();
        }

        @Test
        void abandonedInSuperCrashWhenTheOneAroundThemEnds() throws Exception {
            observe();
            EventPoint around = Events.define("around");
            around.completed().connect(received::add);

            around.call(() -> {
                EventWeaving.enterSuperCall(begin());
                return null;
            });

            assertThat(received.stream().map(data -> data.name() + " " + data.status()))
                    .containsExactlyInAnyOrder(
                            "new Single ABOUT_TO_RUN", "around COMPLETED", "new Single CRASHED", "new Single EXITED");
            assertThat(CallStack.innermost()).isNull();
        }

        @Test
        void thatAreNotAbandonedContinue() {
            observe();

            EventCall call = begin();
            EventWeaving.crashCallers(new IllegalStateException("of another constructor"));
            EventWeaving.completeConstructor(call);

            assertThat(statuses()).containsExactly(EventStatus.ABOUT_TO_RUN, EventStatus.COMPLETED, EventStatus.EXITED);
        }
    }
}
