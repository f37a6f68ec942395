package dev.observatory.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.attribute.Attribute;
import dev.observatory.attribute.Attributes;
import dev.observatory.attribute.ObservableAttr;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The chapter "Assignment", as it is without the agent; the example itself runs with it. */
class AssignmentTest {
    private final List<Object> output = new ArrayList<>();

    static class X {
        @ObservableAttr
        int attr = 5;
    }

    @Test
    void aTaggedFieldIsAnOrdinaryField() {
        X x = new X();
        Attribute<Integer> attr = Attributes.of(X.class, "attr");
        try (Subscription subscription =
                attr.bind(x).assigned().connect(assignment -> output.add(assignment.newValue()))) {
            assertThat(subscription.isOpen()).isTrue();

            x.attr = 10;
        }

        assertThat(x.attr).isEqualTo(10);
        assertThat(attr.isWoven()).isFalse();
        assertThat(output).isEmpty();
    }
}
