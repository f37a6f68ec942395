package dev.observatory.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.observatory.graph.CycleException;
import dev.observatory.graph.Derived;
import dev.observatory.graph.Graph;
import dev.observatory.graph.NoValueException;
import dev.observatory.graph.Value;
import dev.observatory.graph.ValueChange;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The chapter "State Graph" of the manual of the original, and its bugs. */
class StateGraphTest {
    private final Value<Integer> valueOne = Value.of(3);
    private final Value<String> valueTwo = Value.of("hello");
    private int computed;

    private final Derived<String> multiplied = Derived.of(valueOne, valueTwo, (times, text) -> {
        computed++;
        return text.repeat(times);
    });

    @Test
    void aDerivedNodeIsComputedWhenItIsRead() {
        assertThat(computed).isZero();

        assertThat(multiplied.get()).isEqualTo("hellohellohello");
        assertThat(computed).isOne();
    }

    @Test
    void aComputedValueIsCachedUntilAnInputChanges() {
        multiplied.get();
        multiplied.get();
        assertThat(computed).isOne();

        valueOne.set(2);

        assertThat(multiplied.get()).isEqualTo("hellohello");
        assertThat(computed).isEqualTo(2);
    }

    @Test
    void aValueEmitsOldAndNewWhenItIsSet() {
        List<ValueChange<Integer>> received = new ArrayList<>();
        valueOne.updated().connect(received::add);

        valueOne.set(2);
        valueOne.set(2);

        assertThat(received).containsExactly(new ValueChange<>(3, 2));
    }

    @Test
    void aDerivedNodeEmitsOnlyWhenItsValueDiffers() {
        Derived<Integer> length = Derived.of(valueTwo, String::length);
        List<ValueChange<Integer>> received = new ArrayList<>();
        length.updated().connect(received::add);

        valueTwo.set("HELLO");
        valueTwo.set("bye");

        assertThat(received).containsExactly(new ValueChange<>(5, 3));
    }

    @Test
    void noReadIsStaleWhateverWasReadBefore() {
        Value<Integer> x = Value.of(1);
        Derived<Integer> s = Derived.of(x, Math::abs);
        Derived<Integer> u = Derived.of(s, n -> 100 * n);
        assertThat(u.get()).isEqualTo(100);
        x.set(2);
        assertThat(s.get()).isEqualTo(2);

        x.set(-2);

        assertThat(s.get()).isEqualTo(2);
        assertThat(u.get()).isEqualTo(200);
    }

    @Test
    void aNodeCreatedAfterItsInputWasReadIsComputed() {
        multiplied.get();

        assertThat(Derived.of(multiplied, String::length).get()).isEqualTo(15);
    }

    @Test
    void anObserverReadsNoStaleValue() {
        List<String> read = new ArrayList<>();
        multiplied.get();
        valueOne.updated().connect(change -> read.add(multiplied.get()));

        valueOne.set(1);

        assertThat(read).containsExactly("hello");
    }

    @Test
    void aNodeWithoutInputsIsComputed() {
        assertThat(Derived.of(() -> 42).get()).isEqualTo(42);
    }

    @Test
    void aWriteBelowADiamondComputesEachNodeOnce() {
        Value<Integer> top = Value.of(1);
        int[] runs = {0};
        Derived<Integer> end = Derived.of(top, n -> n);
        for (int i = 0; i < 60; i++) { // 2 to the 60th ways
            Derived<Integer> left = Derived.of(end, n -> n);
            Derived<Integer> right = Derived.of(end, n -> n);
            end = Derived.of(left, right, (a, b) -> {
                runs[0]++;
                return (a + b) / 2;
            });
        }
        end.updated().connect(change -> {});
        runs[0] = 0;

        top.set(2);

        assertThat(runs[0]).isEqualTo(60);
    }

    @Test
    void onlyRealCyclesAreReported() {
        List<Derived<Integer>> pair = new ArrayList<>();
        pair.add(Derived.of(() -> pair.get(1).get()).named("a"));
        pair.add(Derived.of(() -> pair.get(0).get()).named("b"));

        assertThat(multiplied.get()).isNotEmpty();
        assertThatThrownBy(() -> pair.get(0).get())
                .isInstanceOf(CycleException.class)
                .hasMessageContaining("[a] -> [b] -> [a]");
    }

    @Test
    void valuesAreComparedByEquals() {
        Value<Object> value = Value.of(1);
        Value<Double> number = Value.of(Double.NaN);
        List<Object> received = new ArrayList<>();
        value.updated().connect(received::add);
        number.updated().connect(received::add);

        value.set(true);
        number.set(Double.NaN);

        assertThat(received).containsExactly(new ValueChange<Object>(1, true));
    }

    @Test
    void derivedNodesEmitWithoutBeingRead() {
        List<String> received = new ArrayList<>();
        multiplied.updated().connect(change -> received.add(change.oldValue() + " to " + change.newValue()));

        valueOne.set(1);

        assertThat(received).containsExactly("hellohellohello to hello");
    }

    @Test
    void severalValuesAreSetInOneBatch() {
        List<String> received = new ArrayList<>();
        multiplied.updated().connect(change -> received.add(change.newValue()));

        Graph.batch(() -> {
            valueOne.set(2);
            valueTwo.set("x");
        });

        assertThat(received).containsExactly("xx");
    }

    @Test
    void readingAnUnsetNodeNamesIt() {
        assertThatThrownBy(() -> Value.unset().named("later").get())
                .isInstanceOf(NoValueException.class)
                .hasMessage("Value [later] was never set; set it before it is read, or create it with Value.of");
    }
}
