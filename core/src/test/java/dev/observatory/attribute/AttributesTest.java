package dev.observatory.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class AttributesTest {
    static class Probe {
        @ObservableAttr
        int reading;

        @ObservableAttr
        static String label;

        int plain;
    }

    @SuppressWarnings("HidingField")
    static class Special extends Probe {
        int reading;
    }

    static class Inheriting extends Probe {}

    @Test
    void theAttributeOfAFieldIsAlwaysTheSameInstance() {
        Attribute<Integer> reading = Attributes.of(Probe.class, "reading");

        assertThat(reading).isSameAs(Attributes.of(Inheriting.class, "reading"));
        assertThat(reading.name()).isEqualTo("reading");
        assertThat(reading.type()).isEqualTo(int.class);
        assertThat(reading.owner()).isEqualTo(Probe.class);
        assertThat(reading.isWoven()).isFalse();
        assertThat(reading).hasToString("attribute [" + Probe.class.getName() + ".reading]");
    }

    @Test
    void aFieldThatHidesAnObservableOneIsNotObservable() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Attributes.of(Special.class, "reading"))
                .withMessage("Class [" + Special.class.getName() + "] has no observable attribute [reading]; "
                        + "a field of that name exists, tag it @ObservableAttr; its attributes are [label, reading]");
    }

    @Test
    void anUnknownFieldIsReportedWithTheExistingAttributes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Attributes.of(Probe.class, "readin"))
                .withMessage("Class [" + Probe.class.getName()
                        + "] has no observable attribute [readin]; its attributes are [label, reading]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Attributes.of(String.class, "value"))
                .withMessageEndingWith("none of its fields is tagged @ObservableAttr");
    }

    @Test
    void onlyPlainValuesAreComparedByValue() {
        assertThat(SameValue.test(1, 1)).isTrue();
        assertThat(SameValue.test(1, 1L)).isFalse();
        assertThat(SameValue.test(Double.NaN, Double.NaN)).isTrue();
        assertThat(SameValue.test(0.0, -0.0)).isFalse();
        assertThat(SameValue.test("a", new String("a"))).isTrue();
        assertThat(SameValue.test(true, true)).isTrue();
        assertThat(SameValue.test('a', 'a')).isTrue();
        assertThat(SameValue.test(null, null)).isTrue();
        assertThat(SameValue.test(null, 1)).isFalse();
        assertThat(SameValue.test(new Trap(), new Trap())).isFalse();
    }

    /** Code of the program, which the library must not run. */
    private static final class Trap {
        @Override
        public boolean equals(Object other) {
            throw new AssertionError("called");
        }

        @Override
        public int hashCode() {
            throw new AssertionError("called");
        }
    }

    @Test
    void anyEmitsForEveryAttributeAfterItsOwnObservers() {
        Attribute<Integer> reading = Attributes.of(Probe.class, "reading");
        Attribute<String> label = Attributes.of(Probe.class, "label");
        List<String> received = new ArrayList<>();
        Probe probe = new Probe();
        try (Subscription any = Attributes.any().connect(x -> received.add("any " + x.name() + " " + x.newValue()));
                Subscription own = reading.assigned().connect(x -> received.add("own " + x.newValue()))) {
            AttributeWeaving.emit(reading, probe, 0, 1, false);
            AttributeWeaving.emit(label, null, null, "b", false);
        }
        AttributeWeaving.emit(label, null, "b", "c", false);

        assertThat(received).containsExactly("own 1", "any reading 1", "any label b");
    }

    @Test
    void anyDoesNotEmitWhatObserversAssign() {
        Attribute<Integer> reading = Attributes.of(Probe.class, "reading");
        List<Object> received = new ArrayList<>();
        List<Object> own = new ArrayList<>();
        try (Subscription any = Attributes.any().connect(x -> {
                    received.add(x.newValue());
                    AttributeWeaving.emit(reading, null, 1, 2, false);
                });
                Subscription ofReading = reading.assigned().connect(x -> own.add(x.newValue()))) {
            AttributeWeaving.emit(reading, null, 0, 1, false);
            AttributeWeaving.emit(reading, null, 0, 3, false);
        }

        assertThat(received).containsExactly(1, 3);
        assertThat(own).containsExactly(1, 2, 3, 2);
    }

    @Test
    void attributesAreInDemandWhileAnyIsObserved() {
        List<Boolean> received = new ArrayList<>();
        Consumer<Boolean> site = received::add;
        AttributeWeaving.demand(Attributes.of(Probe.class, "reading")).addListener(site);

        Attributes.any().connect(x -> {}).close();

        assertThat(received).containsExactly(false, true, false);
    }
}
