package dev.observatory.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.observatory.Garbage;
import dev.observatory.hook.EventHookException;
import dev.observatory.hook.Hook1;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"ReturnValueIgnored", "UnusedVariable"}) // Calls are made for what they change.
class ListViewTest {
    private final ObservableList<String> names = new ObservableList<>(List.of("Vega", "Sirius", "Deneb"));
    private final List<Object> emitted = new ArrayList<>();

    private <E> ListView<E> observed(ListView<E> view) {
        view.changed().connect(emitted::add);
        return view;
    }

    @Nested
    class AFilteredView {

        @Test
        void followsItsList() {
            ListView<String> view = observed(names.filteredView(name -> name.length() < 6));

            names.add("Altair");
            names.add(0, "Rigel");
            names.set(2, "Mira");
            names.set(0, "Aldebaran");
            names.remove("Vega");

            assertThat(view).containsExactly("Mira", "Deneb");
            assertThat(emitted.stream().map(Object::toString))
                    .containsExactly(
                            "Inserted[index=0, elements=[Rigel]]",
                            "Inserted[index=2, elements=[Mira]]",
                            "Removed[positions=[0], elements=[Rigel]]",
                            "Removed[positions=[0], elements=[Vega]]");
        }

        @Test
        void testsOnlyWhatHasChanged() {
            List<String> tested = new ArrayList<>();
            ListView<String> view = names.filteredView(tested::add);
            tested.clear();

            names.add(1, "Altair");
            names.remove(0);
            names.sort(null);

            assertThat(tested).containsExactly("Altair");
            assertThat(view).isEqualTo(names);
        }
    }

    @Nested
    class ASortedView {

        @Test
        void followsItsList() {
            ListView<String> view = observed(names.sortedView(Comparator.naturalOrder()));

            names.add("Altair");
            names.set(0, "Zaniah");
            names.remove("Sirius");

            assertThat(view).containsExactly("Altair", "Deneb", "Zaniah");
            assertThat(emitted.stream().map(Object::toString))
                    .containsExactly(
                            "Inserted[index=0, elements=[Altair]]",
                            "ItemSet[index=3, oldValues=[Vega], newValues=[Zaniah]]",
                            "Removed[positions=[2], elements=[Sirius]]");
        }

        @Test
        void keepsEqualElementsInTheOrderOfTheList() {
            ListView<String> view = names.sortedView(Comparator.comparingInt(String::length));

            names.add(0, "Mira");
            names.add(2, "Enif");

            assertThat(view).containsExactly("Mira", "Vega", "Enif", "Deneb", "Sirius");
            names.reverse();
            assertThat(view).containsExactly("Enif", "Vega", "Mira", "Deneb", "Sirius");
        }

        @Test
        void usesTheNaturalOrderWithoutAComparator() {
            assertThat(names.sortedView(null)).containsExactly("Deneb", "Sirius", "Vega");
        }
    }

    @Test
    void aMappedViewFollowsItsList() {
        ListView<Integer> view = observed(names.mappedView(String::length));

        names.add("Mira");
        names.reverse();

        assertThat(view).containsExactly(4, 5, 6, 4);
        assertThat(emitted.stream().map(Object::toString))
                .containsExactly("Inserted[index=3, elements=[4]]", "Reordered[index=0, positions=[3, 2, 1, 0]]");
    }

    @Test
    void viewsOfViewsFollowThem() {
        ListView<Integer> view = names.filteredView(name -> name.length() > 4)
                .sortedView(Comparator.naturalOrder())
                .mappedView(String::length);

        names.addAll(List.of("Mira", "Altair", "Rigel"));

        assertThat(view).containsExactly(6, 5, 5, 6);
    }

    @Test
    void aBatchIsOneChange() {
        ListView<String> view = observed(names.filteredView(name -> name.startsWith("A")));

        names.batch(() -> {
            names.add("Altair");
            names.add("Antares");
            assertThat(view).isEmpty();
            names.remove("Altair");
        });

        assertThat(view).containsExactly("Antares");
        assertThat(emitted).singleElement().isInstanceOf(ListChange.Merged.class);
    }

