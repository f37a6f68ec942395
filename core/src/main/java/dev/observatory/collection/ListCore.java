package dev.observatory.collection;

import dev.observatory.hook.EventHook;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The elements of an {@link ObservableList} and the only place where they are changed.
 *
 * <p>As a {@code List} it is read-only. Each edit is done as a whole or not at all, and returns what is to be told, null
 * if nothing changed or nobody listens: the caller first brings its own positions up to date and then calls
 * {@link #tell}, since observers may change the list again.
 */
final class ListCore<E extends @Nullable Object> extends AbstractList<E> implements RandomAccess {
    private static final @Nullable Object[] NONE = {};
    private static final int FIRST_CAPACITY = 10;

    private @Nullable Object[] items;
    private int size;
    // Written once, under this object's lock; a reader without it may be late to see the hooks, never see half of them.
    private @Nullable ListHooks<E> hooks;

    ListCore(int capacity) {
        items = capacity == 0 ? NONE : new @Nullable Object[capacity];
    }

    ListCore(@Nullable Object[] elements) {
        items = Arrays.copyOf(elements, elements.length, Object[].class);
        size = items.length;
    }

    ListHooks<E> hooks() {
        ListHooks<E> known = hooks;
        return known != null ? known : madeHooks();
    }

    private synchronized ListHooks<E> madeHooks() {
        if (hooks == null) {
            hooks = new ListHooks<>();
        }
        return hooks;
    }

    void tell(@Nullable PendingChange<ListChange<E>, ?> notice) {
        if (notice != null) {
            hooks().delivery.tell(notice);
        }
    }

    /** Grows with every change of length or order: what an iterator compares to notice that it is outdated. */
    int version() {
        return modCount;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public E get(int index) {
        Objects.checkIndex(index, size);
        return at(index);
    }

    @SuppressWarnings("unchecked") // only elements of type E are put in
    E at(int index) {
        return (E) items[index];
    }

    int indexOf(int from, int to, @Nullable Object element) {
        for (int i = from; i < to; i++) {
            if (element == null ? items[i] == null : element.equals(items[i])) {
                return i;
            }
        }
        return -1;
    }

    int lastIndexOf(int from, int to, @Nullable Object element) {
        for (int i = to - 1; i >= from; i--) {
            if (element == null ? items[i] == null : element.equals(items[i])) {
                return i;
            }
        }
        return -1;
    }

    @Nullable
    Object[] copy(int from, int to) {
        return Arrays.copyOfRange(items, from, to, Object[].class);
    }

    <T extends @Nullable Object> T[] copyInto(T[] target, int from, int to) {
        int count = to - from;
        if (target.length < count) {
            @SuppressWarnings("unchecked") // the run-time type is that of the target
            T[] copy = (T[]) Arrays.copyOfRange(items, from, to, target.getClass());
            return copy;
        }
        System.arraycopy(items, from, target, 0, count);
        if (target.length > count) {
            @Nullable Object[] untyped = target;
            untyped[count] = null;
        }
        return target;
    }

    void ensureCapacity(int capacity) {
        if (capacity > items.length) {
            items = Arrays.copyOf(items, capacity);
        }
    }

    void trimToSize() {
        if (size < items.length) {
            items = Arrays.copyOf(items, size);
        }
    }

    @Nullable
    PendingChange<ListChange<E>, ?> assign(int index, E element) {
        PendingChange<ListChange<E>, ?> notice = hooks == null ? null : replaced(index, element);
        items[index] = element;
        return notice;
    }

    private @Nullable PendingChange<ListChange<E>, ?> replaced(int index, E element) {
        ListHooks<E> told = hooks();
        E old = at(index);
        return old == element || !told.delivery.wants(told.itemSet)
                ? null
                : PendingChange.of(
                        told.itemSet,
                        new ListChange.ItemSet<>(
                                index, NullableImmutableList.one(old), NullableImmutableList.one(element)));
    }

    @Nullable
    PendingChange<ListChange<E>, ?> append(E element) {
        if (hooks == null) {
            push(element);
            return null;
        }
        PendingChange<ListChange<E>, ?> notice = inserted(size, element);
        push(element);
        return notice;
    }

    private void push(E element) {
        modCount++;
        int index = size;
        @Nullable Object[] array = items;
        if (index == array.length) {
            grow(1);
            array = items;
        }
        array[index] = element;
        size = index + 1;
    }

    @Nullable
    PendingChange<ListChange<E>, ?> insert(int index, E element) {
        if (index == size) {
            return append(element);
        }
        PendingChange<ListChange<E>, ?> notice = hooks == null ? null : inserted(index, element);
        if (size == items.length) {
            grow(1);
        }
        modCount++;
        System.arraycopy(items, index, items, index + 1, size - index);
        items[index] = element;
        size++;
        return notice;
    }

    private @Nullable PendingChange<ListChange<E>, ?> inserted(int index, E element) {
        ListHooks<E> told = hooks();
        boolean atEnd = index == size;
        if (!told.delivery.wants(atEnd ? told.appended : told.inserted)) {
            return null;
        }
        ListChange.Inserted<E> change = new ListChange.Inserted<>(index, NullableImmutableList.one(element));
        return atEnd ? new PendingChange<>(told.appended, element, change) : PendingChange.of(told.inserted, change);
    }

    @Nullable
    PendingChange<ListChange<E>, ?> insertAll(int index, @Nullable Object[] elements) {
        int count = elements.length;
        if (count == 0) {
            return null;
        }
        PendingChange<ListChange<E>, ?> notice = null;
        ListHooks<E> told = hooks;
        if (told != null) {
            EventHook<ListChange.Inserted<E>> kind = index == size ? told.extended : told.inserted;
            if (told.delivery.wants(kind)) {
                @Nullable Object[] kept = Arrays.copyOf(elements, count, Object[].class);
                notice = PendingChange.of(kind, new ListChange.Inserted<>(index, NullableImmutableList.owning(kept)));
            }
        }
        if (count > items.length - size) {
            grow(count);
        }
        modCount++;
        System.arraycopy(items, index, items, index + count, size - index);
        System.arraycopy(elements, 0, items, index, count);
        size += count;
        return notice;
    }

    @Nullable
    PendingChange<ListChange<E>, ?> pop(int index) {
        E element = at(index);
        ListHooks<E> told = hooks;
        PendingChange<ListChange<E>, ?> notice = told == null || !told.delivery.wants(told.popped)
                ? null
                : new PendingChange<>(
                        told.popped,
                        element,
                        new ListChange.Removed<>(Positions.one(index), NullableImmutableList.one(element)));
        cut(index, index + 1);
        return notice;
    }

    @Nullable
    PendingChange<ListChange<E>, ?> remove(int from, int to) {
        if (from == to) {
            return null;
        }
        ListHooks<E> told = hooks;
        PendingChange<ListChange<E>, ?> notice = told == null || !told.delivery.wants(told.removed)
                ? null
                : PendingChange.of(
                        told.removed,
                        new ListChange.Removed<>(
                                Positions.range(from, to), NullableImmutableList.owning(copy(from, to))));
        cut(from, to);
        return notice;
    }

    private void cut(int from, int to) {
        modCount++;
        System.arraycopy(items, to, items, from, size - to);
        shrink(size - (to - from));
    }

    @Nullable
    PendingChange<ListChange<E>, ?> wipe() {
        if (size == 0) {
            return null;
        }
        ListHooks<E> told = hooks;
        PendingChange<ListChange<E>, ?> notice = told == null || !told.delivery.wants(told.cleared)
                ? null
                : PendingChange.of(told.cleared, new ListChange.Cleared<>(NullableImmutableList.owning(copy(0, size))));
        modCount++;
        shrink(0);
        return notice;
    }

    /** Asks the filter about every element before the first one goes. */
    @Nullable
    PendingChange<ListChange<E>, ?> removeIf(int from, int to, Predicate<? super E> filter) {
        int version = modCount;
        BitSet doomed = null;
        for (int i = from; i < to && modCount == version; i++) {
            if (filter.test(at(i))) {
                doomed = doomed == null ? new BitSet(to) : doomed;
                doomed.set(i);
            }
        }
        checkVersion(version);
        return doomed == null ? null : remove(doomed);
    }

    private @Nullable PendingChange<ListChange<E>, ?> remove(BitSet doomed) {
        ListHooks<E> told = hooks;
        PendingChange<ListChange<E>, ?> notice = null;
        if (told != null && told.delivery.wants(told.removed)) {
            int[] positions = doomed.stream().toArray();
            @Nullable Object[] removed = new @Nullable Object[positions.length];
            for (int i = 0; i < positions.length; i++) {
                removed[i] = items[positions[i]];
            }
            notice = PendingChange.of(
                    told.removed,
                    new ListChange.Removed<>(Positions.owning(positions), NullableImmutableList.owning(removed)));
        }
        int end = doomed.length();
        int kept = doomed.nextSetBit(0);
        for (int i = kept; i < end; i++) {
            if (!doomed.get(i)) {
                items[kept++] = items[i];
            }
        }
        modCount++;
        System.arraycopy(items, end, items, kept, size - end);
        shrink(size - (end - kept));
        return notice;
    }

    /** Computes every new element before the first one is stored. */
    @Nullable
    PendingChange<ListChange<E>, ?> replaceAll(int from, int to, UnaryOperator<E> operator) {
        int version = modCount;
        @Nullable Object[] replaced = new @Nullable Object[to - from];
        int first = -1;
        int last = -1;
        for (int i = from; i < to && modCount == version; i++) {
            E old = at(i);
            E value = operator.apply(old);
            replaced[i - from] = value;
            if (value != old) {
                first = first < 0 ? i : first;
                last = i;
            }
        }
        checkVersion(version);
        if (first < 0) {
            return null;
        }
        @Nullable Object[] values = Arrays.copyOfRange(replaced, first - from, last + 1 - from);
        ListHooks<E> told = hooks;
        PendingChange<ListChange<E>, ?> notice = told == null || !told.delivery.wants(told.itemSet)
                ? null
                : PendingChange.of(
                        told.itemSet,
                        new ListChange.ItemSet<>(
                                first,
                                NullableImmutableList.owning(copy(first, last + 1)),
                                NullableImmutableList.owning(values)));
        System.arraycopy(values, 0, items, first, values.length);
        return notice;
    }

    @Nullable
    PendingChange<ListChange<E>, ?> sort(int from, int to, @Nullable Comparator<? super E> comparator) {
        ListHooks<E> told = hooks;
        EventHook<ListChange.Reordered<E>> kind = told != null && told.delivery.wants(told.sorted) ? told.sorted : null;
        int version = modCount;
        Ordering<E> ordering = kind != null ? Ordering.traced(this, from, to) : Ordering.plain(this, from, to);
        ordering.sort(comparator);
        checkVersion(version);
        return reorder(ordering, from, kind);
    }

    @Nullable
    PendingChange<ListChange<E>, ?> reverse() {
        ListHooks<E> told = hooks;
        EventHook<ListChange.Reordered<E>> kind =
                told != null && told.delivery.wants(told.orderReversed) ? told.orderReversed : null;
        Ordering<E> ordering = kind != null ? Ordering.traced(this, 0, size) : Ordering.plain(this, 0, size);
        ordering.reverse();
        return reorder(ordering, 0, kind);
    }

    private @Nullable PendingChange<ListChange<E>, ?> reorder(
            Ordering<E> ordering, int from, @Nullable EventHook<ListChange.Reordered<E>> kind) {
        @Nullable Object[] ordered = ordering.elements();
        if (Ordering.isSame(ordered, items, from)) {
            return null;
        }
        PendingChange<ListChange<E>, ?> notice =
                kind == null ? null : PendingChange.of(kind, new ListChange.Reordered<>(from, ordering.positions()));
        modCount++;
        System.arraycopy(ordered, 0, items, from, ordered.length);
        return notice;
    }

    private void checkVersion(int version) {
        if (modCount != version) {
            throw new ConcurrentModificationException(
                    "The list was changed by the function that it was given; change it before or after the call");
        }
    }

    private void grow(int extra) {
        int needed = size + extra;
        if (needed < 0) {
            throw new OutOfMemoryError("A list holds at most [" + Integer.MAX_VALUE + "] elements");
        }
        int roomy = items.length + (items.length >> 1);
        items = Arrays.copyOf(items, Math.max(needed, Math.max(roomy, items == NONE ? FIRST_CAPACITY : 0)));
    }

    /** Forgets the elements from the new end on. */
    private void shrink(int newSize) {
        Arrays.fill(items, newSize, size, null);
        size = newSize;
    }
}
