package dev.observatory.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.observatory.hook.Hook;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ObservableMapTest {
    private final List<String> received = new ArrayList<>();
    private final ObservableMap<String, Integer> map = new ObservableMap<>();
    private final Map<String, Integer> copy = new LinkedHashMap<>();

    @BeforeEach
    void fillAndObserve() {
        map.put("a", 1);
        map.put("b", 2);
        copy.putAll(map);
        record("itemSet", map.itemSet());
        record("itemPopped", map.itemPopped());
        record("updated", map.updated());
        record("cleared", map.cleared());
        map.changed().connect(change -> {
            received.add("changed");
            change.applyTo(copy);
        });
    }

    private <X> void record(String name, Hook<Consumer<X>> hook) {
        hook.connect(change -> received.add(name + " " + change));
    }

    @Nested
    class EachCallEmitsOnce {

        @Test
        void whenAKeyIsGivenAValue() {
            map.put("c", 3);
            map.merge("a", 10, Integer::sum);
            map.computeIfAbsent("d", key -> null);
            map.computeIfAbsent("d", key -> 4);

            assertThat(received)
                    .containsExactly(
                            "itemSet ItemSet[key=c, added=true, oldValue=null, newValue=3]", "changed",
                            "itemSet ItemSet[key=a, added=false, oldValue=1, newValue=11]", "changed",
                            "itemSet ItemSet[key=d, added=true, oldValue=null, newValue=4]", "changed");
            assertThat(copy).isEqualTo(map);
        }

        @Test
        void whenAKeyIsRemoved() {
            map.remove("a");
            map.compute("b", (key, value) -> null);

            assertThat(received)
                    .containsExactly(
                            "itemPopped ItemPopped[entries=[a=1]]", "changed",
                            "itemPopped ItemPopped[entries=[b=2]]", "changed");
            assertThat(copy).isEmpty();
        }

        @Test
        void whenManyChange() {
            Map<String, Integer> more = new LinkedHashMap<>(map);
            more.put("b", 20);
            more.put("c", 3);

            map.putAll(more);
            map.replaceAll((key, value) -> key.equals("c") ? 30 : value);
            map.keySet().removeIf(key -> key.compareTo("c") < 0);
            map.clear();

            assertThat(received)
                    .containsExactly(
                            "updated Updated[items=[ItemSet[key=b, added=false, oldValue=2, newValue=20],"
                                    + " ItemSet[key=c, added=true, oldValue=null, newValue=3]]]",
                            "changed",
                            "updated Updated[items=[ItemSet[key=c, added=false, oldValue=3, newValue=30]]]",
                            "changed",
                            "itemPopped ItemPopped[entries=[a=1, b=20]]",
                            "changed",
                            "cleared Cleared[entries=[c=30]]",
                            "changed");
            assertThat(copy).isEmpty();
        }

        @Test
        void whenAnEntryIsSetOrRemovedThroughAView() {
            Iterator<Map.Entry<String, Integer>> entries = map.entrySet().iterator();

            entries.next().setValue(7);
            entries.remove();
            map.values().remove(2);

            assertThat(received)
                    .containsExactly(
                            "itemSet ItemSet[key=a, added=false, oldValue=1, newValue=7]", "changed",
                            "itemPopped ItemPopped[entries=[a=7]]", "changed",
                            "itemPopped ItemPopped[entries=[b=2]]", "changed");
            assertThat(copy).isEqualTo(map);
        }

        @Test
        void neverWhenNothingChanged() {
            map.put("a", map.get("a"));
            map.putIfAbsent("a", 9);
            map.remove("x");
            map.remove("a", 9);
            map.replace("x", 9);
            map.putAll(Map.of());
            map.replaceAll((key, value) -> value);
            map.keySet().retainAll(List.of("a", "b"));
            map.values().removeAll(List.of(9));
            new ObservableMap<>().clear();

            assertThat(received).isEmpty();
        }

        @Test
        void neverWhenARemovedEntryIsSet() {
            Map.Entry<String, Integer> entry = map.entrySet().iterator().next();
            map.remove("a");
            received.clear();

            assertThat(entry.setValue(5)).isEqualTo(1);

            assertThat(entry.getValue()).isEqualTo(5);
            assertThat(received).isEmpty();
        }
    }

    @Nested
    class TheKeyAndValueOfAChange {

        @Test
        void areAvailableFromARecordOfExactlyOne() {
            List<String> pairs = new ArrayList<>();
            map.itemSet().connect(change -> pairs.add(change.key() + "=" + change.value()));
            map.itemPopped().connect(change -> pairs.add(change.key() + "=" + change.value()));

            map.put("c", 3);
            map.remove("a");

            assertThat(pairs).containsExactly("c=3", "a=1");
        }

        @Test
        void areNotAvailableFromARecordOfSeveral() {
            MapChange.ItemPopped<String, Integer> popped =
                    new MapChange.ItemPopped<>(List.of(Map.entry("a", 1), Map.entry("b", 2)));

            assertThatIllegalStateException()
                    .isThrownBy(popped::key)
                    .withMessage("A change of [2] has no single key; read entries() instead");
            assertThatIllegalStateException().isThrownBy(popped::value);
        }
    }

    @Nested
    class WhenCallbacksThrow {
        private final RuntimeException failure = new IllegalStateException("on purpose");

        @Test
        void theMapIsUnchangedAndNothingIsEmitted() {
            List<Runnable> calls = List.of(
                    () -> map.replaceAll((key, value) -> failAt("b", key)),
                    () -> map.compute("a", (key, value) -> failAt("a", key)),
                    () -> map.merge("a", 1, (old, added) -> failAt("a", "a")),
                    () -> map.entrySet().removeIf(entry -> failAt("b", entry.getKey()) == 0),
                    () -> map.keySet().removeIf(key -> failAt("b", key) == 0));

            for (Runnable call : calls) {
                assertThat(catchThrowable(call::run)).isSameAs(failure);
            }

            assertThat(map).isEqualTo(Map.of("a", 1, "b", 2)).isEqualTo(copy);
            assertThat(received).isEmpty();
        }

        @Test
        void putAllIsRolledBack() {
            ObservableMap<Object, Integer> observed = new ObservableMap<>(map);
            List<Object> changes = new ArrayList<>();
            observed.changed().connect(changes::add);
            ObservableMap<Object, Integer> plain = new ObservableMap<>(map);
            ObservableMap<Object, Integer> empty = new ObservableMap<>();

            for (ObservableMap<Object, Integer> each : List.of(observed, plain, empty)) {
                Map<Object, Integer> before = new LinkedHashMap<>(each);
                assertThat(catchThrowable(() -> each.putAll(poisoned()))).isSameAs(failure);
                assertThat(each.entrySet()).containsExactlyElementsOf(before.entrySet());
            }
            assertThat(changes).isEmpty();
        }

        private Map<Object, Integer> poisoned() {
            boolean[] armed = {false};
            Map<Object, Integer> poisoned = new LinkedHashMap<>();
            poisoned.put("a", 100);
            poisoned.put("new", 200);
            poisoned.put(
                    new Object() {
                        @Override
                        public int hashCode() {
                            if (armed[0]) {
                                throw failure;
                            }
                            return 1;
                        }

                        @Override
                        public boolean equals(Object other) {
                            return other == this;
                        }
                    },
                    300);
            armed[0] = true;
            return poisoned;
        }

        private int failAt(String bad, String key) {
            if (bad.equals(key)) {
                throw failure;
            }
            return 0;
        }
    }

    @Test
    void aChangeMadeByAnObserverIsDeliveredAfterTheCurrentOne() {
        map.itemSet().connect(change -> {
            if (change.added()) {
                map.remove(change.key());
            }
        });

        map.put("c", 3);

        assertThat(received)
                .containsExactly(
                        "itemSet ItemSet[key=c, added=true, oldValue=null, newValue=3]", "changed",
                        "itemPopped ItemPopped[entries=[c=3]]", "changed");
        assertThat(copy).isEqualTo(map);
    }

    @Test
    void aBatchIsOneChange() {
        map.batch(() -> {
            map.put("c", 3);
            map.remove("a");
            map.put("a", 4);
        });

        assertThat(received).containsExactly("changed");
        assertThat(copy.entrySet()).containsExactlyElementsOf(map.entrySet());
    }

    @Test
    void aFilterThatChangesTheMapIsDetected() {
        assertThatExceptionOfType(ConcurrentModificationException.class)
                .isThrownBy(() -> map.keySet().removeIf(key -> map.put("c", 3) == null || key.equals("b")));

        assertThat(map).containsOnlyKeys("a", "b", "c");
    }

    @Test
    void badInputIsRejectedByName() {
        assertThatNullPointerException().isThrownBy(() -> map.putAll(null)).withMessage("entries");
        assertThatNullPointerException()
                .isThrownBy(() -> map.keySet().removeAll(null))
                .withMessage("keys");
        assertThatNullPointerException()
                .isThrownBy(() -> map.compute("a", null))
                .withMessage("function");
        assertThatNullPointerException().isThrownBy(() -> map.batch(null)).withMessage("work");
        assertThatNullPointerException()
                .isThrownBy(() -> new ObservableMap<>((Map<String, String>) null))
                .withMessage("entries");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ObservableMap<>(-1))
                .withMessage("Initial capacity must not be negative: [-1]; give 0 or leave it out");
    }

    @Test
    void itEqualsAStandardMapAndPrintsLikeOne() {
        Map<String, Integer> standard = new HashMap<>(map);

        assertThat(map).isEqualTo(standard).hasSameHashCodeAs(standard).hasToString("{a=1, b=2}");
    }
}
