package dev.observatory.collection;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a view of a list up to date.
 *
 * @param <S> the elements of the followed list
 * @param <E> the elements of the view
 */
abstract class ListUpdate<S extends @Nullable Object, E extends @Nullable Object> extends ViewUpdate<ListChange<S>, E> {
    /** The followed list as of the last change that was applied; the list itself may be ahead. */
    final List<S> mirror;

    ListUpdate(ListCore<E> view, List<S> content) {
        super(view);
        this.mirror = new ArrayList<>(content);
    }

    @Override
    final @Nullable List<? extends ListChange<S>> parts(ListChange<S> change) {
        return change instanceof ListChange.Merged<S> merged ? merged.parts() : null;
    }

    @Override
    final void follow(ListChange<S> part) {
        part.applyTo(mirror);
    }

    @Override
    final Write prepare(ListChange<S> part) {
        if (part instanceof ListChange.ItemSet<S> set) {
            return set(set.index(), set.newValues());
        }
        if (part instanceof ListChange.Inserted<S> inserted) {
            return insert(inserted.index(), inserted.elements());
        }
        if (part instanceof ListChange.Removed<S> removed) {
            return remove(removed.positions());
        }
        if (part instanceof ListChange.Reordered<S> reordered) {
            return reorder(
                    reordered.index(),
                    reordered.positions().stream().mapToInt(Integer::intValue).toArray());
        }
        return clear();
    }

    abstract Write set(int index, List<S> elements);

    abstract Write insert(int index, List<S> elements);

    abstract Write remove(List<Integer> positions);

    abstract Write reorder(int index, int[] positions);

    abstract Write clear();
}