    @Test
    void aViewIsUpToDateWhenObserversOfTheListRun() {
        ListView<String> view = names.sortedView(null);
        names.appended().connect(name -> emitted.add(List.copyOf(view)));

        names.add("Altair");

        assertThat(emitted).containsExactly(List.of("Altair", "Deneb", "Sirius", "Vega"));
    }

    @Test
    void aViewCreatedAtAnyMomentIsComplete() {
        List<ListView<String>> views = new ArrayList<>();
        names.changed().connect(change -> {
            if (names.size() < 6) {
                names.add("x" + names.size());
                views.add(names.filteredView(name -> true));
                names.set(0, "y" + names.size());
            }
        });
        names.batch(() -> {
            names.add("Mira");
            views.add(names.sortedView(null));
            names.remove("Vega");
        });

        List<String> sorted = new ArrayList<>(names);
        Collections.sort(sorted);
        assertThat(views.get(0)).isEqualTo(sorted);
        assertThat(views.subList(1, views.size())).isNotEmpty().allSatisfy(view -> assertThat(view)
                .isEqualTo(names));
    }

    @Test
    void aPausedHookOfTheListDoesNotPauseItsViews() {
        ListView<String> view = names.filteredView(name -> true);

        names.changed().pause();
        names.add("Mira");

        assertThat(view).isEqualTo(names);
    }

    @Test
    void refreshComputesTheViewAnew() {
        int[] limit = {6};
        ListView<String> view = observed(names.filteredView(name -> name.length() < limit[0]));

        limit[0] = 5;
        view.refresh();

        assertThat(view).containsExactly("Vega");
        assertThat(emitted).singleElement().hasToString("Removed[positions=[1], elements=[Deneb]]");
    }

    @Test
    void aClosedViewStaysAsItIs() {
        ListView<String> view = names.filteredView(name -> true);

        view.close();
        view.close();
        names.add("Mira");
        view.refresh();

        assertThat(view.isOpen()).isFalse();
        assertThat(view).containsExactly("Vega", "Sirius", "Deneb");
    }

    @Test
    void aViewCannotBeModified() {
        ListView<String> view = names.filteredView(name -> true);

        List<Runnable> calls = List.of(
                () -> view.add("x"),
                () -> view.remove(0),
                () -> view.set(0, "x"),
                view::clear,
                () -> view.removeIf(name -> true),
                () -> view.replaceAll(name -> "x"),
                () -> view.sort(null),
                () -> view.subList(0, 1).clear(),
                () -> view.listIterator().add("x"));
        calls.forEach(call ->
                assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(call::run));

        assertThat(view).isEqualTo(names).hasSize(3);
        assertThat(view.hashCode()).isEqualTo(names.hashCode());
    }

    @Test
    void anObserverOfAViewKeepsACopy() {
        ListView<String> view = names.sortedView(null);
        List<String> copy = new ArrayList<>();
        view.connectWithSnapshot(copy::addAll, change -> change.applyTo(copy));

        names.addAll(List.of("Mira", "Altair"));

        assertThat(copy).isEqualTo(view);
    }

    @Nested
    class AFunctionThatThrows {

        @Test
        void preventsTheViewFromBeingCreated() {
            assertThatIllegalStateException()
                    .isThrownBy(() -> names.filteredView(name -> {
                        throw new IllegalStateException("staged");
                    }));

            names.add("Mira");
        }

        @Test
        void leavesTheViewAsItIsUntilTheNextChange() {
            boolean[] broken = {false};
            ListView<Integer> view = names.mappedView(name -> {
                if (broken[0]) {
                    throw new IllegalStateException("staged");
                }
                return name.length();
            });
            List<Integer> copy = new ArrayList<>(view);
            view.changed().connect(change -> change.applyTo(copy));
            List<String> namesCopy = new ArrayList<>(names);
            names.changed().connect(change -> change.applyTo(namesCopy));

            broken[0] = true;
            assertThatExceptionOfType(EventHookException.class).isThrownBy(() -> names.add("Mira"));
            assertThatExceptionOfType(EventHookException.class)
                    .isThrownBy(() -> names.batch(() -> {
                        names.remove(0);
                        names.add("Altair");
                    }));

            assertThat(view).isEqualTo(copy).containsExactly(4, 6, 5);
            assertThat(namesCopy).isEqualTo(names);

            broken[0] = false;
            names.sort(null);
            assertThat(view)
                    .isEqualTo(copy)
                    .isEqualTo(names.stream().map(String::length).toList());
        }

