package dev.observatory.collection;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.ListIterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Applies a change of a list to a copy, in time linear to the length of the copy. */
final class Replay {
    private Replay() {}

    @SuppressWarnings(
            "unchecked") // The elements of the copy are of a supertype of the value's type, or the same instances.
    static void set(ListIterator<?> position, @Nullable Object value) {
        ((ListIterator<@Nullable Object>) position).set(value);
    }

    static void remove(List<?> copy, List<Integer> positions) {
        requireNonNull(copy, "copy");
        int count = positions.size();
        int first = positions.get(0);
        int last = positions.get(count - 1);
        Objects.checkFromToIndex(first, last + 1, copy.size());
        if (last - first == count - 1) {
            copy.subList(first, last + 1).clear();
            return;
        }
        int[] cursor = {0, 0}; // Position in the copy, index into positions; removeIf tests in list order.
        copy.removeIf(element -> {
            boolean removed = cursor[1] < count && positions.get(cursor[1]) == cursor[0];
            cursor[0]++;
            if (removed) {
                cursor[1]++;
            }
            return removed;
        });
    }

    static void reorder(List<?> copy, int index, List<Integer> positions) {
        requireNonNull(copy, "copy");
        Object[] before = copy.toArray();
        Objects.checkFromIndexSize(index, positions.size(), before.length);
        ListIterator<?> place = copy.listIterator(index);
        for (int position : positions) {
            place.next();
            set(place, before[position]);
        }
    }
}
