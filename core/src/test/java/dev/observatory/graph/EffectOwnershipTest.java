package dev.observatory.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.observatory.hook.ObserverErrors;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Effects that belong to other effects and to scopes. */
class EffectOwnershipTest {
    private final List<String> log = new ArrayList<>();

    static Stream<Graph> graphs() {
        return Stream.of(Graph.create(), Graph.confined());
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void anEffectClosesThoseOfItsBodyBeforeItsNextRun(Graph graph) {
        Value<Integer> outer = Value.of(graph, 0);
        Value<Integer> inner = Value.of(graph, 0);
        Effect effect = Effect.of(graph, () -> {
            int now = outer.get();
            Effect.of(graph, () -> log.add(now + "/" + inner.get()));
        });

        outer.set(1);
        inner.set(1);
        effect.close();
        inner.set(2);

        assertThat(log).containsExactly("0/0", "1/0", "1/1");
        assertThat(inner.subs).isNull();
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void closingReachesEveryLevel(Graph graph) {
        Value<Integer> value = Value.of(graph, 0);
        Effect effect = Effect.of(
                graph,
                () -> Effect.of(graph, self -> {
                    self.onCleanup(() -> log.add("middle closed"));
                    Effect.of(graph, innermost -> {
                        innermost.onCleanup(() -> log.add("inner closed"));
                        log.add("inner " + value.get());
                    });
                }));

        value.set(1);
        effect.close();
        value.set(2);

        assertThat(log).containsExactly("inner 0", "inner closed", "inner 1", "inner closed", "middle closed");
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void effectsThatAreCreatedUntrackedBelongToNone(Graph graph) {
        Value<Integer> value = Value.of(graph, 0);
        List<Effect> kept = new ArrayList<>();
        Effect effect = Effect.of(graph, self -> {
            Graph.untracked(graph, () -> kept.add(Effect.of(graph, () -> log.add("kept " + value.get()))));
            self.onCleanup(() -> kept.add(Effect.of(graph, () -> log.add("of a cleanup " + value.get()))));
        });

        effect.close();
        value.set(1);

        assertThat(log).containsExactly("kept 0", "of a cleanup 0", "kept 1", "of a cleanup 1");
        kept.forEach(Effect::close);
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void anEffectOfAClosedOneNeverRuns(Graph graph) {
        List<Effect> made = new ArrayList<>();
        Effect.of(graph, self -> {
            self.close();
            made.add(Effect.of(graph, () -> log.add("never")));
        });

        assertThat(log).isEmpty();
        assertThat(made.get(0).isOpen()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void effectsOfObserversThatRunMeanwhileDoNotBelongToTheEffectThatWrites(Graph graph) {
        Value<Integer> trigger = Value.of(graph, 0);
        Value<Integer> value = Value.of(graph, 0);
        List<Effect> made = new ArrayList<>();
        trigger.updated().connect(change -> made.add(Effect.of(graph, () -> log.add("seen " + value.get()))));
        Effect effect = Effect.of(graph, () -> trigger.set(1));

        effect.close();
        value.set(1);

        assertThat(log).containsExactly("seen 0", "seen 1");
        made.forEach(Effect::close);
    }

    @Nested
    class AScope {
        private final Graph graph = Graph.create();
        private final Value<String> name = Value.of(graph, "Vega");

        @Test
        void closesWhatItOwnsLastFirst() {
            EffectScope scope = EffectScope.create();
            scope.run(() -> Effect.of(graph, self -> {
                self.onCleanup(() -> log.add("effect closed"));
                log.add("effect " + name.get());
            }));
            scope.observe(name, change -> log.add("observer " + change.newValue()));
            scope.onClose(() -> log.add("cleanup"));
            AutoCloseable part = scope.own(() -> log.add("part closed"));

            name.set("Deneb");
            scope.close();
            name.set("Altair");
            scope.close();

            assertThat(part).isNotNull();
            assertThat(log)
                    .containsExactly(
                            "effect Vega",
                            "observer Deneb",
                            "effect closed",
                            "effect Deneb",
                            "part closed",
                            "cleanup",
                            "effect closed");
            assertThat(scope.isOpen()).isFalse();
            assertThat(name.subs).isNull();
        }

        @Test
        void ownsNestedScopes() {
            EffectScope window = EffectScope.create();
            EffectScope dialog = window.nested();
            EffectScope implicit = window.run(EffectScope::create);
            dialog.run(() -> Effect.of(graph, () -> log.add("dialog " + name.get())));
            implicit.run(() -> Effect.of(graph, () -> log.add("implicit " + name.get())));

            dialog.close();
            name.set("Deneb");
            window.close();
            name.set("Altair");

            assertThat(log).containsExactly("dialog Vega", "implicit Vega", "implicit Deneb");
            assertThat(implicit.isOpen()).isFalse();
        }

        @Test
        void ownsEffectsOfSeveralGraphs() {
            Value<Integer> shared = Value.of(0);
            Value<Integer> confined = Value.of(Graph.confined(), 0);
            EffectScope scope = EffectScope.create();
            scope.run(() -> {
                Effect.of(() -> log.add("shared " + shared.get()));
                Effect.of(confined.graph(), () -> log.add("confined " + confined.get()));
            });

            scope.close();
            shared.set(1);
            confined.set(1);

            assertThat(log).containsExactly("shared 0", "confined 0");
        }

        @Test
        void doesNotOwnWhatEffectsCreateThatRunMeanwhile() {
            List<Effect> made = new ArrayList<>();
            Effect before = Effect.of(graph, () -> {
                String now = name.get();
                Graph.untracked(graph, () -> made.add(Effect.of(graph, () -> log.add(now + " in " + name.get()))));
            });
            EffectScope scope = EffectScope.create();
            scope.run(() -> name.set("Deneb"));

            scope.close();

            assertThat(made).allMatch(Effect::isOpen);
            before.close();
            made.forEach(Effect::close);
        }

        @Test
        void closesEverythingWhateverOnePartThrows() {
            EffectScope scope = EffectScope.create();
            scope.onClose(() -> log.add("first"));
            scope.onClose(() -> {
                throw new StackOverflowError("expected");
            });
            scope.own(() -> {
                throw new Exception("expected");
            });
            scope.onClose(() -> log.add("last"));
            try (Subscription reports = ObserverErrors.reported()
                    .connect(failure -> log.add(failure.exception().getClass().getSimpleName()))) {
                scope.close();

                assertThat(reports.isOpen()).isTrue();
            }
            assertThat(log).containsExactly("last", "Exception", "StackOverflowError", "first");
        }

        @Test
        void closesAtOnceWhatIsAddedTooLate() {
            EffectScope scope = EffectScope.create();
            scope.close();

            scope.onClose(() -> log.add("cleanup"));
            scope.own(() -> log.add("part"));
            EffectScope nested = scope.nested();

            assertThat(log).containsExactly("cleanup", "part");
            assertThat(nested.isOpen()).isFalse();
            assertThatThrownBy(() -> scope.run(() -> log.add("never")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("The scope is closed, so that what the code creates would be closed at once;"
                            + " create another scope");
        }

        @Test
        void maySeeItsWorkFailAndOwnsWhatWasCreatedUntilThen() {
            EffectScope scope = EffectScope.create();

            assertThatThrownBy(() -> scope.run(() -> {
                        Effect.of(graph, () -> log.add(name.get()));
                        throw new IllegalStateException("expected");
                    }))
                    .hasMessage("expected");
            Effect outside = Effect.of(graph, () -> log.add("outside " + name.get()));
            scope.close();
            name.set("Deneb");

            assertThat(log).containsExactly("Vega", "outside Vega", "outside Deneb");
            outside.close();
        }

        @Test
        void forgetsEffectsThatWereClosed() {
            EffectScope scope = EffectScope.create();
            for (int i = 0; i < 1000; i++) {
                scope.run(() -> Effect.of(graph, () -> name.get())).close();
                scope.nested().close();
            }

            assertThat(scope.parts.takeAll()).isEmpty();
        }
    }
}