        @Test
        void mayAlsoChangeTheListOrCloseTheView() {
            List<ListView<String>> views = new ArrayList<>();
            views.add(names.filteredView(name -> {
                if (name.equals("Mira")) {
                    names.remove("Vega");
                }
                if (name.equals("Rigel")) {
                    views.get(0).close();
                }
                return true;
            }));

            names.add("Mira");
            assertThat(views.get(0)).isEqualTo(names).containsExactly("Sirius", "Deneb", "Mira");

            names.add("Rigel");
            names.add("Altair");
            assertThat(views.get(0)).containsExactly("Sirius", "Deneb", "Mira", "Rigel");
        }

        @Test
        void mustNotRefreshTheView() {
            List<ListView<String>> views = new ArrayList<>();
            views.add(names.filteredView(name -> {
                views.forEach(ListView::refresh);
                return true;
            }));

            assertThatExceptionOfType(EventHookException.class)
                    .isThrownBy(() -> names.add("Mira"))
                    .withRootCauseInstanceOf(IllegalStateException.class);
        }

        @Test
        void anInconsistentComparatorLosesNoElement() {
            Random random = new Random(7);
            ListView<String> view = names.sortedView((a, b) -> random.nextInt(3) - 1);
            for (int i = 0; i < 300; i++) {
                try {
                    if (random.nextBoolean() || names.isEmpty()) {
                        names.add(random.nextInt(names.size() + 1), "n" + i);
                    } else {
                        names.remove(random.nextInt(names.size()));
                    }
                } catch (EventHookException inconsistent) {
                    continue;
                }
                assertThat(view).containsExactlyInAnyOrderElementsOf(names);
            }
        }
    }

    @Nested
    class Lifetime {

        @Test
        void aViewThatIsNotUsedIsCollectable() {
            Garbage.Watch view = unusedView();

            view.await();
            names.add("Mira");
            assertThat(names).hasSize(4);
        }

        private Garbage.Watch unusedView() {
            return Garbage.watch(names.filteredView(name -> true).sortedView(null));
        }

        @Test
        void anObservedViewOfAViewKeepsWorking() {
            observeNestedView();
            Garbage.watch(new Object()).await();

            names.add("Mira");

            assertThat(emitted).hasSize(1);
        }

        private Subscription observeNestedView() {
            return names.filteredView(name -> true).sortedView(null).changed().connect(emitted::add);
        }

        @Test
        void aViewIsCollectableWhenItsLastObserverHasLeft() {
            Garbage.Watch view = formerlyObserved();

            view.await();
        }

        private Garbage.Watch formerlyObserved() {
            ListView<String> view = names.filteredView(name -> true);
            view.changed().connect(emitted::add).close();
            return Garbage.watch(view);
        }

        @Test
        void theHookOfAViewKeepsItWorking() {
            Hook1<ListChange<String>> hook =
                    names.filteredView(name -> true).sortedView(null).changed();
            Garbage.watch(new Object()).await();

            hook.connect(emitted::add);
            names.add("Mira");

            assertThat(emitted).hasSize(1);
        }
    }

    @Nested
    class OfSetsAndMaps {

        @Test
        void aSetIsFollowedInItsOrder() {
            ObservableSet<String> set = new ObservableSet<>(List.of("b", "a"));
            ListView<String> view = observed(set.listView());
            ListView<String> sorted = view.sortedView(null);

            set.add("c");
            set.remove(new String("a"));
            set.addAll(List.of("e", "d"));

            assertThat(view).containsExactly("b", "c", "e", "d");
            assertThat(sorted).containsExactly("b", "c", "d", "e");
            set.clear();
            assertThat(sorted).isEmpty();
            assertThat(emitted).hasSize(4);
        }

        @Test
        void aMapIsFollowedByItsEntries() {
            ObservableMap<String, Integer> stock = new ObservableMap<>();
            ListView<String> missing = stock.listView()
                    .filteredView(entry -> entry.getValue() == 0)
                    .mappedView(Map.Entry::getKey);

            stock.put("lens", 2);
            stock.put("mirror", 0);
            stock.putAll(Map.of("lens", 0));
            stock.entrySet().iterator().next().setValue(0);

            assertThat(missing).containsExactly("lens", "mirror");
            stock.remove("lens");
            stock.replaceAll((key, value) -> 1);
            assertThat(missing).isEmpty();
        }

