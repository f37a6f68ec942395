package dev.observatory.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.collection.ObservableList;
import dev.observatory.collection.ObservableMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The chapter "Observable Lists and Dicts". */
class ObservableListsAndDictsTest {
    private final List<String> output = new ArrayList<>();

    @Test
    void anObserverReceivesTheAppendedElement() {
        ObservableList<Integer> x = new ObservableList<>(List.of(1, 2));
        x.appended().connect(value -> {
            if (value == 5) {
                output.add("three, sir!");
            }
        });

        x.add(5);

        assertThat(output).containsExactly("three, sir!");
    }

    @Test
    void aListEmitsEveryKindOfChangeByItsNameInTheOriginal() {
        ObservableList<Integer> list = new ObservableList<>();
        list.itemSet().connect(change -> output.add("itemSet " + change.oldValue() + " -> " + change.newValue()));
        list.appended().connect(element -> output.add("appended " + element));
        list.inserted().connect(change -> output.add("inserted " + change.element() + " at " + change.index()));
        list.popped().connect(element -> output.add("popped " + element));
        list.removed().connect(change -> output.add("removed " + change.element() + " from " + change.index()));
        list.extended().connect(change -> output.add("extended " + change.elements()));
        list.orderReversed().connect(change -> output.add("reversed " + change.positions()));
        list.sorted().connect(change -> output.add("sorted " + change.positions()));
        list.cleared().connect(change -> output.add("cleared " + change.elements()));
        list.changed().connect(change -> output.add("changed " + list));

        list.add(1);
        list.addAll(List.of(4, 3));
        list.set(0, 2);
        list.add(0, 9);
        list.remove(0);
        list.remove(Integer.valueOf(4));
        list.reverse();
        list.sort(Comparator.naturalOrder());
        list.clear();

        assertThat(output)
                .containsExactly(
                        "appended 1",
                        "changed [1]",
                        "extended [4, 3]",
                        "changed [1, 4, 3]",
                        "itemSet 1 -> 2",
                        "changed [2, 4, 3]",
                        "inserted 9 at 0",
                        "changed [9, 2, 4, 3]",
                        "popped 9",
                        "changed [2, 4, 3]",
                        "removed 4 from 1",
                        "changed [2, 3]",
                        "reversed [1, 0]",
                        "changed [3, 2]",
                        "sorted [1, 0]",
                        "changed [2, 3]",
                        "cleared [2, 3]",
                        "changed []");
    }

    @Test
    void aMapEmitsEveryKindOfChangeByItsNameInTheOriginal() {
        ObservableMap<String, Integer> map = new ObservableMap<>();
        map.itemSet()
                .connect(change ->
                        output.add("itemSet " + change.key() + ": " + change.oldValue() + " -> " + change.newValue()));
        map.itemPopped().connect(change -> output.add("itemPopped " + change.entries()));
        map.updated().connect(change -> output.add("updated " + change.items().size()));
        map.cleared().connect(change -> output.add("cleared " + change.entries()));
        map.changed().connect(change -> output.add("changed " + map));

        map.put("a", 1);
        map.put("a", 2);
        map.putAll(Map.of("b", 3));
        map.remove("a");
        map.clear();

        assertThat(output)
                .containsExactly(
                        "itemSet a: null -> 1",
                        "changed {a=1}",
                        "itemSet a: 1 -> 2",
                        "changed {a=2}",
                        "updated 1",
                        "changed {a=2, b=3}",
                        "itemPopped [a=2]",
                        "changed {b=3}",
                        "cleared [b=3]",
                        "changed {}");
    }

    @Test
    void aCallThatChangesNothingEmitsNothing() {
        ObservableList<Object> list = new ObservableList<>();
        ObservableMap<String, Object> map = new ObservableMap<>();
        list.changed().connect(change -> output.add("list " + change));
        map.changed().connect(change -> output.add("map " + change));

        list.addAll(List.of());
        list.clear();
        list.remove("missing");
        map.putAll(Map.of());
        map.remove("missing");
        map.getOrDefault("missing", "default");
        map.clear();

        assertThat(output).isEmpty();
    }
}
