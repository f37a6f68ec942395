package dev.observatory.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.observatory.hook.EventHook;
import org.junit.jupiter.api.Test;

/** Nodes that a hook sets. */
class HookValueTest {
    private final Graph graph = Graph.create();
    private final EventHook<Integer> hook = new EventHook<>("temperature");

    @Test
    void hasItsInitialValueUntilTheHookEmits() {
        HookValue<Integer> value = HookValue.of(graph, hook, 20);
        Derived<Integer> twice = Derived.of(value, n -> n * 2);
        assertThat(twice.get()).isEqualTo(40);

        hook.emit(21);

        assertThat(twice.get()).isEqualTo(42);
    }

    @Test
    void hasNoValueWithoutAnInitialOne() {
        HookValue<Integer> value = HookValue.of(graph, hook).named("value");
        assertThatThrownBy(value::get).isInstanceOf(NoValueException.class);

        hook.emit(21);

        assertThat(value.get()).isEqualTo(21);
    }

    @Test
    void readsThePresentValueWhenItIsConnected() {
        HookValue<Integer> value = HookValue.reading(graph, hook, () -> 20);

        assertThat(value.get()).isEqualTo(20);
        hook.emit(21);
        assertThat(value.get()).isEqualTo(21);
    }

    @Test
    void keepsWhatIsEmittedWhileItReadsThePresentValue() {
        HookValue<Integer> value = HookValue.reading(graph, hook, () -> {
            hook.emit(21);
            return 20;
        });

        assertThat(value.get()).isEqualTo(21);
    }

    @Test
    void isDisconnectedIfThePresentValueCannotBeRead() {
        assertThatThrownBy(() -> HookValue.reading(graph, hook, () -> {
                    throw new IllegalStateException("expected");
                }))
                .hasMessage("expected");

        assertThat(hook.isObserved()).isFalse();
    }

    @Test
    void isNotSetAfterCloseByAnEmissionThatWaits() {
        Value<Integer> trigger = Value.of(graph, 0);
        HookValue<Integer> value = HookValue.of(graph, hook, 20);
        trigger.updated().connect(change -> {
            hook.emit(21);
            value.close();
        });

        trigger.set(1);

        assertThat(value.get()).isEqualTo(20);
    }
}
