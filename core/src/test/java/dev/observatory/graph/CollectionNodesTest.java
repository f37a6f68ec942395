package dev.observatory.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.observatory.Garbage;
import dev.observatory.Together;
import dev.observatory.collection.ObservableList;
import dev.observatory.collection.ObservableMap;
import dev.observatory.collection.ObservableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CollectionNodesTest {
    private final ObservableList<Integer> readings = new ObservableList<>(List.of(1, 2));
    private final List<Object> received = new ArrayList<>();

    private static int sum(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).sum();
    }

    @Test
    void aListIsAnInputOfAGraph() {
        Node<List<Integer>> content = CollectionNodes.of(readings);
        Derived<Integer> sum = Derived.of(content, CollectionNodesTest::sum);

        assertThat(sum.get()).isEqualTo(3);
        readings.add(4);
        assertThat(sum.get()).isEqualTo(7);
        readings.batch(() -> {
            readings.clear();
            readings.add(10);
        });

        assertThat(sum.get()).isEqualTo(10);
        assertThat(content.get()).containsExactly(10);
    }

    @Test
    void setsMapsAndViewsAreInputsToo() {
        ObservableSet<String> set = new ObservableSet<>(List.of("a"));
        ObservableMap<String, Integer> map = new ObservableMap<>(Map.of("a", 1));
        Node<Set<String>> ofSet = CollectionNodes.of(set);
        Node<Map<String, Integer>> ofMap = CollectionNodes.of(map);
        Node<List<Integer>> ofView = CollectionNodes.of(readings.filteredView(each -> each > 1));

        set.add("b");
        map.put("b", 2);
        readings.addAll(List.of(0, 5));

        assertThat(ofSet.get()).containsExactly("a", "b");
        assertThat(ofMap.get()).isEqualTo(Map.of("a", 1, "b", 2));
        assertThat(ofView.get()).containsExactly(2, 5);
    }

    @Test
    void anEffectRunsOncePerChange() {
        Node<List<Integer>> content = CollectionNodes.of(readings);
        try (Effect effect = Effect.of(() -> received.add(content.get()))) {
            readings.add(3);
            readings.batch(() -> {
                readings.add(4);
                readings.add(5);
            });
            readings.touch(0);
            assertThat(effect).isNotNull();
        }

        assertThat(received)
                .containsExactly(List.of(1, 2), List.of(1, 2, 3), List.of(1, 2, 3, 4, 5), List.of(1, 2, 3, 4, 5));
    }

    @Test
    void theValueIsImmutableAndStaysAsItWas() {
        Node<List<Integer>> content = CollectionNodes.of(readings);
        List<Integer> before = content.get();

        readings.add(3);

        assertThat(before).containsExactly(1, 2);
        assertThat(content.get()).isNotSameAs(before).isSameAs(content.get());
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> content.get().add(4));
    }

    @Test
    void manyUnreadChangesAreRead() {
        Node<List<Integer>> content = CollectionNodes.of(readings);
        for (int i = 0; i < 20_000; i++) {
            readings.add(i);
            if (i % 3 == 0) {
                readings.remove(0);
            }
        }

        assertThat(content.get()).isEqualTo(readings);
    }

    @Test
    void anyThreadReadsWhileOneChanges() throws Exception {
        Node<List<Integer>> content = CollectionNodes.of(readings);
        Derived<Boolean> isConsistent = Derived.of(content, all -> all.size() < 2 || all.get(0) + 1 == all.get(1));
        readings.clear();

        Together.run(
                () -> {
                    for (int i = 0; i < 5_000; i++) {
                        int next = i;
                        readings.batch(() -> {
                            readings.clear();
                            readings.add(next);
                            readings.add(next + 1);
                        });
                    }
                },
                () -> {
                    for (int i = 0; i < 5_000; i++) {
                        assertThat(isConsistent.get()).isTrue();
                    }
                });

        assertThat(content.get()).isEqualTo(readings);
    }

    @Test
    void aNodeBelongsToTheGivenGraph() {
        Graph graph = Graph.create();

        assertThat(CollectionNodes.of(graph, readings).graph()).isSameAs(graph);
    }

    @Test
    void aNodeThatIsNotUsedIsCollectable() {
        Garbage.Watch node = unusedNode();

        node.await();
        readings.add(3);
        assertThat(readings).hasSize(3);
    }

    private Garbage.Watch unusedNode() {
        Node<List<Integer>> node = CollectionNodes.of(readings);
        node.get();
        return Garbage.watch(node);
    }
}
