package dev.observatory.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples in the Javadoc. */
class SnippetsTest {

    @Test
    void aListIsCopiedByReplayingItsChanges() {
        ObservableList<String> names = new ObservableList<>();
        List<String> copy = new ArrayList<>();
        names.changed().connect(change -> change.applyTo(copy));
        names.add("Vega");
        names.addAll(List.of("Sirius", "Deneb"));
        names.sort(null);

        assertThat(copy).containsExactly("Deneb", "Sirius", "Vega");
    }

    @Test
    void aMapEmitsKeysAndValues() {
        List<String> printed = new ArrayList<>();

        ObservableMap<String, Integer> stock = new ObservableMap<>();
        stock.itemSet().connect(change -> printed.add(change.key() + ": " + change.newValue()));
        stock.merge("lens", 2, Integer::sum);

        assertThat(printed).containsExactly("lens: 2");
    }

    @Test
    void aSetEmitsAddedElements() {
        List<String> printed = new ArrayList<>();

        ObservableSet<String> names = new ObservableSet<>();
        names.added().connect(change -> printed.add("new: " + change.elements()));
        names.addAll(List.of("Vega", "Sirius"));

        assertThat(printed).containsExactly("new: [Vega, Sirius]");
    }
}
