package dev.observatory.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.observatory.hook.ObserverErrors;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Payloads of primitive types, and payloads whose methods fail. */
@SuppressWarnings({"UnusedVariable", "ClassCanBeStatic"}) // read by the library
class PayloadTypesTest {

    static Stream<Arguments> primitives() {
        return Stream.of(
                Arguments.of(int.class, 1),
                Arguments.of(long.class, 1L),
                Arguments.of(double.class, 1.5),
                Arguments.of(float.class, 1.5f),
                Arguments.of(short.class, (short) 1),
                Arguments.of(byte.class, (byte) 1),
                Arguments.of(char.class, 'c'),
                Arguments.of(boolean.class, true));
    }

    /** Has a trigger with a payload. */
    private static final class Taking<T> extends Machine {
        final List<Object> taken = new ArrayList<>();
        final State a = initial("A"), b = state("B");
        final Trigger.Of<T> take;
        final Trigger back = trigger("back", b.to(a));

        Taking(Class<T> type) {
            take = trigger(
                    "take", type, a.to(b).when("any", (Object p) -> p != null).then((Object p) -> taken.add(p)));
            b.defer(take);
        }
    }

    @ParameterizedTest
    @MethodSource("primitives")
    <T> void aPrimitiveTypeStandsForItsWrapper(Class<T> type, T payload) {
        Taking<T> machine = new Taking<>(type);

        assertThat(machine.take.isReady(payload)).isTrue();
        assertThat(machine.explain(machine.take, payload).isReady()).isTrue();
        machine.take.fire(payload);
        assertThat(machine.take.submit(payload)).isNotDone();
        machine.back.fire();

        assertThat(machine.taken).containsExactly(payload, payload);
        assertThat(machine.state()).isSameAs(machine.b);
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void aPayloadOfAnotherTypeIsRefusedAsForTheWrapper() {
        Taking<Integer> machine = new Taking<>(int.class);

        assertThatExceptionOfType(InvalidPayloadException.class)
                .isThrownBy(() -> ((Trigger.Of) machine.take).fire(1L))
                .withMessage("Trigger [take] takes a payload of type [java.lang.Integer] and got [java.lang.Long]; use"
                        + " fire(payload)");
    }

    @Test
    void noTriggerHasAPayloadOfTypeVoid() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Taking<>(void.class))
                .withMessage("Payload type [void] has no values; declare the trigger without a payload type");
    }

    private enum Meter {
        SHOWING
    }

    private enum Signal {
        COUNT
    }

    @ParameterizedTest
    @MethodSource("primitives")
    <T> void guardsAndActionsOfDefinitionsTakePrimitiveTypesToo(Class<T> type, T payload) {
        List<Object> taken = new ArrayList<>();
        MachineInstance<Meter, Signal, Object> meter = Machine.define(Meter.class, Signal.class)
                .initial(Meter.SHOWING)
                .stay(Meter.SHOWING, Signal.COUNT, rule -> rule.when("any", type, (any, value) -> true)
                        .then(type, (any, value) -> taken.add(value)))
                .build()
                .instance();

        meter.fire(Signal.COUNT, payload);

        assertThat(taken).containsExactly(payload);
        assertThatExceptionOfType(InvalidPayloadException.class).isThrownBy(() -> meter.fire(Signal.COUNT, "text"));
    }

    /** None of its methods may be called. */
    private static final class Hostile {
        @Override
        @SuppressWarnings("EqualsUnsafeCast") // always throws
        public boolean equals(Object other) {
            throw new IllegalStateException("equals");
        }

        @Override
        public int hashCode() {
            throw new IllegalStateException("hashCode");
        }

        @Override
        public String toString() {
            throw new IllegalStateException("toString");
        }
    }

    @Test
    void noMethodOfAPayloadIsCalled() {
        Taking<Hostile> machine = new Taking<>(Hostile.class);
        Hostile payload = new Hostile();
        List<Object> observed = new ArrayList<>();
        List<Throwable> reported = new ArrayList<>();
        machine.updated().connect(t -> observed.add(t.from()));
        machine.refused().connect(t -> observed.add(t.outcome()));

        try (Subscription errors = ObserverErrors.reported().connect(each -> reported.add(each.exception()))) {
            machine.take.fire(payload);
            machine.take.fire(payload); // deferred
            MachineSnapshot empty = new Taking<>(Hostile.class).snapshot();
            assertThatExceptionOfType(SnapshotException.class).isThrownBy(machine::snapshot);
            machine.restore(empty);
        }

        assertThat(machine.state()).isSameAs(machine.a);
        assertThat(observed).containsExactly(machine.a);
        assertThat(reported).hasOnlyElementsOfType(SnapshotException.class).hasSize(1);
    }
}
