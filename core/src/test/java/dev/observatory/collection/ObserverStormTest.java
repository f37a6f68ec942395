package dev.observatory.collection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.Together;
import dev.observatory.hook.Hook;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** One thread changes a collection, as its contract demands; observers connect and disconnect on all others. */
class ObserverStormTest {
    private static final int CHANGES = 20_000;
    private static final int CHURNS = 10_000;

    private static <C> void churn(Hook<Consumer<C>> hook) {
        List<C> received = new ArrayList<>();
        for (int i = 0; i < CHURNS; i++) {
            hook.connect(received::add).close();
            received.clear();
        }
    }

    @Test
    void aListEmitsEveryChangeOnceToItsLastingObservers() throws Exception {
        ObservableList<Integer> list = new ObservableList<>();
        List<Integer> copy = new ArrayList<>();
        List<Integer> appended = new ArrayList<>();
        list.changed().connect(change -> change.applyTo(copy));
        list.appended().connect(appended::add);

        Together.run(
                () -> {
                    Random random = new Random(1);
                    for (int i = 0; i < CHANGES; i++) {
                        list.add(i);
                        if (list.size() > 100) {
                            list.remove(random.nextInt(list.size()));
                        }
                    }
                },
                () -> churn(list.changed()),
                () -> churn(list.appended()),
                () -> churn(list.popped()));

        assertThat(copy).isEqualTo(list);
        assertThat(appended).hasSize(CHANGES).isSorted();
        assertThat(list.changed().observers()).hasSize(1);
        assertThat(list.popped().isObserved()).isFalse();
    }

    @Test
    void aMapEmitsEveryChangeOnceToItsLastingObservers() throws Exception {
        ObservableMap<Integer, Integer> map = new ObservableMap<>();
        Map<Integer, Integer> copy = new LinkedHashMap<>();
        List<Integer> set = new ArrayList<>();
        map.changed().connect(change -> change.applyTo(copy));
        map.itemSet().connect(change -> set.add(change.newValue()));

        Together.run(
                () -> {
                    for (int i = 0; i < CHANGES; i++) {
                        map.put(i % 97, i);
                        map.remove(i % 89);
                    }
                },
                () -> churn(map.changed()),
                () -> churn(map.itemSet()),
                () -> churn(map.itemPopped()));

        assertThat(copy).isEqualTo(map);
        assertThat(copy.keySet()).containsExactlyElementsOf(map.keySet());
        assertThat(set).hasSize(CHANGES).isSorted();
        assertThat(map.itemPopped().isObserved()).isFalse();
    }

    @Test
    void aSetEmitsEveryChangeOnceToItsLastingObservers() throws Exception {
        ObservableSet<Integer> set = new ObservableSet<>();
        Set<Integer> copy = new LinkedHashSet<>();
        List<Integer> added = new ArrayList<>();
        set.changed().connect(change -> change.applyTo(copy));
        set.added().connect(change -> added.addAll(change.elements()));

        Together.run(
                () -> {
                    for (int i = 0; i < CHANGES; i++) {
                        set.add(i);
                        set.remove(i - 50);
                    }
                },
                () -> churn(set.changed()),
                () -> churn(set.added()),
                () -> churn(set.removed()));

        assertThat(copy).containsExactlyElementsOf(set);
        assertThat(added).hasSize(CHANGES).isSorted();
        assertThat(set.removed().isObserved()).isFalse();
    }
}
