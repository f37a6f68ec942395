package dev.observatory.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** The sequenced methods of JDK 21, called by reflection because the tests are compiled for JDK 17. */
class SequencedMethodsTest {
    /** The methods of {@code SequencedMap}, {@code SequencedSet} and {@code SequencedCollection}. */
    private static final Set<String> SEQUENCED = Set.of(
            "reversed",
            "addFirst",
            "addLast",
            "getFirst",
            "getLast",
            "removeFirst",
            "removeLast",
            "firstEntry",
            "lastEntry",
            "pollFirstEntry",
            "pollLastEntry",
            "putFirst",
            "putLast",
            "sequencedKeySet",
            "sequencedValues",
            "sequencedEntrySet");

    @Test
    void noCollectionDeclaresAMethodNamedLikeASequencedOne() {
        assertThat(Stream.of(ObservableList.class, ObservableMap.class, ObservableSet.class)
                        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                        .map(Method::getName)
                        .filter(SEQUENCED::contains))
                .isEmpty();
    }

    @Nested
    @EnabledForJreRange(min = JRE.JAVA_21)
    class AListOnJdk21 {
        private final ObservableList<String> list = new ObservableList<>(List.of("b", "c"));
        private final List<String> copy = new ArrayList<>(list);
        private final List<Object> emitted = new ArrayList<>();

        private void observe() {
            list.appended().connect(element -> emitted.add("appended " + element));
            list.popped().connect(element -> emitted.add("popped " + element));
            list.inserted().connect(change -> emitted.add("inserted " + change.elements() + " at " + change.index()));
            list.extended().connect(change -> emitted.add("extended " + change.elements()));
            list.removed().connect(change -> emitted.add("removed " + change.elements()));
            list.itemSet().connect(change -> emitted.add("itemSet " + change.newValues()));
            list.sorted().connect(change -> emitted.add("sorted " + change.positions()));
            list.cleared().connect(change -> emitted.add("cleared " + change.elements()));
            list.changed().connect(change -> change.applyTo(copy));
        }

        private Object call(String method, Object... arguments) {
            return Mutators.call(List.class, list, method, arguments);
        }

        @SuppressWarnings("unchecked")
        private List<String> reversed() {
            return (List<String>) call("reversed");
        }

        @Test
        void readsItsEndsWithoutAChange() {
            observe();

            assertThat(call("getFirst")).isEqualTo("b");
            assertThat(call("getLast")).isEqualTo("c");
            assertThat(reversed()).containsExactly("c", "b");

            assertThat(emitted).isEmpty();
        }

        @Test
        void emitsEachChangeOfItsEnds() {
            observe();

            call("addFirst", "a");
            call("addLast", "d");
            call("removeFirst");
            call("removeLast");

            assertThat(emitted).containsExactly("inserted [a] at 0", "appended d", "popped a", "popped d");
            assertThat(copy).isEqualTo(list).containsExactly("b", "c");
        }

        @Test
        void emitsEachChangeOfItsReversedView() {
            observe();
            List<String> view = reversed();
            List<Consumer<List<String>>> calls = List.of(
                    each -> each.add("a"),
                    each -> each.add(0, "d"),
                    each -> each.addAll(List.of("y", "x")),
                    each -> each.set(0, "e"),
                    each -> each.remove("x"),
                    each -> each.remove(3),
                    each -> each.sort(null),
                    each -> each.replaceAll(element -> element + element),
                    each -> each.removeIf("ee"::equals),
                    List::clear);

            calls.forEach(call -> {
                call.accept(view);
                assertThat(copy).isEqualTo(list);
            });

            assertThat(emitted)
                    .containsExactly(
                            "inserted [a] at 0",
                            "appended d",
                            "inserted [x, y] at 0",
                            "itemSet [e]",
                            "removed [x]",
                            "popped a",
                            "sorted [0, 3, 2, 1]",
                            "itemSet [yy, ee, cc, bb]",
                            "removed [ee]",
                            "cleared [yy, cc, bb]");
            assertThat(view).isEmpty();
        }

        @Test
        void emitsEachChangeOfTheReversedViewOfAPart() {
            observe();
            @SuppressWarnings("unchecked")
            List<String> view = (List<String>) Mutators.call(List.class, list.subList(0, 1), "reversed");

            view.add("a");
            view.iterator().next();

            assertThat(emitted).containsExactly("inserted [a] at 0");
            assertThat(copy).isEqualTo(list).containsExactly("a", "b", "c");
        }
    }
}
