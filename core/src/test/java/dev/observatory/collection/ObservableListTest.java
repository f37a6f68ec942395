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
    private final List<String> received = new ArrayList<>();
    private final ObservableList<String> list = new ObservableList<>(List.of("c", "a", "b"));
    private final List<String> copy = new ArrayList<>(list);

    private void observe() {
        record("itemSet", list.itemSet());
        record("appended", list.appended());
        record("inserted", list.inserted());
        record("popped", list.popped());
        record("removed", list.removed());
        record("extended", list.extended());
        record("orderReversed", list.orderReversed());
        record("sorted", list.sorted());
        record("cleared", list.cleared());
        list.changed().connect(change -> {
            received.add("changed");
            change.applyTo(copy);
        });
    }

    private <X> void record(String name, Hook<Consumer<X>> hook) {
        hook.connect(change -> received.add(name + " " + change));
    }

    private static <T> boolean removeAllOf(Collection<T> target, Collection<? extends T> unwanted) {
        return target.removeAll(unwanted);
    }

    @Nested
    class EachCallEmitsOnce {

        @Test
        void fromTheHookOfItsKindFirst() {
            observe();

            list.set(1, "x");
            list.add("d");
            list.add(0, "e");

            assertThat(received)
                    .containsExactly(
                            "itemSet ItemSet[index=1, oldValues=[a], newValues=[x]]", "changed",
                            "appended d", "changed",
                            "inserted Inserted[index=0, elements=[e]]", "changed");
            assertThat(copy).isEqualTo(list).containsExactly("e", "c", "x", "b", "d");
        }

        @Test
        void whenElementsAreRemoved() {
            observe();

            list.remove(1);
            list.remove("c");
            list.clear();

            assertThat(received)
                    .containsExactly(
                            "popped a", "changed",
                            "removed Removed[positions=[0], elements=[c]]", "changed",
                            "cleared Cleared[elements=[b]]", "changed");
            assertThat(copy).isEmpty();
        }

        @Test
        void whenManyChange() {
            observe();

            list.addAll(List.of("d", "c"));
            list.addAll(1, List.of("y", "z"));
            list.removeIf(element -> element.compareTo("c") >= 0);
            list.replaceAll(element -> element + element);

            assertThat(received)
                    .containsExactly(
                            "extended Inserted[index=3, elements=[d, c]]", "changed",
                            "inserted Inserted[index=1, elements=[y, z]]", "changed",
                            "removed Removed[positions=[0, 1, 2, 5, 6], elements=[c, y, z, d, c]]", "changed",
                            "itemSet ItemSet[index=0, oldValues=[a, b], newValues=[aa, bb]]", "changed");
            assertThat(copy).isEqualTo(list).containsExactly("aa", "bb");
        }

        @Test
        void whenTheOrderChanges() {
            observe();

            list.sort(null);
            list.reverse();

            assertThat(received)
                    .containsExactly(
                            "sorted Reordered[index=0, positions=[1, 2, 0]]", "changed",
                            "orderReversed Reordered[index=0, positions=[2, 1, 0]]", "changed");
            assertThat(copy).isEqualTo(list).containsExactly("c", "b", "a");
        }

        @Test
        void whenAPartChanges() {
            list.addAll(List.of("e", "d"));
            copy.addAll(List.of("e", "d"));
            observe();
            List<String> part = list.subList(1, 5).subList(1, 4);

            part.sort(null);
            part.removeIf("d"::equals);
            part.clear();

            assertThat(received)
                    .containsExactly(
                            "sorted Reordered[index=2, positions=[2, 4, 3]]", "changed",
                            "removed Removed[positions=[3], elements=[d]]", "changed",
                            "removed Removed[positions=[2, 3], elements=[b, e]]", "changed");
            assertThat(copy).isEqualTo(list).containsExactly("c", "a");
        }

        @Test
        void neverWhenNothingChanged() {
            list.sort(null);
            observe();

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

            assertThat(received).isEmpty();
        }

        @Test
        void whenTheRemovedElementsAreAPartOfTheList() {
            list.addAll(List.of("c", "d", "a"));
            copy.addAll(List.of("c", "d", "a"));
            observe();

            list.removeAll(list.subList(0, 2));
            removeAllOf(list, list);

            assertThat(received)
                    .containsExactly(
                            "removed Removed[positions=[0, 1, 3, 5], elements=[c, a, c, a]]", "changed",
                            "removed Removed[positions=[0, 1], elements=[b, d]]", "changed");
            assertThat(list).isEmpty();
        }
    }

    @Nested
    class AChange {

        @Test
        void isImmutable() {
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
        void copiesTheListsThatItIsCreatedFrom() {
            List<String> elements = new ArrayList<>(Arrays.asList("x", null));
            ListChange<String> change = new ListChange.Inserted<>(1, elements);

            elements.clear();
            change.applyTo(copy);

            assertThat(copy).containsExactly("c", "x", null, "a", "b");
        }

        @Test
        void rejectsListsOfDifferentLength() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new ListChange.Removed<>(List.of(1, 2), List.of("a")))
                    .withMessage("A change needs at least one element and as many elements [1] as positions [2];"
                            + " omit what did not change");
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
        void isAvailableFromARecordOfExactlyOne() {
            list.changed().connect(change -> {
                change.applyTo(copy);
                if (change instanceof ListChange.ItemSet<String> set) {
                    received.add(set.oldValue() + " -> " + set.newValue() + " = " + set.element());
                } else if (change instanceof ListChange.Inserted<String> inserted) {
                    received.add("inserted " + inserted.element() + " at " + inserted.index());
                } else if (change instanceof ListChange.Removed<String> removed) {
                    received.add("removed " + removed.element() + " at " + removed.index());
                }
            });

            list.set(0, "x");
            list.add("d");
            list.add(0, "e");
            list.remove(1);
            list.remove("a");

            assertThat(received)
                    .containsExactly(
                            "c -> x = x", "inserted d at 3", "inserted e at 0", "removed x at 1", "removed a at 1");
            assertThat(copy).isEqualTo(list);
        }

        @Test
        void isNotAvailableFromARecordOfSeveral() {
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
    class WhenCallbacksThrow {
        private final RuntimeException failure = new IllegalStateException("on purpose");

        @Test
        void theListIsUnchangedAndNothingIsEmitted() {
            observe();
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
            assertThat(received).isEmpty();
        }

        @Test
        void theUnobservedListIsUnchangedToo() {
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

        /** Contains everything but one element, for which it throws. */
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
        void allObserversReceiveTheChangesInTheSameOrder() {
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
        void theHookOfTheKindDoesNotOvertakeChanged() {
            list.appended().connect(element -> list.removeIf("d"::equals));
            observe();

            list.add("d");

            assertThat(received)
                    .containsExactly(
                            "appended d", "changed",
                            "removed Removed[positions=[3], elements=[d]]", "changed");
        }

        @Test
        void theIteratorThatCausedItIsInvalid() {
            list.removed().connect(change -> list.add("late"));
            Iterator<String> iterator = list.iterator();
            iterator.next();

            iterator.remove();

            assertThatExceptionOfType(ConcurrentModificationException.class)
                    .isThrownBy(iterator::next)
                    .withMessage("The list was changed during the iteration; create a new iterator");
        }

        @Test
        void thePartThatCausedItIsInvalid() {
            list.inserted().connect(change -> list.add("late"));
            List<String> part = list.subList(0, 2);

            part.add("x");

            assertThatExceptionOfType(ConcurrentModificationException.class)
                    .isThrownBy(part::size)
                    .withMessage("The list was changed other than through this part; call subList again");
        }
    }

    @Nested
    class WhenObserversThrow {

        @Test
        void allQueuedChangesAreDeliveredBeforeTheFailureIsThrown() {
            RuntimeException failure = new IllegalStateException("on purpose");
            list.appended().connect(element -> {
                list.remove(0);
                throw failure;
            });
            observe();

            Throwable thrown = catchThrowable(() -> list.add("d"));

            assertThat(thrown).isInstanceOf(EventHookException.class).hasCause(failure);
            assertThat(received)
                    .containsExactly(
                            "appended d", "changed",
                            "popped c", "changed");
            assertThat(copy).isEqualTo(list).containsExactly("a", "b", "d");
        }

        @Test
        void theNextChangeIsDelivered() {
            list.changed().connect(change -> {
                throw new IllegalStateException("always");
            });
            observe();

            assertThatExceptionOfType(EventHookException.class).isThrownBy(() -> list.add("d"));
            assertThatExceptionOfType(EventHookException.class).isThrownBy(() -> list.add("e"));

            assertThat(copy).isEqualTo(list);
        }

        @Test
        void theFailuresOfSeveralHooksAreThrownTogether() {
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
        void anIteratorContinuesAtItsPosition() {
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
        void emitsOneChangeThatCanBeReplayed() {
            observe();

            list.batch(() -> {
                list.add("d");
                list.batch(() -> list.remove(0));
                list.sort(Comparator.reverseOrder());
                assertThat(received).isEmpty();
            });

            assertThat(received).containsExactly("changed");
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
        void emitsNothingIfNothingChanged() {
            observe();

            list.batch(() -> list.removeIf(String::isEmpty));

            assertThat(received).isEmpty();
        }

        @Test
        void emitsItsChangesBeforeItsExceptionIsThrown() {
            RuntimeException failure = new IllegalStateException("on purpose");
            observe();

            Throwable thrown = catchThrowable(() -> list.batch(() -> {
                list.add("d");
                throw failure;
            }));

            assertThat(thrown).isSameAs(failure);
            assertThat(received).containsExactly("changed");
            assertThat(copy).isEqualTo(list);
            list.add("e");
            assertThat(received).hasSize(3);
        }

        @Test
        void suppressesFailuresOfObserversInItsOwnException() {
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
        void ofAnObserverIsQueued() {
            list.appended()
                    .connect(element -> list.batch(() -> {
                        list.remove(0);
                        list.remove(0);
                    }));
            observe();

            list.add("d");

            assertThat(received).containsExactly("appended d", "changed", "changed");
            assertThat(copy).isEqualTo(list).containsExactly("b", "d");
        }
    }

    @Nested
    class BadInput {

        @Test
        void isRejectedByName() {
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
        void ofCapacityAndPositionIsRejectedAsByTheStandardList() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new ObservableList<>(-1))
                    .withMessage("Initial capacity must not be negative: [-1]; give 0 or leave it out");
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> list.get(3));
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> list.add(4, "x"));
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> list.subList(1, 4));
            assertThatIllegalStateException()
                    .isThrownBy(() -> list.iterator().remove())
                    .withMessage("The iterator has no current element; call next or previous before remove or set");
        }

        @Test
        void ofAFilterThatChangesTheListIsDetectedBeforeAnyRemoval() {
            List<String> standard = new ArrayList<>(list);

            assertThatExceptionOfType(ConcurrentModificationException.class)
                    .isThrownBy(() -> list.removeIf(element -> list.add("x")))
                    .withMessage("The function passed to the list has changed the list; change it before or after the"
                            + " call");
            assertThatExceptionOfType(ConcurrentModificationException.class)
                    .isThrownBy(() -> standard.removeIf(element -> standard.add("x")));

            // ArrayList, too, tests all elements before it detects the change.
            assertThat(list).isEqualTo(standard).containsExactly("c", "a", "b", "x", "x", "x");
        }
    }
}
