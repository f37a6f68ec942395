package dev.observatory.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.observatory.Garbage;
import dev.observatory.hook.EventHook;
import dev.observatory.hook.EventHookException;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Elements that change in place. */
class TouchTest {
    private static final class Star {
        final EventHook<String> renamed = new EventHook<>("renamed");
        String name;

        Star(String name) {
            this.name = name;
        }

        void rename(String newName) {
            name = newName;
            renamed.emit(newName);
        }
    }

    private final Star vega = new Star("Vega");
    private final Star deneb = new Star("Deneb");
    private final ObservableList<Star> stars = new ObservableList<>(List.of(vega, deneb));
    private final List<Object> emitted = new ArrayList<>();

    @Test
    void touchEmitsTheElementAsSetToItself() {
        stars.itemSet().connect(change -> emitted.add(change.index()));
        stars.changed().connect(change -> {
            ListChange.ItemSet<Star> set = (ListChange.ItemSet<Star>) change;
            emitted.add(set.oldValue() == vega && set.newValue() == vega);
        });

        stars.touch(0);

        assertThat(emitted).containsExactly(0, true);
    }

    @Test
    void touchRejectsPositionsOutsideTheList() {
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> stars.touch(2));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> stars.touch(-1));
    }

    @Test
    void aTouchedElementIsPlacedAnew() {
        ListView<Star> sorted = stars.sortedView(Comparator.comparing((Star star) -> star.name));
        ListView<Star> shortNames = stars.filteredView(star -> star.name.length() < 5);
        ListView<String> names = stars.mappedView(star -> star.name);

        vega.name = "Altair";
        stars.touch(0);

        assertThat(sorted).containsExactly(vega, deneb);
        assertThat(shortNames).isEmpty();
        assertThat(names).containsExactly("Altair", "Deneb");
    }

    @Test
    void anElementsOwnHookTouchesIt() {
        stars.touchWhen(star -> star.renamed);
        ListView<String> names = stars.mappedView(star -> star.name).sortedView(null);
        Star rigel = new Star("Rigel");
        stars.add(rigel);

        vega.rename("Wega");
        rigel.rename("Algebar");

        assertThat(names).containsExactly("Algebar", "Deneb", "Wega");
    }

    @Test
    void anElementThatIsContainedTwiceIsOneChange() {
        stars.touchWhen(star -> star.renamed);
        stars.add(vega);
        stars.changed().connect(emitted::add);

        vega.rename("Wega");
        assertThat(emitted).hasSize(1);

        stars.remove(0);
        emitted.clear();
        vega.rename("Vega");
        assertThat(emitted).singleElement().isInstanceOf(ListChange.ItemSet.class);
    }

    @Test
    void removedElementsAreDisconnected() {
        stars.touchWhen(star -> star.renamed);
        stars.batch(() -> {
            stars.remove(vega);
            stars.add(new Star("Rigel"));
        });
        stars.set(0, new Star("Altair"));

        assertThat(vega.renamed.isObserved()).isFalse();
        assertThat(deneb.renamed.isObserved()).isFalse();
        assertThat(stars).allMatch(star -> star.renamed.isObserved());
        Star first = stars.get(0);
        stars.clear();
        assertThat(first.renamed.isObserved()).isFalse();
    }

    @Test
    void closingDisconnectsAll() {
        Subscription subscription = stars.touchWhen(star -> star.renamed);

        subscription.close();
        subscription.close();
        stars.add(new Star("Rigel"));

        assertThat(subscription.isOpen()).isFalse();
        assertThat(stars).noneMatch(star -> star.renamed.isObserved());
    }

    @Test
    void theHookIsRequestedOncePerElement() {
        List<Star> requested = new ArrayList<>();
        stars.touchWhen(star -> {
            requested.add(star);
            return star == deneb ? null : star.renamed;
        });

        vega.rename("Wega");
        stars.touch(1);
        stars.sort(Comparator.comparing((Star star) -> star.name));
        stars.add(null);

        assertThat(requested).containsExactly(vega, deneb);
    }

    @Test
    void aFunctionThatThrowsLeavesNothingConnected() {
        assertThatIllegalStateException()
                .isThrownBy(() -> stars.touchWhen(star -> {
                    if (star == deneb) {
                        throw new IllegalStateException("staged");
                    }
                    return star.renamed;
                }));

        assertThat(vega.renamed.isObserved()).isFalse();
        stars.add(new Star("Rigel"));
    }

    @Test
    void aFunctionThatThrowsForAnAddedElementMakesTheCallThrow() {
        stars.touchWhen(star -> {
            if (star.name.isEmpty()) {
                throw new IllegalStateException("staged");
            }
            return star.renamed;
        });
        Star unnamed = new Star("");

        assertThatExceptionOfType(EventHookException.class).isThrownBy(() -> stars.add(unnamed));

        stars.remove(unnamed);
        vega.rename("Wega");
        assertThat(stars).containsExactly(vega, deneb);
    }

    @Test
    void elementsDoNotKeepTheListReachable() {
        Star shared = new Star("Vega");
        Garbage.Watch list = listOf(shared);

        list.await();
        shared.rename("Wega");
        assertThat(shared.renamed.isObserved()).isFalse();
    }

    private static Garbage.Watch listOf(Star star) {
        ObservableList<Star> forgotten = new ObservableList<>(List.of(star));
        forgotten.touchWhen(each -> each.renamed);
        return Garbage.watch(forgotten);
    }
}
