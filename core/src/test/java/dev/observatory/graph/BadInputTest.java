package dev.observatory.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rejected input and failing functions, with their messages. */
class BadInputTest {
    private final Graph graph = Graph.create();
    private final Value<Integer> value = Value.of(graph, 1).named("value");

    @Test
    void aFunctionMustNotWrite() {
        Derived<Integer> writes = Derived.of(graph, () -> {
                    value.set(2);
                    return 0;
                })
                .named("writes");

        assertThatThrownBy(writes::get)
                .isInstanceOf(ComputationException.class)
                .hasMessage(
                        "Derived [writes] could not be computed: java.lang.IllegalStateException: The function of a"
                                + " derived node must not write, but has set [value]; write in an effect or an observer instead");
        assertThat(value.get()).isOne();
    }

    @Test
    void aFunctionMustNotWriteWhileItReadsUntracked() {
        Derived<Integer> writes = Derived.of(
                graph,
                () -> Graph.untracked(graph, () -> {
                    value.set(2);
                    return 0;
                }));

        assertThatThrownBy(writes::get).hasRootCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void aFunctionMustNotStartAnEffect() {
        Derived<Object> starts = Derived.of(graph, () -> Effect.of(graph, value::get));

        assertThatThrownBy(starts::get)
                .hasRootCauseMessage("The function of a derived node must not start or stop effects or observers;"
                        + " do it elsewhere");
    }

    @Test
    void aFunctionWithDeclaredInputsMustNotReadOtherNodes() {
        Value<Integer> other = Value.of(graph, 2).named("other");
        Derived<Integer> sneaks = Derived.of(value, n -> n + other.get());

        assertThatThrownBy(sneaks::get)
                .hasRootCauseMessage(
                        "A function with declared inputs gets their values as arguments, but has read [other];"
                                + " declare it, use Derived.of(Supplier), or read it in Graph.untracked");
        assertThat(Derived.of(value, n -> n + Graph.untracked(graph, other::get))
                        .get())
                .isEqualTo(3);
    }

    @Test
    void inputsOfDifferentGraphsAreRejected() {
        Value<Integer> stranger = Value.of(Graph.create(), 1).named("stranger");

        assertThatThrownBy(() -> Derived.of(value, stranger, Integer::sum))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Inputs of a node must belong to one graph; [stranger] belongs to another;"
                        + " transfer its value with a HookValue of its updated()");
    }

    @Test
    void anEmptyListOfInputsIsRejected() {
        List<Node<Integer>> none = List.of();

        assertThatThrownBy(() -> Derived.of(none, List::size))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A derived node needs an input; use Derived.of(Supplier) for one without");
        assertThatThrownBy(() -> IntDerived.of(none, 0, Integer::sum)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEqualityThatThrowsLeavesTheValueUnchanged() {
        Value<Integer> picky = Value.of(graph, 1).comparedBy((a, b) -> {
            throw new IllegalStateException("expected");
        });

        assertThatThrownBy(() -> picky.set(2)).hasMessage("expected");
        assertThat(picky.get()).isOne();
    }

    @Test
    void theFailureOfADeepNodeListsThePath() {
        Derived<Integer> bottom = Derived.of(value, n -> n / (n - 1)).named("bottom");
        Derived<Integer> middle = Derived.of(bottom, n -> n + 1).named("middle");
        Derived<Integer> top = Derived.of(graph, () -> middle.get() + 1).named("top");

        assertThatThrownBy(top::get)
                .isInstanceOf(ComputationException.class)
                .hasMessage("Derived [top] could not be computed: [top] -> [middle] -> [bottom] failed:"
                        + " java.lang.ArithmeticException: / by zero")
                .cause()
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(top::get)
                .isInstanceOfSatisfying(ComputationException.class, failure -> assertThat(failure.path())
                        .containsExactly("top", "middle", "bottom"));
    }

    @Test
    void anExceptionOfAFunctionIsCached() {
        int[] runs = {0};
        IllegalStateException thrown = new IllegalStateException("expected");
        Derived<Integer> failing = Derived.of(value, n -> {
            runs[0]++;
            throw thrown;
        });

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(failing::get).cause().isSameAs(thrown);
        }

        assertThat(runs[0]).isOne();
    }

    @Test
    void errorsOfTheVirtualMachineAreNotCached() {
        int[] runs = {0};
        Derived<Integer> recursive = Derived.of(value, n -> runs[0]++ == 0 ? overflow(n) : n);

        assertThatThrownBy(recursive::get).isInstanceOf(StackOverflowError.class);

        assertThat(recursive.get()).isOne();
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int overflow(int n) {
        return overflow(n + 1) + 1;
    }

    @Test
    void aBatchThatThrowsKeepsItsWrites() {
        List<Integer> received = new ArrayList<>();
        value.updated().connect(change -> received.add(change.newValue()));

        assertThatThrownBy(() -> Graph.batch(graph, () -> {
                    value.set(2);
                    throw new IllegalStateException("expected");
                }))
                .hasMessage("expected");

        assertThat(value.get()).isEqualTo(2);
        assertThat(received).containsExactly(2);
    }

    @Test
    void nullIsAnOrdinaryValue() {
        Value<String> text = Value.of(graph, null);
        Derived<Boolean> missing = Derived.of(text, t -> t == null);
        Derived<String> same = Derived.of(text, t -> t);
        assertThat(missing.get()).isTrue();
        assertThat(same.get()).isNull();

        text.set("there");

        assertThat(missing.get()).isFalse();
        text.set(null);
        assertThat(same.get()).isNull();
    }
}
