package dev.observatory.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Events of single objects. */
class BindTest {
    private final List<String> heard = new ArrayList<>();
    private final EventPoint order = Events.of(Shop.class, "order");
    private final Shop mine = new Shop();
    private final Shop other = new Shop();

    static class Shop {
        @Event
        void order() {}

        @Event
        static void open() {}
    }

    private void call(Shop target) {
        EventCall call = order.begin(target);
        if (call != null) {
            call.complete(null);
        }
    }

    @Test
    void onlyTheObjectsOwnCallsAreReported() {
        assertThat(order.isObserved()).isFalse();
        Subscription subscription = order.bind(mine).completed().connect(data -> heard.add("mine " + data.target()));

        assertThat(order.isObserved()).isTrue();
        call(mine);
        call(other);
        subscription.close();
        call(mine);

        assertThat(heard).containsExactly("mine " + mine);
        assertThat(order.isObserved()).isFalse();
    }

    @Test
    void theObjectsObserversComeFirstThenTheEventsThenTheGlobalOnes() {
        try (Subscription any = Events.any(EventStatus.COMPLETED).connect(data -> heard.add("any"));
                Subscription all = order.completed().connect(data -> heard.add("all"));
                Subscription own = order.bind(mine).completed().connect(data -> heard.add("own"))) {
            call(mine);
            call(other);
        }

        assertThat(heard).containsExactly("own", "all", "any", "all", "any");
    }

    @Test
    void tagsOfAnotherObjectsCallDoNotLandOnTheOneAroundIt() {
        try (Subscription own = order.bind(mine)
                .completed()
                .connect(data -> heard.add(data.tags().toString()))) {
            EventCall outer = order.begin(mine);
            EventCall inner = order.begin(other);
            Events.tag("lost", 1);
            inner.complete(null);
            Events.tag("kept", 2);
            outer.complete(null);
        }

        assertThat(heard).containsExactly("{kept=2}");
    }

    @Test
    void aBoundEventIsAlwaysTheSameAndHasTheSameDescription() {
        EventPoint bound = order.bind(mine);

        assertThat(bound).isSameAs(order.bind(mine)).isNotSameAs(order.bind(other));
        assertThat(bound.bind(other)).isSameAs(order.bind(other));
        assertThat(bound.name()).isEqualTo("order");
        assertThat(bound.action()).isEqualTo(order.action());
        assertThat(bound.isWoven()).isFalse();
    }

    @Test
    void onlyObjectsOfInstanceMethodsCanBeBound() {
        assertThatNullPointerException().isThrownBy(() -> order.bind(null)).withMessage("target");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Events.of(Shop.class, "open").bind(mine))
                .withMessage("Event [" + Shop.class.getName()
                        + ".open] is a static method and has no object to bind to; observe the event itself");
    }
}