        @Test
        void aBatchThatAddsAndReplacesIsOneChange() {
            ObservableMap<String, Integer> stock = new ObservableMap<>(Map.of("lens", 1));
            ListView<Map.Entry<String, Integer>> view = observed(stock.listView());

            stock.putAll(Map.of("lens", 2, "mirror", 3));

            assertThat(emitted).hasSize(1);
            assertThat(view).containsExactlyInAnyOrder(Map.entry("lens", 2), Map.entry("mirror", 3));
        }

        /**
         * Few elements collide: from the ninth on, {@code HashMap} compares them after it has linked the new one and
         * before it has counted it, so that one that throws there corrupts any {@code LinkedHashSet}.
         */
        @Test
        void keysThatThrowLeaveTheViewCompleteAtTheNextChange() {
            boolean happened = true;
            int failedInView = 0;
            for (int call = 1; happened; call++) {
                ObservableSet<Unruly> set = new ObservableSet<>(
                        IntStream.range(0, 6).mapToObj(Unruly::new).toList());
                ListView<Unruly> view = set.listView();
                Unruly added = new Unruly(100);
                Unruly.arm(call, () -> {
                    throw new IllegalStateException("staged");
                });
                try {
                    set.add(added);
                } catch (RuntimeException staged) {
                    failedInView += set.size() - 6;
                }
                happened = Unruly.disarm();
                set.add(new Unruly(101));
                assertThat(view).as("thrown by call [%d]", call).containsExactlyElementsOf(set);
                set.remove(new Unruly(2));
                set.remove(added);
                assertThat(view).as("thrown by call [%d]", call).containsExactlyElementsOf(set);
            }
            assertThat(failedInView).isPositive();
        }
    }

    /** Random changes of a list, and views that are compared with a computation from scratch. */
    @Test
    void viewsEqualTheirComputationFromScratchAfterEveryChange() {
        Map<String, BiFunction<List<String>, Random, Object>> recipes = ListRecipes.all();
        List<String> calls = new ArrayList<>(recipes.keySet());
        Comparator<String> byLength = Comparator.nullsFirst(Comparator.comparingInt(String::length));
        Function<String, String> upper = element -> element + "!";
        for (long seed = 0; seed < 60; seed++) {
            ObservableList<String> list = new ObservableList<>();
            ListView<String> filtered = list.filteredView(element -> element != null && element.length() > 1);
            ListView<String> sorted = list.sortedView(byLength);
            ListView<String> mapped = list.mappedView(upper);
            ListView<String> nested = sorted.filteredView(element -> element == null || element.length() != 2);
            List<List<String>> copies = new ArrayList<>();
            List<ListView<String>> views = List.of(filtered, sorted, mapped, nested);
            for (ListView<String> view : views) {
                List<String> copy = new ArrayList<>();
                view.connectWithSnapshot(copy::addAll, change -> change.applyTo(copy));
                copies.add(copy);
            }
            Random random = new Random(seed);
            for (int i = 0; i < 200; i++) {
                String call = calls.get(random.nextInt(calls.size()));
                try {
                    if (random.nextInt(10) == 0) {
                        list.batch(() -> recipes.get(call).apply(list, random));
                    } else {
                        recipes.get(call).apply(list, random);
                    }
                } catch (RuntimeException asExpected) {
                    // Many recipes pass wrong arguments.
                }
                String description = "seed [" + seed + "], call [" + i + "]: " + call;
                List<String> expected = new ArrayList<>(list);
                expected.removeIf(element -> element == null || element.length() <= 1);
                assertThat(filtered).as(description).isEqualTo(expected);
                expected = new ArrayList<>(list);
                expected.sort(byLength);
                assertThat(sorted).as(description).isEqualTo(expected);
                expected.removeIf(element -> element != null && element.length() == 2);
                assertThat(nested).as(description).isEqualTo(expected);
                assertThat(mapped)
                        .as(description)
                        .isEqualTo(list.stream().map(upper).toList());
                for (int k = 0; k < views.size(); k++) {
                    assertThat(copies.get(k)).as(description).isEqualTo(views.get(k));
                }
            }
        }
    }
}
