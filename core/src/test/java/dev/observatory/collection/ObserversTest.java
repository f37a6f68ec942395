package dev.observatory.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.observatory.hook.EventHookException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Observers of collections have the options of any hook. */
class ObserversTest {
    private final List<Object> received = new ArrayList<>();

    @Test
    void supportEveryOptionOfTheirHook() {
        ObservableList<String> list = new ObservableList<>();
        ObservableMap<String, Integer> map = new ObservableMap<>();
        ObservableSet<String> set = new ObservableSet<>();
        list.appended().with().filter("b"::equals).connect(received::add);
        map.itemSet()
                .with()
                .once()
                .filter(change -> change.newValue() > 1)
                .connect(change -> received.add("map over 1"));
        set.changed().with().filter(SetChange.Cleared.class::isInstance).connect(change -> received.add("set cleared"));

        list.add("a");
        list.add("b");
        map.put("a", 1);
        map.put("b", 2);
        map.put("c", 3);
        set.add("a");
        set.clear();

        assertThat(received).containsExactly("b", "map over 1", "set cleared");
    }

    @Test
    void areNotCalledAfterAVirtualMachineError() {
        OutOfMemoryError fatal = new OutOfMemoryError("staged");
        ObservableList<String> list = new ObservableList<>();
        list.changed().connect(change -> {
            if (list.size() == 1) {
                list.add("nested");
                throw new IllegalStateException("before");
            }
        });
        list.changed().connect(change -> received.add(change));
        list.appended().connect(element -> {
            if (element.equals("nested")) {
                throw fatal;
            }
        });

        assertThatExceptionOfType(OutOfMemoryError.class)
                .isThrownBy(() -> list.add("first"))
                .isSameAs(fatal)
                .satisfies(thrown ->
                        assertThat(thrown.getSuppressed()).singleElement().isInstanceOf(EventHookException.class));

        assertThat(list).containsExactly("first", "nested");
        assertThat(received).hasSize(1);
        list.add("as ever");
        assertThat(received).hasSize(2);
    }
}
