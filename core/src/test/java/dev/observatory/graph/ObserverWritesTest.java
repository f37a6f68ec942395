package dev.observatory.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.observatory.hook.EventHook;
import dev.observatory.hook.ObserverErrors;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Writes in observers take effect in the order of the program, whatever form they take. */
class ObserverWritesTest {
    private final List<Object> log = new ArrayList<>();

    static Stream<Graph> graphs() {
        return Stream.of(Graph.create(), Graph.confined());
    }

    private static void onChange(Value<Integer> trigger, Runnable work) {
        trigger.updated().connect(change -> work.run());
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void setAndUpdate(Graph graph) {
        Value<Integer> trigger = Value.of(graph, 0);
        Value<Integer> target = Value.of(graph, 0);
        onChange(trigger, () -> {
            target.set(10);
            target.update(n -> n + 1);
            target.update(n -> n * 2);
        });

        trigger.set(1);

        assertThat(target.get()).isEqualTo(22);
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void primitives(Graph graph) {
        Value<Integer> trigger = Value.of(graph, 0);
        IntValue i = IntValue.of(graph, 0);
        LongValue l = LongValue.of(graph, 0);
        DoubleValue d = DoubleValue.of(graph, 0);
        onChange(trigger, () -> {
            i.set(10);
            i.update(n -> n + 1);
            l.set(10);
            l.update(n -> n + 1);
            d.set(10);
            d.update(n -> n + 1);
        });

        trigger.set(1);

        assertThat(List.of(i.get(), l.get(), d.get())).isEqualTo(List.of(11, 11L, 11.0));
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void setAndBatch(Graph graph) {
        Value<Integer> trigger = Value.of(graph, 0);
        Value<Integer> target = Value.of(graph, 0);
        onChange(trigger, () -> {
            target.set(1);
            Graph.batch(graph, () -> {
                log.add(target.get());
                target.set(2);
            });
            target.set(3);
            log.add(Graph.batch(graph, () -> target.get() + 1));
        });

        trigger.set(1);

        assertThat(target.get()).isEqualTo(3);
        assertThat(log).containsExactly(1, 4);
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void aFailedTransactionUndoesNothingThatPrecededIt(Graph graph) {
        Value<Integer> trigger = Value.of(graph, 0);
        Value<Integer> target = Value.of(graph, 0);
        onChange(trigger, () -> {
            target.set(1);
            log.add(catchThrowable(() -> Graph.transact(graph, () -> {
                        target.update(n -> n + 10);
                        log.add(target.get());
                        throw new IllegalStateException("refused");
                    }))
                    .getMessage());
            target.update(n -> n + 1);
        });

        trigger.set(1);

        assertThat(log).containsExactly(11, "refused");
        assertThat(target.get()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void clearTouchAndEmissionsOfAHook(Graph graph) {
        Value<Integer> trigger = Value.of(graph, 0);
        Value<Integer> target = Value.of(graph, 0);
        EventHook<Integer> hook = new EventHook<>("source");
        HookValue<Integer> received = HookValue.of(graph, hook, 0);
        Effect effect = Effect.of(graph, () -> log.add(received.get()));
        onChange(trigger, () -> {
            target.clear();
            target.set(5);
            target.touch();
            hook.emit(1);
            hook.emit(2);
        });

        trigger.set(1);

        assertThat(target.get()).isEqualTo(5);
        assertThat(log).containsExactly(0, 2);
        effect.close();
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void takeEffectWhenAllHaveReceivedTheChange(Graph graph) {
        Value<Integer> value = Value.of(graph, 0);
        value.updated().connect(change -> {
            if (change.newValue() == 1) {
                value.update(n -> n + 1);
            }
        });
        value.updated().connect(change -> log.add(change.newValue() + " reads " + value.get()));

        value.set(1);

        assertThat(log).containsExactly("1 reads 1", "2 reads 2");
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void ofSeveralObserversAreMadeInTheirOrder(Graph graph) {
        Value<Integer> trigger = Value.of(graph, 0);
        Value<String> text = Value.of(graph, "");
        onChange(trigger, () -> text.update(now -> now + "a"));
        onChange(trigger, () -> text.set(text.get() + "b"));
        onChange(trigger, () -> text.update(now -> now + "c"));
        List<Object> changes = new ArrayList<>();
        text.updated().connect(changes::add);

        trigger.set(1);

        assertThat(text.get()).isEqualTo("bc");
        assertThat(changes).containsExactly(new ValueChange<>("", "bc"));
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void anUpdateThatFailsIsReportedAndTheOthersAreMade(Graph graph) {
        Value<Integer> trigger = Value.of(graph, 0);
        Value<Integer> target = Value.of(graph, 0);
        onChange(trigger, () -> {
            target.set(1);
            target.update(n -> n / (n - 1));
            target.update(n -> n + 1);
        });
        try (Subscription reports = ObserverErrors.reported()
                .connect(failure -> log.add(failure.exception().getMessage()))) {
            trigger.set(1);

            assertThat(reports.isOpen()).isTrue();
        }
        assertThat(log).contains("/ by zero");
        assertThat(target.get()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void anEffectThatAnObserverCreatesSeesItsOwnWrites(Graph graph) {
        Value<Integer> trigger = Value.of(graph, 0);
        Value<Integer> target = Value.of(graph, 0);
        onChange(trigger, () -> {
            target.set(1);
            Effect.of(graph, () -> {
                        target.update(n -> n + 1);
                        log.add(Graph.untracked(graph, target::get));
                    })
                    .close();
            target.update(n -> n * 10);
        });

        trigger.set(1);

        assertThat(log).containsExactly(2);
        assertThat(target.get()).isEqualTo(20);
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void readsOfObserversAreNoDependenciesOfAnEffectThatWrites(Graph graph) {
        Value<Integer> trigger = Value.of(graph, 0);
        Value<Integer> read = Value.of(graph, 0);
        onChange(trigger, () -> log.add("observer reads " + read.get()));
        Effect effect = Effect.of(graph, () -> {
            log.add("effect");
            trigger.set(1);
        });

        read.set(2);

        assertThat(log).containsExactly("effect", "observer reads 0");
        effect.close();
    }
}
