package dev.observatory.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.observatory.hook.EventHookException;
import dev.observatory.hook.Hook;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ObservableListTest {
    private final List<String> heard = new ArrayList<>();
    private final ObservableList<String> list = new ObservableList<>(List.of("c", "a", "b"));
    private final List<String> copy = new ArrayList<>(list);

    private void listen() {
        hear("itemSet", list.itemSet());
        hear("appended", list.appended());
        hear("inserted", list.inserted());
        hear("popped", list.popped());
        hear("removed", list.removed());
        hear("extended", list.extended());
        hear("orderReversed", list.orderReversed());
        hear("sorted", list.sorted());
        hear("cleared", list.cleared());
        list.changed().connect(change -> {
            heard.add("changed");
            change.applyTo(copy);
        });
    }

    private <X> void hear(String name, Hook<Consumer<X>> hook) {
        hook.connect(change -> heard.add(name + " " + change));
    }

    private static <T> boolean removeAllOf(Collection<T> target, Collection<? extends T> unwanted) {
        return target.removeAll(unwanted);
    }

    @Nested
    class EachCallIsToldOnce {

        @Test
        void byItsKindFirst() {
            listen();

            list.set(1, "x");
            list.add("d");
            list.add(0, "e");

            assertThat(heard)
                    .containsExactly(
                            "itemSet ItemSet[index=1, oldValues=[a], newValues=[x]]", "changed",
                            "appended d", "changed",
                            "inserted Inserted[index=0, elements=[e]]", "changed");
            assertThat(copy).isEqualTo(list).containsExactly("e", "c", "x", "b", "d");
        }

        @Test
        void whenElementsGo() {
            listen();

            list.remove(1);
            list.remove("c");
            list.clear();

            assertThat(heard)
                    .containsExactly(
                            "popped a", "changed",
                            "removed Removed[positions=[0], elements=[c]]", "changed",
                            "cleared Cleared[elements=[b]]", "changed");
            assertThat(copy).isEmpty();
        }

        @Test
        void whenManyChange() {
            listen();

            list.addAll(List.of("d", "c"));
            list.addAll(1, List.of("y", "z"));
            list.removeIf(element -> element.compareTo("c") >= 0);
            list.replaceAll(element -> element + element);

            assertThat(heard)
                    .containsExactly(
                            "extended Inserted[index=3, elements=[d, c]]", "changed",
                            "inserted Inserted[index=1, elements=[y, z]]", "changed",
                            "removed Removed[positions=[0, 1, 2, 5, 6], elements=[c, y, z, d, c]]", "changed",
                            "itemSet ItemSet[index=0, oldValues=[a, b], newValues=[aa, bb]]", "changed");
            assertThat(copy).isEqualTo(list).containsExactly("aa", "bb");
        }

        @Test
        void whenTheOrderChanges() {
            listen();

            list.sort(null);
            list.reverse();

            assertThat(heard)
                    .containsExactly(
                            "sorted Reordered[index=0, positions=[1, 2, 0]]", "changed",
                            "orderReversed Reordered[index=0, positions=[2, 1, 0]]", "changed");
            assertThat(copy).isEqualTo(list).containsExactly("c", "b", "a");
        }

        @Test
        void whenAPartChanges() {
            list.addAll(List.of("e", "d"));
            copy.addAll(List.of("e", "d"));
            listen();
            List<String> part = list.subList(1, 5).subList(1, 4);

            part.sort(null);
            part.removeIf("d"::equals);
            part.clear();

            assertThat(heard)
                    .containsExactly(
                            "sorted Reordered[index=2, positions=[2, 4, 3]]", "changed",
                            "removed Removed[positions=[3], elements=[d]]", "changed",
                            "removed Removed[positions=[2, 3], elements=[b, e]]", "changed");
            assertThat(copy).isEqualTo(list).containsExactly("c", "a");
        }

        @Test
        void notAtAllWhenNothingChanged() {
            list.sort(null);
            listen();

            list.set(0, list.get(0));
            list.addAll(List.of());
            list.removeIf(String::isEmpty);
            list.removeAll(List.of("x"));
            list.retainAll(List.of("a", "b", "c"));
            list.replaceAll(element -> element);
            list.sort(null);
            list.subList(1, 1).clear();
            list.remove("x");
            new ObservableList<>().clear();

            assertThat(heard).isEmpty();
        }

        @Test
        void alsoWhenAPartOfTheListIsRemovedFromIt() {
            list.addAll(List.of("c", "d", "a"));
            copy.addAll(List.of("c", "d", "a"));
            listen();

            list.removeAll(list.subList(0, 2));
            removeAllOf(list, list);

            assertThat(heard)
                    .containsExactly(
                            "removed Removed[positions=[0, 1, 3, 5], elements=[c, a, c, a]]", "changed",
                            "removed Removed[positions=[0, 1], elements=[b, d]]", "changed");
            assertThat(list).isEmpty();
        }
    }

    @Nested
    class AChange {

        @Test
        void staysAsItWas() {
            List<ListChange<String>> changes = new ArrayList<>();
            list.changed().connect(changes::add);

            list.addAll(List.of("d"));
            list.set(3, "x");
            list.clear();

            assertThat(changes.get(0)).isEqualTo(new ListChange.Inserted<>(3, List.of("d")));
            assertThat(changes.get(2)).isEqualTo(new ListChange.Cleared<>(List.of("c", "a", "b", "x")));
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(() -> ((ListChange.Inserted<String>) changes.get(0))
                            .elements()
                            .set(0, "y"));
        }

        @Test
        void doesNotSeeWhatBecomesOfTheListsItWasMadeOf() {
            List<String> elements = new ArrayList<>(Arrays.asList("x", null));
            ListChange<String> change = new ListChange.Inserted<>(1, elements);

            elements.clear();
            change.applyTo(copy);

            assertThat(copy).containsExactly("c", "x", null, "a", "b");
        }

        @Test
        void mustFitTogether() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new ListChange.Removed<>(List.of(1, 2), List.of("a")))
                    .withMessage("A change needs at least one element and as many elements [1] as positions [2];"
                            + " leave out what did not change");
        }
    }

    @Nested
    class TheElementOfAChange {

        @Test
        void isEmittedByAppendedAndPoppedItself() {
            List<String> elements = new ArrayList<>();
            list.appended().connect(elements::add);
            list.popped().connect(elements::add);

            list.add("d");
            list.add(null);
            list.remove(0);
            list.subList(1, 4).remove(2);

            assertThat(elements).containsExactly("d", null, "c", null);
        }

        @Test
        void isReadFromARecordOfExactlyOne() {
            list.changed().connect(change -> {
                change.applyTo(copy);
                if (change instanceof ListChange.ItemSet<String> set) {
                    heard.add(set.oldValue() + " -> " + set.newValue() + " = " + set.element());
                } else if (change instanceof ListChange.Inserted<String> inserted) {
                    heard.add("inserted " + inserted.element() + " at " + inserted.index());
                } else if (change instanceof ListChange.Removed<String> removed) {
                    heard.add("removed " + removed.element() + " at " + removed.index());
                }
            });

            list.set(0, "x");
            list.add("d");
            list.add(0, "e");
            list.remove(1);
            list.remove("a");

            assertThat(heard)
                    .containsExactly(
                            "c -> x = x", "inserted d at 3", "inserted e at 0", "removed x at 1", "removed a at 1");
            assertThat(copy).isEqualTo(list);
        }

        @Test
        void isRefusedByARecordOfSeveral() {
            ListChange.Inserted<String> inserted = new ListChange.Inserted<>(0, List.of("a", "b"));
            ListChange.ItemSet<String> set = new ListChange.ItemSet<>(0, List.of("a", "b"), List.of("c", "d"));
            ListChange.Removed<String> removed = new ListChange.Removed<>(List.of(0, 2), List.of("a", "b"));

            assertThatIllegalStateException()
                    .isThrownBy(inserted::element)
                    .withMessage("A change of [2] has no single element; read elements() instead");
            assertThatIllegalStateException()
                    .isThrownBy(set::element)
                    .withMessageEndingWith("read newValues() instead");
            assertThatIllegalStateException().isThrownBy(set::newValue);
            assertThatIllegalStateException()
                    .isThrownBy(set::oldValue)
                    .withMessageEndingWith("read oldValues() instead");
            assertThatIllegalStateException().isThrownBy(removed::element);
            assertThatIllegalStateException()
                    .isThrownBy(removed::index)
                    .withMessageEndingWith("read positions() instead");
        }
    }

    @Nested
    class WhenForeignCodeThrows {
        private final RuntimeException failure = new IllegalStateException("on purpose");

        @Test
        void theListAndItsObserversNoticeNothing() {
            listen();
            List<Runnable> calls = List.of(
                    () -> list.sort(Comparator.comparing(element -> failAt("b", element))),
                    () -> list.subList(0, 2).sort(Comparator.comparing(element -> failAt("c", element))),
                    () -> list.removeIf(element -> failAt("b", element) == 0),
                    () -> list.replaceAll(element -> element + failAt("b", element)),
                    () -> list.removeAll(new Grudge("b")),
                    () -> list.retainAll(new Grudge("a")));

            for (Runnable call : calls) {
                assertThat(catchThrowable(call::run)).isSameAs(failure);
            }

            assertThat(list).containsExactly("c", "a", "b").isEqualTo(copy);
            assertThat(heard).isEmpty();
        }

        @Test
        void theUnobservedListIsLeftAloneToo() {
            assertThat(catchThrowable(() -> list.sort(Comparator.comparing(element -> failAt("b", element)))))
                    .isSameAs(failure);
            assertThat(catchThrowable(() -> list.removeAll(new Grudge("b")))).isSameAs(failure);

            assertThat(list).containsExactly("c", "a", "b");
        }

        private int failAt(String bad, String element) {
            if (bad.equals(element)) {
                throw failure;
            }
            return 0;
        }

        /** Contains everything, until it is asked about one. */
        private final class Grudge extends ArrayList<String> {
            private static final long serialVersionUID = 1L;
            private final String bad;

            Grudge(String bad) {
                this.bad = bad;
            }

            @Override
            public boolean contains(Object element) {
                return failAt(bad, (String) element) == 0;
            }
        }
    }

    @Nested
    class WhenAnObserverChangesTheList {

        @Test
        void allObserversHearTheChangesInTheSameOrder() {
            List<ListChange<String>> first = new ArrayList<>();
            List<ListChange<String>> second = new ArrayList<>();
            list.changed().connect(change -> {
                first.add(change);
                if (list.size() < 6) {
                    list.add(0, "n" + list.size());
                }
            });
            list.changed().connect(second::add);

            list.add("d");

            assertThat(list).containsExactly("n5", "n4", "c", "a", "b", "d");
            assertThat(second).isEqualTo(first).hasSize(3);
            second.forEach(change -> change.applyTo(copy));
            assertThat(copy).isEqualTo(list);
        }

        @Test
        void theHookOfTheKindDoesNotGetAheadOfChanged() {
            list.appended().connect(element -> list.removeIf("d"::equals));
            listen();

            list.add("d");

            assertThat(heard)
                    .containsExactly(
                            "appended d", "changed",
                            "removed Removed[positions=[3], elements=[d]]", "changed");
        }

        @Test
        void theIteratorThatCausedItIsOutdated() {
            list.removed().connect(change -> list.add("late"));
            Iterator<String> iterator = list.iterator();
            iterator.next();

            iterator.remove();

            assertThatExceptionOfType(ConcurrentModificationException.class)
                    .isThrownBy(iterator::next)
                    .withMessage("The list was changed; make a new iterator");
        }

        @Test
        void thePartThatCausedItIsOutdated() {
            list.inserted().connect(change -> list.add("late"));
            List<String> part = list.subList(0, 2);

            part.add("x");

            assertThatExceptionOfType(ConcurrentModificationException.class)
                    .isThrownBy(part::size)
                    .withMessage("The list was changed; make a new subList");
        }
    }

    @Nested
    class WhenObserversThrow {

        @Test
        void allHearAllThatWaitsAndThenTheFailureComesOut() {
            RuntimeException failure = new IllegalStateException("on purpose");
            list.appended().connect(element -> {
                list.remove(0);
                throw failure;
            });
            listen();

            Throwable thrown = catchThrowable(() -> list.add("d"));

            assertThat(thrown).isInstanceOf(EventHookException.class).hasCause(failure);
            assertThat(heard)
                    .containsExactly(
                            "appended d", "changed",
                            "popped c", "changed");
            assertThat(copy).isEqualTo(list).containsExactly("a", "b", "d");
        }

        @Test
        void theNextChangeIsToldAsEver() {
            list.changed().connect(change -> {
                throw new IllegalStateException("always");
            });
            listen();

            assertThatExceptionOfType(EventHookException.class).isThrownBy(() -> list.add("d"));
            assertThatExceptionOfType(EventHookException.class).isThrownBy(() -> list.add("e"));

            assertThat(copy).isEqualTo(list);
        }

        @Test
        void theFailuresOfSeveralHooksComeOutTogether() {
            list.appended().connect(element -> {
                throw new IllegalStateException("first");
            });
            list.changed().connect(change -> {
                throw new IllegalStateException("second");
            });

            assertThatExceptionOfType(EventHookException.class)
                    .isThrownBy(() -> list.add("d"))
                    .satisfies(thrown -> {
                        assertThat(thrown).hasRootCauseMessage("first");
                        assertThat(thrown.getSuppressed()).singleElement().satisfies(other -> assertThat(other)
                                .hasRootCauseMessage("second"));
                    });
        }

        @Test
        void anIteratorGoesOnWhereItStood() {
            list.removed().connect(change -> {
                throw new IllegalStateException("always");
            });
            ListIterator<String> iterator = list.listIterator();
            iterator.next();

            assertThatExceptionOfType(EventHookException.class).isThrownBy(iterator::remove);

            assertThat(iterator.next()).isEqualTo("a");
        }
    }

    @Nested
    class ABatch {

        @Test
        void isOneChangeThatCanBeReplayed() {
            listen();

            list.batch(() -> {
                list.add("d");
                list.batch(() -> list.remove(0));
                list.sort(Comparator.reverseOrder());
                assertThat(heard).isEmpty();
            });

            assertThat(heard).containsExactly("changed");
            assertThat(copy).isEqualTo(list).containsExactly("d", "b", "a");
        }

        @Test
        void holdsItsPartsInOrder() {
            List<ListChange<String>> changes = new ArrayList<>();
            list.changed().connect(changes::add);

            list.batch(() -> Collections.swap(list, 0, 1));

            assertThat(changes)
                    .containsExactly(new ListChange.Merged<>(List.of(
                            new ListChange.ItemSet<>(1, List.of("a"), List.of("c")),
                            new ListChange.ItemSet<>(0, List.of("c"), List.of("a")))));
        }

        @Test
        void thatChangesNothingIsNotTold() {
            listen();

            list.batch(() -> list.removeIf(String::isEmpty));

            assertThat(heard).isEmpty();
        }

        @Test
        void thatThrowsIsToldFirst() {
            RuntimeException failure = new IllegalStateException("on purpose");
            listen();

            Throwable thrown = catchThrowable(() -> list.batch(() -> {
                list.add("d");
                throw failure;
            }));

            assertThat(thrown).isSameAs(failure);
            assertThat(heard).containsExactly("changed");
            assertThat(copy).isEqualTo(list);
            list.add("e");
            assertThat(heard).hasSize(3);
        }

        @Test
        void thatThrowsSuppressesWhatItsObserversThrow() {
            list.changed().connect(change -> {
                throw new IllegalStateException("observer");
            });

            Throwable thrown = catchThrowable(() -> list.batch(() -> {
                list.add("d");
                throw new IllegalStateException("work");
            }));

            assertThat(thrown).hasMessage("work");
            assertThat(thrown.getSuppressed()).singleElement().isInstanceOf(EventHookException.class);
        }

        @Test
        void ofAnObserverWaitsForItsTurn() {
            list.appended()
                    .connect(element -> list.batch(() -> {
                        list.remove(0);
                        list.remove(0);
                    }));
            listen();

            list.add("d");

            assertThat(heard).containsExactly("appended d", "changed", "changed");
            assertThat(copy).isEqualTo(list).containsExactly("b", "d");
        }
    }

    @Nested
    class BadInput {

        @Test
        void isRefusedByName() {
            assertThatNullPointerException().isThrownBy(() -> list.addAll(null)).withMessage("elements");
            assertThatNullPointerException()
                    .isThrownBy(() -> list.addAll(0, null))
                    .withMessage("elements");
            assertThatNullPointerException()
                    .isThrownBy(() -> list.removeAll(null))
                    .withMessage("elements");
            assertThatNullPointerException()
                    .isThrownBy(() -> list.retainAll(null))
                    .withMessage("elements");
            assertThatNullPointerException()
                    .isThrownBy(() -> list.removeIf(null))
                    .withMessage("filter");
            assertThatNullPointerException()
                    .isThrownBy(() -> list.replaceAll(null))
                    .withMessage("operator");
            assertThatNullPointerException().isThrownBy(() -> list.batch(null)).withMessage("work");
            assertThatNullPointerException()
                    .isThrownBy(() -> new ObservableList<>((Collection<String>) null))
                    .withMessage("elements");
        }

        @Test
        void ofCapacityAndPositionFailsAsInTheStandardList() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new ObservableList<>(-1))
                    .withMessage("Initial capacity must not be negative: [-1]; give 0 or leave it out");
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> list.get(3));
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> list.add(4, "x"));
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> list.subList(1, 4));
            assertThatIllegalStateException()
                    .isThrownBy(() -> list.iterator().remove())
                    .withMessage("The iterator stands on no element; call next or previous between calls of remove and"
                            + " set");
        }

        @Test
        void ofAFilterThatChangesTheListIsNoticedBeforeAnythingGoes() {
            assertThatExceptionOfType(ConcurrentModificationException.class)
                    .isThrownBy(() -> list.removeIf(element -> list.add("x")))
                    .withMessage("The list was changed by the function that it was given; change it before or after the"
                            + " call");

            assertThat(list).containsExactly("c", "a", "b", "x");
        }
    }
}
