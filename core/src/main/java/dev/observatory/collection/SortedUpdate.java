package dev.observatory.collection;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a sorted view of a list. Equal elements are in the order of the list.
 *
 * <p>An element that was changed or added is placed by binary search; it is found by identity, so that a removal calls no
 * comparator. Only when several are changed or many are added at once, or when the order of the list changes, is the view
 * sorted as a whole.
 */
final class SortedUpdate<E extends @Nullable Object> extends ListUpdate<E, E> {
    /** So many elements of one addition are placed one by one. */
    private static final int FEW = 16;

    private final Comparator<? super E> order;

    /** The elements in the order of the followed list. */
    private List<Slot<E>> slots = new ArrayList<>();

    /** The same slots in the order of the view. */
    private List<Slot<E>> sorted = new ArrayList<>();

    private int lastMark;

    /** One place of the followed list. The same element may have several. */
    private static final class Slot<E extends @Nullable Object> {
        final E element;
        int mark;

        Slot(E element) {
            this.element = element;
        }
    }

    SortedUpdate(ListCore<E> view, List<E> content, @Nullable Comparator<? super E> comparator) {
        super(view, content);
        this.order = comparator == null ? SortedUpdate.<E>natural() : comparator;
    }

    @SuppressWarnings("unchecked") // As in List.sort, elements have to be comparable.
    private static <E extends @Nullable Object> Comparator<E> natural() {
        return (Comparator<E>) (Comparator<?>) Comparator.naturalOrder();
    }

    private static <E extends @Nullable Object> List<Slot<E>> slotsOf(List<E> elements) {
        List<Slot<E>> slots = new ArrayList<>(elements.size());
        for (E element : elements) {
            slots.add(new Slot<>(element));
        }
        return slots;
    }

    @Override
    Write prepareAll() {
        return sortAll(slotsOf(mirror));
    }

    private Write sortAll(List<Slot<E>> newSlots) {
        List<Slot<E>> newSorted = new ArrayList<>(newSlots);
        newSorted.sort((a, b) -> order.compare(a.element, b.element));
        return () -> {
            slots = newSlots;
            sorted = newSorted;
            become(newSorted.stream().map(slot -> slot.element).toArray());
        };
    }

    /** An insertion, or the removal or replacement of what is at a position of the view. */
    private record Step<E extends @Nullable Object>(int removed, int inserted, E element) {
        static final int NONE = -1;
    }

    @Override
    Write insert(int index, List<E> elements) {
        List<Slot<E>> added = slotsOf(elements);
        List<Slot<E>> newSlots = new ArrayList<>(slots);
        newSlots.addAll(index, added);
        if (added.size() > FEW) {
            return sortAll(newSlots);
        }
        List<Slot<E>> newSorted = new ArrayList<>(sorted);
        List<Step<E>> steps = new ArrayList<>(added.size());
        for (int i = 0; i < added.size(); i++) {
            int place = place(added.get(i), newSorted, newSlots, index + i);
            newSorted.add(place, added.get(i));
            steps.add(new Step<>(Step.NONE, place, added.get(i).element));
        }
        return () -> write(newSlots, newSorted, steps);
    }

    @Override
    Write set(int index, List<E> elements) {
        List<Slot<E>> changed = slotsOf(elements);
        List<Slot<E>> newSlots = new ArrayList<>(slots);
        for (int i = 0; i < changed.size(); i++) {
            newSlots.set(index + i, changed.get(i));
        }
        if (changed.size() > 1) {
            return sortAll(newSlots);
        }
        List<Slot<E>> newSorted = new ArrayList<>(sorted);
        int removed = newSorted.indexOf(slots.get(index)); // By identity.
        newSorted.remove(removed);
        int place = place(changed.get(0), newSorted, newSlots, index);
        newSorted.add(place, changed.get(0));
        return () -> write(newSlots, newSorted, List.of(new Step<>(removed, place, changed.get(0).element)));
    }

    /** Finds the place of a slot among sorted ones: after those that are equal and before it in the list. */
    private int place(Slot<E> slot, List<Slot<E>> among, List<Slot<E>> inList, int index) {
        int start = bound(slot.element, among, 0, false);
        int end = bound(slot.element, among, start, true);
        if (start == end || index == inList.size() - 1) {
            return end;
        }
        int mark = ++lastMark;
        for (int i = 0; i < index; i++) {
            inList.get(i).mark = mark;
        }
        int place = start;
        for (int i = start; i < end; i++) {
            place += among.get(i).mark == mark ? 1 : 0;
        }
        return place;
    }

    /** Returns the first position whose element is greater, or also the first one that is equal. */
    private int bound(E element, List<Slot<E>> among, int from, boolean afterEqual) {
        int low = from;
        int high = among.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            int compared = order.compare(among.get(middle).element, element);
            if (compared < 0 || (afterEqual && compared == 0)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void write(List<Slot<E>> newSlots, List<Slot<E>> newSorted, List<Step<E>> steps) {
        slots = newSlots;
        sorted = newSorted;
        if (steps.size() == 1) {
            write(steps.get(0));
        } else {
            batch(() -> steps.forEach(this::write));
        }
    }

    private void write(Step<E> step) {
        if (step.removed == step.inserted) {
            view.deliver(view.overwrite(step.inserted, new @Nullable Object[] {step.element}));
        } else if (step.removed == Step.NONE) {
            view.deliver(view.insert(step.inserted, step.element));
        } else {
            batch(() -> {
                view.deliver(view.remove(step.removed, step.removed + 1));
                view.deliver(view.insert(step.inserted, step.element));
            });
        }
    }

    @Override
    Write remove(List<Integer> positions) {
        return () -> {
            int mark = ++lastMark;
            positions.forEach(position -> slots.get(position).mark = mark);
            BitSet selected = new BitSet();
            for (int i = 0; i < sorted.size(); i++) {
                selected.set(i, sorted.get(i).mark == mark);
            }
            slots.removeIf(slot -> slot.mark == mark);
            sorted.removeIf(slot -> slot.mark == mark);
            view.deliver(view.remove(selected));
        };
    }

    @Override
    Write reorder(int index, int[] positions) {
        List<Slot<E>> newSlots = new ArrayList<>(slots);
        for (int i = 0; i < positions.length; i++) {
            newSlots.set(index + i, slots.get(positions[i]));
        }
        return sortAll(newSlots);
    }

    @Override
    Write clear() {
        return () -> {
            slots.clear();
            sorted.clear();
            view.deliver(view.wipe());
        };
    }
}
