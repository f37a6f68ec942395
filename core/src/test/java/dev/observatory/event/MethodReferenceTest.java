package dev.observatory.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Events named by a method reference. */
class MethodReferenceTest {

    @SuppressWarnings("UnusedVariable")
    static class Shop {
        @Event
        int order(String what, int count) {
            return count;
        }

        @Event
        void close() {}

        @Event
        static void open() {}

        @Event
        static long sum(long a, double b, byte c, List<String> d, int[] e, Object f) {
            return a;
        }

        @Event
        void refund(int order) {}

        @Event
        void refund(String order) {}

        @Event
        private static void secret(int code) {}

        @Event
        void several(String... words) {}

        void untagged() {}

        EventPoint secretEvent() {
            return Events.of(Shop::secret);
        }
    }

    static class Branch extends Shop {
        @Override
        void close() {}
    }

    @Test
    void findsTheEventOfAnInstanceMethod() {
        assertThat(Events.of(Shop::order)).isSameAs(Events.of(Shop.class, "order"));
        assertThat(Events.of(Shop::close)).isSameAs(Events.of(Shop.class, "close"));
        assertThat(Events.of(Branch::order)).isSameAs(Events.of(Shop.class, "order"));
    }

    @Test
    void findsTheEventOfAStaticMethod() {
        assertThat(Events.of(Shop::open)).isSameAs(Events.of(Shop.class, "open"));
        assertThat(Events.of(Shop::sum)).isSameAs(Events.of(Shop.class, "sum"));
        assertThat(new Shop().secretEvent()).isSameAs(Events.of(Shop.class, "secret"));
    }

    @Test
    void picksAnOverloadByTheTypesOfTheReference() {
        assertThat(Events.<Shop, String>of(Shop::refund)).isSameAs(Events.of(Shop.class, "refund", String.class));
        assertThat(Events.<Shop, Integer>of(Shop::refund)).isSameAs(Events.of(Shop.class, "refund", int.class));
    }

    @Test
    void ofAnObjectMeansTheCallsOfThatObject() {
        Shop shop = new Shop();

        assertThat(Events.of(shop::order))
                .isSameAs(Events.of(Shop.class, "order").bind(shop))
                .isNotSameAs(Events.of(Shop.class, "order"));
    }

    @Test
    void thatIsNoEventIsRefusedWithTheCandidates() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Events.of(Shop::untagged))
                .withMessageStartingWith("Class [" + Shop.class.getName()
                        + "] has no event [untagged()]; a method of that name exists, tag it @Event; its events are [");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Events.of(Branch::close))
                .withMessageStartingWith("Class [" + Branch.class.getName() + "] has no event [close()]");
    }

    @Test
    void thatTheCompilerTurnedIntoCodeOfItsOwnIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Events.of((Shop shop) -> shop.order("tea", 1)))
                .withMessage("The method reference refers to code that the compiler generated in class ["
                        + MethodReferenceTest.class.getName()
                        + "], not a method of the program: it is a lambda, or refers to"
                        + " a method with variable arguments or through super; use Events.of(Class, String) instead");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Events.of(new MethodReference0() {
                    @Override
                    public void call() {}
                }))
                .withMessage("Object [" + MethodReferenceTest.class.getName()
                        + "$1] is not a method reference; use Events.of(Class, String)");
    }

    @Test
    void leavesWhatItHoldsAlone() {
        Object notSerializable = new Object();
        Shop shop = new Shop() {
            @Override
            public String toString() {
                return "holds " + notSerializable;
            }
        };

        assertThat(Events.of(shop::order)).isNotNull();
    }
}
