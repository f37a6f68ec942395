package dev.observatory.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.observatory.hook.Hook;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ObservableSetTest {
    private final List<String> received = new ArrayList<>();
    private final ObservableSet<String> set = new ObservableSet<>(List.of("a", "b", "c"));
    private final Set<String> copy = new LinkedHashSet<>(set);

    @BeforeEach
    void observe() {
        record("added", set.added());
        record("removed", set.removed());
        record("cleared", set.cleared());
        set.changed().connect(change -> {
            received.add("changed");
            change.applyTo(copy);
        });
    }

    private <X> void record(String name, Hook<Consumer<X>> hook) {
        hook.connect(change -> received.add(name + " " + change));
    }

    @Test
    void onlyAChangeOfExactlyOneElementHasASingleElement() {
        List<String> elements = new ArrayList<>();
        set.added().connect(change -> elements.add("+" + change.element()));
        set.removed().connect(change -> elements.add("-" + change.element()));

        set.add("d");
        set.remove("a");

        assertThat(elements).containsExactly("+d", "-a");
        assertThatIllegalStateException()
                .isThrownBy(() -> new SetChange.Added<>(List.of("x", "y")).element())
                .withMessage("A change of [2] has no single element; read elements() instead");
        assertThatIllegalStateException().isThrownBy(() -> new SetChange.Removed<>(List.of("x", "y")).element());
    }

    @Test
    void eachCallEmitsOnce() {
        set.add("d");
        set.addAll(List.of("a", "e", "f"));
        set.remove("a");
        set.removeAll(List.of("f", "b", "x"));
        set.removeIf("c"::equals);
        Iterator<String> iterator = set.iterator();
        iterator.next();
        iterator.remove();
        set.clear();

        assertThat(received)
                .containsExactly(
                        "added Added[elements=[d]]", "changed",
                        "added Added[elements=[e, f]]", "changed",
                        "removed Removed[elements=[a]]", "changed",
                        "removed Removed[elements=[f, b]]", "changed",
                        "removed Removed[elements=[c]]", "changed",
                        "removed Removed[elements=[d]]", "changed",
                        "cleared Cleared[elements=[e]]", "changed");
        assertThat(copy).isEmpty();
    }

    @Test
    void aCallThatChangesNothingEmitsNothing() {
        set.add("a");
        set.addAll(List.of("a", "b"));
        set.remove("x");
        set.removeAll(List.of("x"));
        set.retainAll(List.of("a", "b", "c"));
        new ObservableSet<>().clear();

        assertThat(received).isEmpty();
    }

    @Test
    void aCallThatThrowsLeavesTheSetUnchangedAndEmitsNothing() {
        RuntimeException failure = new IllegalStateException("on purpose");
        List<String> broken = new ArrayList<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public Iterator<String> iterator() {
                return List.of("x", "y", "z").stream()
                        .peek(element -> {
                            if (element.equals("z")) {
                                throw failure;
                            }
                        })
                        .iterator();
            }
        };

        assertThat(catchThrowable(() -> set.addAll(broken))).isSameAs(failure);
        assertThat(catchThrowable(() -> set.removeIf(element -> {
                    if (element.equals("c")) {
                        throw failure;
                    }
                    return true;
                })))
                .isSameAs(failure);

        assertThat(set).containsExactly("a", "b", "c");
        assertThat(received).isEmpty();
    }

    @Test
    void aChangeMadeByAnObserverIsDeliveredAfterTheCurrentOne() {
        set.added().connect(change -> set.removeAll(change.elements()));

        set.add("d");

        assertThat(received)
                .containsExactly("added Added[elements=[d]]", "changed", "removed Removed[elements=[d]]", "changed");
        assertThat(copy).isEqualTo(set);
    }

    @Test
    void aBatchIsOneChange() {
        set.batch(() -> {
            set.remove("a");
            set.add("a");
        });

        assertThat(received).containsExactly("changed");
        assertThat(copy).containsExactly("b", "c", "a");
    }

    @Test
    void badInputIsRejectedByName() {
        assertThatNullPointerException().isThrownBy(() -> set.addAll(null)).withMessage("elements");
        assertThatNullPointerException().isThrownBy(() -> set.removeAll(null)).withMessage("elements");
        assertThatNullPointerException().isThrownBy(() -> set.retainAll(null)).withMessage("elements");
        assertThatNullPointerException().isThrownBy(() -> set.removeIf(null)).withMessage("filter");
        assertThatNullPointerException().isThrownBy(() -> set.batch(null)).withMessage("work");
        assertThatNullPointerException()
                .isThrownBy(() -> new ObservableSet<>((Collection<String>) null))
                .withMessage("elements");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ObservableSet<>(-1))
                .withMessage("Initial capacity must not be negative: [-1]; give 0 or leave it out");
    }
}
