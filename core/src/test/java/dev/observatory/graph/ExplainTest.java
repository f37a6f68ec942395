package dev.observatory.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Explanations, traces and diagrams of a graph. */
class ExplainTest {
    private final Graph graph = Graph.create();
    private final Value<Integer> n = Value.of(graph, 3).named("n");
    private final Value<String> s = Value.of(graph, "ab").named("s");
    private final Derived<String> times =
            Derived.of(n, s, (count, text) -> text.repeat(count)).named("times");

    @Test
    void anExplanationNamesTheValueAndTheInputs() {
        assertThat(times.explain())
                .isEqualTo("Derived [times] = not computed; to be computed or checked when it is read; not observed"
                        + "\n  input Value [n] = 3"
                        + "\n  input Value [s] = ab"
                        + "\n  call Graph.trace(true) to see why it is computed");
    }

    @Test
    void aTracedExplanationNamesTheReasonOfTheComputation() {
        Graph.trace(graph, true);
        times.get();
        n.set(2);
        times.get();
        times.get();

        assertThat(times.explain())
                .isEqualTo("Derived [times] = abab; up to date; not observed"
                        + "\n  input Value [n] = 2"
                        + "\n  input Value [s] = ab"
                        + "\n  computed 2 times, answered from the cache 1 times"
                        + "\n  last time: [n] changed: 3 -> 2");
        assertThat(times.computations()).isEqualTo(2);
        assertThat(times.cacheHits()).isOne();
    }

    @Test
    void changesOfABatchAreExplainedAsOneChange() {
        Graph.trace(graph, true);
        times.get();

        Graph.batch(graph, () -> {
            n.set(7);
            s.set("x");
            n.set(1);
        });
        times.get();

        assertThat(times.explain()).contains("last time: [n] changed: 3 -> 1, [s] changed: ab -> x");
    }

    @Test
    void nothingIsCountedWithoutTracing() {
        Graph.trace(graph, true);
        Graph.trace(graph, false);
        times.get();
        times.get();

        assertThat(times.computations()).isZero();
        assertThat(times.cacheHits()).isZero();
    }

    @Test
    void aDiagramShowsInputsAndDependentsOfANode() {
        try (Effect effect = Effect.of(graph, times::get).named("printer")) {
            assertThat(effect.isOpen()).isTrue();
            assertThat(Graph.toMermaid(times)).isEqualTo("""
                    flowchart LR
                        n0("times = ababab")
                        n1["n = 3"]
                        n2["s = ab"]
                        n3{{"printer"}}
                        n1 --> n0
                        n2 --> n0
                        n0 --> n3
                    """);
            assertThat(Graph.toDot(n)).isEqualTo("""
                    digraph {
                        rankdir=LR;
                        n0 [label="n = 3", shape=box];
                        n1 [label="times = ababab", shape=ellipse];
                        n2 [label="printer", shape=hexagon];
                        n0 -> n1;
                        n1 -> n2;
                    }
                    """);
        }
    }

    @Test
    void specialCharactersInValuesAreEscapedInADiagram() {
        s.set("\"<quoted>\"\n\\");

        assertThat(Graph.toMermaid(s)).isEqualTo("flowchart LR\n    n0[\"s = &quot;&lt;quoted>&quot; \\\"]\n");
        assertThat(Graph.toDot(s)).contains("label=\"s = \\\"<quoted>\\\"\\n\\\\\"");
    }

    @Test
    void aNodeHasADefaultName() {
        assertThat(Value.of(1).toString()).matches("Value \\[Value@[0-9a-f]+]");
        assertThat(times).hasToString("Derived [times]");
    }
}
