package dev.observatory.collection;

import dev.observatory.hook.EventHook;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.List;
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
 *
 * @param <E> the type of the elements
 */
final class ListCore<E extends @Nullable Object> extends AbstractList<E> implements RandomAccess, Serializable {
    private static final long serialVersionUID = 1;
    private static final @Nullable Object[] NONE = {};
    private static final int FIRST_CAPACITY = 10;
    private static final int MAX_TRUSTED_CAPACITY = 1 << 16;

    private transient @Nullable Object[] items;
    private transient int size;
    // Written once, under this object's monitor; a racy reader sees null or complete hooks, whose fields are final.
    private transient @Nullable ListHooks<E> hooks;

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

    synchronized void createHooksOfView(Runnable onDemand) {
        hooks = ListHooks.ofView(onDemand);
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
        return ArrayElements.indexOf(items, from, to, element);
    }

    int lastIndexOf(int from, int to, @Nullable Object element) {
        return ArrayElements.lastIndexOf(items, from, to, element);
    }

    boolean isEqual(int from, int to, List<?> other) {
        int version = modCount;
        boolean equal = ArrayElements.isEqual(items, from, to, other);
        checkElements(version);
        return equal;
    }

    int hash(int from, int to) {
        int version = modCount;
        int hash = ArrayElements.hash(items, from, to);
        checkElements(version);
        return hash;
    }

    /** Returns an immutable copy. */
    List<E> snapshot() {
        return NullableImmutableList.owning(copy(0, size));
    }

    @Nullable
    Object[] copy(int from, int to) {
        return Arrays.copyOfRange(items, from, to, Object[].class);
    }

    <T extends @Nullable Object> T[] copyInto(T[] target, int from, int to) {
        return ArrayElements.copyInto(target, items, from, to);
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
        @Nullable Object[] items = this.items; // As in ArrayList, all elements are tested even if the filter adds some.
        BitSet selected = null;
        for (int i = from; i < to; i++) {
            @SuppressWarnings("unchecked") // Only elements of type E are stored.
            E element = (E) items[i];
            if (filter.test(element)) {
                selected = selected == null ? new BitSet(to) : selected;
                selected.set(i);
            }
        }
        checkVersion(version);
        return selected == null ? null : remove(selected);
    }

    @Nullable
    PendingChange<ListChange<E>, ?> remove(BitSet selected) {
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

    /**
     * Computes every new element before it stores the first one. An element that the operator itself has set after the
     * turn of its position remains.
     */
    @Nullable
    PendingChange<ListChange<E>, ?> replaceAll(int from, int to, UnaryOperator<E> operator) {
        int version = modCount;
        @Nullable Object[] seen = new @Nullable Object[to - from];
        @Nullable Object[] values = new @Nullable Object[to - from];
        for (int i = from; i < to && modCount == version; i++) {
            values[i - from] = operator.apply(at(i));
            seen[i - from] = i < size ? items[i] : null;
        }
        checkVersion(version);
        int first = -1;
        int last = -1;
        for (int i = 0; i < values.length; i++) {
            Object present = items[from + i];
            if (present != seen[i]) {
                values[i] = present;
            } else if (values[i] != present) {
                first = first < 0 ? i : first;
                last = i;
            }
        }
        return first < 0 ? null : overwrite(from + first, Arrays.copyOfRange(values, first, last + 1));
    }

    /** Replaces adjacent elements; takes the array over. */
    @Nullable
    PendingChange<ListChange<E>, ?> overwrite(int index, @Nullable Object[] values) {
        ListHooks<E> hooks = this.hooks;
        PendingChange<ListChange<E>, ?> pending = hooks == null || !hooks.delivery.isObserved(hooks.itemSet)
                ? null
                : PendingChange.of(
                        hooks.itemSet,
                        new ListChange.ItemSet<>(
                                index,
                                NullableImmutableList.owning(copy(index, index + values.length)),
                                NullableImmutableList.owning(values)));
        System.arraycopy(values, 0, items, index, values.length);
        return pending;
    }

    /** Returns the change of an element that has changed in place. */
    @Nullable
    PendingChange<ListChange<E>, ?> touch(int index) {
        return overwrite(index, copy(index, index + 1));
    }

    /** Sorts a part; as in ArrayList, only sorting the whole list invalidates iterators and parts. */
    @Nullable
    PendingChange<ListChange<E>, ?> sort(
            int from, int to, @Nullable Comparator<? super E> comparator, boolean invalidate) {
        ListHooks<E> hooks = this.hooks;
        boolean traced = hooks != null && hooks.delivery.isObserved(hooks.sorted);
        int version = modCount;
        Ordering<E> ordering = traced ? Ordering.traced(this, from, to) : Ordering.plain(this, from, to);
        ordering.sort(comparator);
        checkVersion(version);
        ordering.adopt(items);
        // The comparator may have connected the first observer.
        hooks = this.hooks;
        return reorder(
                ordering,
                from,
                hooks != null && hooks.delivery.isObserved(hooks.sorted) ? hooks.sorted : null,
                invalidate);
    }

    @Nullable
    PendingChange<ListChange<E>, ?> reverse() {
        ListHooks<E> hooks = this.hooks;
        EventHook<ListChange.Reordered<E>> kind =
                hooks != null && hooks.delivery.isObserved(hooks.orderReversed) ? hooks.orderReversed : null;
        Ordering<E> ordering = kind != null ? Ordering.traced(this, 0, size) : Ordering.plain(this, 0, size);
        ordering.reverse();
        return reorder(ordering, 0, kind, true);
    }

    /** Moves adjacent elements: to each position from the index on, the one that was at the given position. */
    @Nullable
    PendingChange<ListChange<E>, ?> arrange(int index, int[] positions) {
        ListHooks<E> hooks = this.hooks;
        EventHook<ListChange.Reordered<E>> kind =
                hooks != null && hooks.delivery.isObserved(hooks.sorted) ? hooks.sorted : null;
        return reorder(Ordering.given(this, index, positions), index, kind, true);
    }

    private @Nullable PendingChange<ListChange<E>, ?> reorder(
            Ordering<E> ordering, int from, @Nullable EventHook<ListChange.Reordered<E>> kind, boolean invalidate) {
        @Nullable Object[] ordered = ordering.elements();
        if (Ordering.isSame(ordered, items, from)) {
            return null;
        }
        PendingChange<ListChange<E>, ?> pending =
                kind == null ? null : PendingChange.of(kind, new ListChange.Reordered<>(from, ordering.positions()));
        if (invalidate) {
            modCount++;
        }
        System.arraycopy(ordered, 0, items, from, ordered.length);
        return pending;
    }

    private void checkVersion(int version) {
        if (modCount != version) {
            throw new ConcurrentModificationException(
                    "The function passed to the list has changed the list; change it before or after the call");
        }
    }

    /** Checks that no method of an element or of another collection has changed the length or order of this list. */
    void checkElements(int version) {
        if (modCount != version) {
            throw new ConcurrentModificationException(
                    "An element's own method has changed the list; change it before or after the call");
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

    private void writeObject(ObjectOutputStream out) throws IOException {
        int version = modCount;
        out.defaultWriteObject();
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeObject(items[i]);
        }
        checkElements(version);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        int count = in.readInt();
        if (count < 0) {
            throw new InvalidObjectException("Size must not be negative: [" + count + "]; the data is damaged");
        }
        items = count == 0 ? NONE : new @Nullable Object[Math.min(count, MAX_TRUSTED_CAPACITY)];
        while (size < count) {
            if (size == items.length) {
                grow(1);
            }
            items[size] = in.readObject();
            size++;
        }
    }
}
