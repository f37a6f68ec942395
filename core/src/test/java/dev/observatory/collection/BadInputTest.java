package dev.observatory.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rejected input, the messages, and that the collections stay unchanged. */
class BadInputTest {
    private final ObservableList<String> list = new ObservableList<>(List.of("a", "b"));
    private final ObservableMap<String, Integer> map = new ObservableMap<>(Map.of("a", 1));
    private final ObservableSet<String> set = new ObservableSet<>(List.of("a", "b"));
    private final List<Object> received = new ArrayList<>();

    @BeforeEach
    void observe() {
        list.changed().connect(received::add);
        map.changed().connect(received::add);
        set.changed().connect(received::add);
    }

    @AfterEach
    void nothingWasChangedOrEmitted() {
        assertThat(list).containsExactly("a", "b");
        assertThat(map).containsExactly(Map.entry("a", 1));
        assertThat(set).containsExactly("a", "b");
        assertThat(received).isEmpty();
        assertThat(list.changed().observers()).hasSize(1);
    }

    private static void refusesNull(String parameter, ThrowingCallable call) {
        assertThatNullPointerException().isThrownBy(call).withMessage(parameter);
    }

    @Test
    void nullIsRejectedAsCollectionFunctionAndObserver() {
        refusesNull("elements", () -> new ObservableList<>((Collection<String>) null));
        refusesNull("elements", () -> list.addAll(null));
        refusesNull("elements", () -> list.addAll(0, null));
        refusesNull("elements", () -> list.removeAll(null));
        refusesNull("elements", () -> list.retainAll(null));
        refusesNull("filter", () -> list.removeIf(null));
        refusesNull("operator", () -> list.replaceAll(null));
        refusesNull("action", () -> list.forEach(null));
        refusesNull("work", () -> list.batch(null));
        refusesNull("target", () -> list.toArray((String[]) null));
        refusesNull("observer", () -> list.appended().connect(null));
        refusesNull("entries", () -> new ObservableMap<>((Map<String, Integer>) null));
        refusesNull("entries", () -> map.putAll(null));
        refusesNull("function", () -> map.compute("a", null));
        refusesNull("function", () -> map.computeIfAbsent("a", null));
        refusesNull("function", () -> map.computeIfPresent("a", null));
        refusesNull("function", () -> map.merge("a", 1, null));
        refusesNull("value", () -> map.merge("a", null, Integer::sum));
        refusesNull("function", () -> map.replaceAll(null));
        refusesNull("action", () -> map.forEach(null));
        refusesNull("work", () -> map.batch(null));
        refusesNull("observer", () -> map.itemSet().connect(null));
        refusesNull("elements", () -> new ObservableSet<>((Collection<String>) null));
        refusesNull("elements", () -> set.addAll(null));
        refusesNull("elements", () -> set.removeAll(null));
        refusesNull("elements", () -> set.retainAll(null));
        refusesNull("filter", () -> set.removeIf(null));
        refusesNull("work", () -> set.batch(null));
        refusesNull("observer", () -> set.added().connect(null));
    }

    @Test
    void aNegativeCapacityIsRejected() {
        List<IntFunction<Object>> constructors = List.of(ObservableList::new, ObservableMap::new, ObservableSet::new);

        for (IntFunction<Object> constructor : constructors) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> constructor.apply(-1))
                    .withMessage("Initial capacity must not be negative: [-1]; give 0 or leave it out");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 3, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void aPositionOutOfBoundsIsRejected(int index) {
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> list.get(index),
                () -> list.set(index, "x"),
                () -> list.remove(index),
                () -> list.add(index, "x"),
                () -> list.addAll(index, List.of("x")),
                () -> list.listIterator(index))) {
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(call)
                    .withMessageContaining(String.valueOf(index));
        }
    }

    @Test
    void aRangeOutOfBoundsIsRejected() {
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> list.subList(-1, 1))
                .withMessage("Range [-1, 1) out of bounds for length 2");
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> list.subList(0, 3))
                .withMessage("Range [0, 3) out of bounds for length 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> list.subList(2, 1))
                .withMessage("fromIndex [2] must not be greater than toIndex [1]");
    }

    @Test
    void aChangeWithListsOfDifferentLengthIsRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ListChange.ItemSet<>(0, List.of("a"), List.of()))
                .withMessage("A change needs at least one element and as many newValues [0] as oldValues [1];"
                        + " omit what did not change");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ListChange.Removed<>(List.of(), List.of()))
                .withMessage("A change needs at least one element and as many elements [0] as positions [0];"
                        + " omit what did not change");
        assertThatIllegalArgumentException().isThrownBy(() -> new MapChange.ItemPopped<>(List.of()));
    }

    @Test
    void aChangeCannotBeAppliedToNull() {
        refusesNull("copy", () -> new ListChange.Cleared<>(List.of("a")).applyTo(null));
        refusesNull("copy", () -> new MapChange.Cleared<String, Integer>(List.of()).applyTo(null));
        refusesNull("copy", () -> new SetChange.Cleared<>(List.of("a")).applyTo(null));
    }
}
