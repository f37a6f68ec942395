package dev.observatory.collection;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Keeps a view of the elements of a list that pass a filter. The filter tests an element once per change of it. */
final class FilteredUpdate<E extends @Nullable Object> extends ListUpdate<E, E> {
    private final Predicate<? super E> filter;

    /** For each position of the followed list, whether the view contains its element. */
    private boolean[] included = {};

    private int length;

    FilteredUpdate(ListCore<E> view, List<E> content, Predicate<? super E> filter) {
        super(view, content);
        this.filter = filter;
    }

    private boolean[] tested(List<E> elements) {
        boolean[] passed = new boolean[elements.size()];
        int i = 0;
        for (E element : elements) {
            passed[i++] = filter.test(element);
        }
        return passed;
    }

    private static <E extends @Nullable Object> @Nullable Object[] passing(List<E> elements, boolean[] passed) {
        @Nullable Object[] passing = new @Nullable Object[count(passed, 0, passed.length)];
        int i = 0;
        int next = 0;
        for (E element : elements) {
            if (passed[i++]) {
                passing[next++] = element;
            }
        }
        return passing;
    }

    private static int count(boolean[] flags, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += flags[i] ? 1 : 0;
        }
        return count;
    }

    /** Returns the position in the view that an element of the followed list has or would have. */
    private int viewPosition(int index) {
        return index == length ? view.size() : count(included, 0, index);
    }

    @Override
    Write prepareAll() {
        boolean[] passed = tested(mirror);
        @Nullable Object[] elements = passing(mirror, passed);
        return () -> {
            included = passed;
            length = passed.length;
            become(elements);
        };
    }

    @Override
    Write set(int index, List<E> elements) {
        boolean[] passed = tested(elements);
        return () -> {
            int start = viewPosition(index);
            int before = count(included, index, index + passed.length);
            System.arraycopy(passed, 0, included, index, passed.length);
            replace(start, before, passing(elements, passed));
        };
    }

    @Override
    Write insert(int index, List<E> elements) {
        boolean[] passed = tested(elements);
        return () -> {
            int start = viewPosition(index);
            int longer = length + passed.length;
            if (longer > included.length) {
                included = Arrays.copyOf(included, Math.max(longer, longer + (longer >> 1)));
            }
            System.arraycopy(included, index, included, index + passed.length, length - index);
            System.arraycopy(passed, 0, included, index, passed.length);
            length = longer;
            replace(start, 0, passing(elements, passed));
        };
    }

    @Override
    Write remove(List<Integer> positions) {
        return () -> {
            BitSet removed = new BitSet(length);
            positions.forEach(removed::set);
            BitSet fromView = new BitSet();
            int kept = 0;
            int place = 0;
            for (int i = 0; i < length; i++) {
                boolean wasIncluded = included[i];
                if (!removed.get(i)) {
                    included[kept++] = wasIncluded;
                } else if (wasIncluded) {
                    fromView.set(place);
                }
                place += wasIncluded ? 1 : 0;
            }
            length = kept;
            if (!fromView.isEmpty()) {
                view.deliver(view.remove(fromView));
            }
        };
    }

    @Override
    Write reorder(int index, int[] positions) {
        return () -> {
            int start = viewPosition(index);
            int[] places = new int[positions.length];
            int next = start;
            for (int i = 0; i < places.length; i++) {
                places[i] = next;
                next += included[index + i] ? 1 : 0;
            }
            boolean[] moved = new boolean[positions.length];
            int[] moves = new int[next - start];
            int count = 0;
            for (int i = 0; i < moved.length; i++) {
                moved[i] = included[positions[i]];
                if (moved[i]) {
                    moves[count++] = places[positions[i] - index];
                }
            }
            System.arraycopy(moved, 0, included, index, moved.length);
            view.deliver(view.arrange(start, moves));
        };
    }

    @Override
    Write clear() {
        return () -> {
            length = 0;
            view.deliver(view.wipe());
        };
    }
}
