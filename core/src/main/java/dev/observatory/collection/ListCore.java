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
 * The elements of an {@link ObservableList}, and the only place that changes them.
 *
 * <p>It is a read-only {@code List}. Each edit is made completely or not at all, and returns the pending change, or
 * null if nothing changed or no observer is connected. The caller first updates its own positions and then calls
 * {@link #deliver}, because observers may change the list again.
 */
final class ListCore<E extends @Nullable Object> extends AbstractList<E> implements RandomAccess {
    private static final @Nullable Object[] NONE = {};
    private static final int FIRST_CAPACITY = 10;

    private @Nullable Object[] items;
    private int size;
    // Written once, under this object's monitor; a racy reader sees null or complete hooks, whose fields are final.
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
        return known != null ? known : createHooks();
    }

    private synchronized ListHooks<E> createHooks() {
        if (hooks == null) {
            hooks = new ListHooks<>();
        }
        return hooks;
    }

    void deliver(@Nullable PendingChange<ListChange<E>, ?> pending) {
        if (pending != null) {
            hooks().delivery.deliver(pending);
        }
    }

    /**
     * Returns a number that grows with each change of length or order; iterators compare it to detect such changes.
     */
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

    @SuppressWarnings("unchecked") // Only elements of type E are stored.
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
            @SuppressWarnings("unchecked") // The run-time type is that of the target.
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
        PendingChange<ListChange<E>, ?> pending = hooks == null ? null : replaced(index, element);
        items[index] = element;
        return pending;
    }

    private @Nullable PendingChange<ListChange<E>, ?> replaced(int index, E element) {
        ListHooks<E> hooks = hooks();
        E old = at(index);
        return old == element || !hooks.delivery.isObserved(hooks.itemSet)
                ? null
                : PendingChange.of(
                        hooks.itemSet,
                        new ListChange.ItemSet<>(
                                index, NullableImmutableList.one(old), NullableImmutableList.one(element)));
    }

    @Nullable
    PendingChange<ListChange<E>, ?> append(E element) {
        if (hooks == null) {
            push(element);
            return null;
        }
        PendingChange<ListChange<E>, ?> pending = inserted(size, element);
        push(element);
        return pending;
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
        PendingChange<ListChange<E>, ?> pending = hooks == null ? null : inserted(index, element);
        if (size == items.length) {
            grow(1);
        }
        modCount++;
        System.arraycopy(items, index, items, index + 1, size - index);
        items[index] = element;
        size++;
        return pending;
    }

    private @Nullable PendingChange<ListChange<E>, ?> inserted(int index, E element) {
        ListHooks<E> hooks = hooks();
        boolean atEnd = index == size;
        if (!hooks.delivery.isObserved(atEnd ? hooks.appended : hooks.inserted)) {
            return null;
        }
        ListChange.Inserted<E> change = new ListChange.Inserted<>(index, NullableImmutableList.one(element));
        return atEnd ? new PendingChange<>(hooks.appended, element, change) : PendingChange.of(hooks.inserted, change);
    }

    @Nullable
    PendingChange<ListChange<E>, ?> insertAll(int index, @Nullable Object[] elements) {
        int count = elements.length;
        if (count == 0) {
            return null;
        }
        PendingChange<ListChange<E>, ?> pending = null;
        ListHooks<E> hooks = this.hooks;
        if (hooks != null) {
            EventHook<ListChange.Inserted<E>> kind = index == size ? hooks.extended : hooks.inserted;
            if (hooks.delivery.isObserved(kind)) {
                @Nullable Object[] kept = Arrays.copyOf(elements, count, Object[].class);
                pending = PendingChange.of(kind, new ListChange.Inserted<>(index, NullableImmutableList.owning(kept)));
            }
        }
        if (count > items.length - size) {
            grow(count);
        }
        modCount++;
        System.arraycopy(items, index, items, index + count, size - index);
        System.arraycopy(elements, 0, items, index, count);
        size += count;
        return pending;
    }

    @Nullable
    PendingChange<ListChange<E>, ?> pop(int index) {
        E element = at(index);
        ListHooks<E> hooks = this.hooks;
        PendingChange<ListChange<E>, ?> pending = hooks == null || !hooks.delivery.isObserved(hooks.popped)
                ? null
                : new PendingChange<>(
                        hooks.popped,
                        element,
                        new ListChange.Removed<>(Positions.one(index), NullableImmutableList.one(element)));
        cut(index, index + 1);
        return pending;
    }

    @Nullable
    PendingChange<ListChange<E>, ?> remove(int from, int to) {
        if (from == to) {
            return null;
        }
        ListHooks<E> hooks = this.hooks;
        PendingChange<ListChange<E>, ?> pending = hooks == null || !hooks.delivery.isObserved(hooks.removed)
                ? null
                : PendingChange.of(
                        hooks.removed,
                        new ListChange.Removed<>(
                                Positions.range(from, to), NullableImmutableList.owning(copy(from, to))));
        cut(from, to);
        return pending;
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
        ListHooks<E> hooks = this.hooks;
        PendingChange<ListChange<E>, ?> pending = hooks == null || !hooks.delivery.isObserved(hooks.cleared)
                ? null
                : PendingChange.of(
                        hooks.cleared, new ListChange.Cleared<>(NullableImmutableList.owning(copy(0, size))));
        modCount++;
        shrink(0);
        return pending;
    }

    /** Tests every element before it removes the first one. */
    @Nullable
    PendingChange<ListChange<E>, ?> removeIf(int from, int to, Predicate<? super E> filter) {
        int version = modCount;
        BitSet selected = null;
        for (int i = from; i < to && modCount == version; i++) {
            if (filter.test(at(i))) {
                selected = selected == null ? new BitSet(to) : selected;
                selected.set(i);
            }
        }
        checkVersion(version);
        return selected == null ? null : remove(selected);
    }

    private @Nullable PendingChange<ListChange<E>, ?> remove(BitSet selected) {
        ListHooks<E> hooks = this.hooks;
        PendingChange<ListChange<E>, ?> pending = null;
        if (hooks != null && hooks.delivery.isObserved(hooks.removed)) {
            int[] positions = selected.stream().toArray();
            @Nullable Object[] removed = new @Nullable Object[positions.length];
            for (int i = 0; i < positions.length; i++) {
                removed[i] = items[positions[i]];
            }
            pending = PendingChange.of(
                    hooks.removed,
                    new ListChange.Removed<>(Positions.owning(positions), NullableImmutableList.owning(removed)));
        }
        int end = selected.length();
        int kept = selected.nextSetBit(0);
        for (int i = kept; i < end; i++) {
            if (!selected.get(i)) {
                items[kept++] = items[i];
            }
        }
        modCount++;
        System.arraycopy(items, end, items, kept, size - end);
        shrink(size - (end - kept));
        return pending;
    }

    /** Computes every new element before it stores the first one. */
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
        ListHooks<E> hooks = this.hooks;
        PendingChange<ListChange<E>, ?> pending = hooks == null || !hooks.delivery.isObserved(hooks.itemSet)
                ? null
                : PendingChange.of(
                        hooks.itemSet,
                        new ListChange.ItemSet<>(
                                first,
                                NullableImmutableList.owning(copy(first, last + 1)),
                                NullableImmutableList.owning(values)));
        System.arraycopy(values, 0, items, first, values.length);
        return pending;
    }

    @Nullable
    PendingChange<ListChange<E>, ?> sort(int from, int to, @Nullable Comparator<? super E> comparator) {
        ListHooks<E> hooks = this.hooks;
        EventHook<ListChange.Reordered<E>> kind =
                hooks != null && hooks.delivery.isObserved(hooks.sorted) ? hooks.sorted : null;
        int version = modCount;
        Ordering<E> ordering = kind != null ? Ordering.traced(this, from, to) : Ordering.plain(this, from, to);
        ordering.sort(comparator);
        checkVersion(version);
        return reorder(ordering, from, kind);
    }

    @Nullable
    PendingChange<ListChange<E>, ?> reverse() {
        ListHooks<E> hooks = this.hooks;
        EventHook<ListChange.Reordered<E>> kind =
                hooks != null && hooks.delivery.isObserved(hooks.orderReversed) ? hooks.orderReversed : null;
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
        PendingChange<ListChange<E>, ?> pending =
                kind == null ? null : PendingChange.of(kind, new ListChange.Reordered<>(from, ordering.positions()));
        modCount++;
        System.arraycopy(ordered, 0, items, from, ordered.length);
        return pending;
    }

    private void checkVersion(int version) {
        if (modCount != version) {
            throw new ConcurrentModificationException(
                    "The function passed to the list has changed the list; change it before or after the call");
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

    /** Clears the array from the new size on. */
    private void shrink(int newSize) {
        Arrays.fill(items, newSize, size, null);
        size = newSize;
    }
}
