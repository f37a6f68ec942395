package dev.observatory.collection;

import static java.util.Objects.requireNonNull;

import java.util.AbstractList;
import java.util.Collection;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A part of an {@link ObservableList}, or of another part. Changes are made in the whole list and observed there.
 *
 * <p>Like the parts of an {@code ArrayList}, it is invalid once the list changes its length by any other way.
 */
final class ObservableSubList<E extends @Nullable Object> extends AbstractList<E> implements RandomAccess {
    private final ListCore<E> core;
    private final @Nullable ObservableSubList<E> parent;
    private final int from;
    private int size;
    private int sizeOfWhole;
    private int version;

    ObservableSubList(ListCore<E> core, @Nullable ObservableSubList<E> parent, int from, int to) {
        this.core = core;
        this.parent = parent;
        this.from = from;
        this.size = to - from;
        this.sizeOfWhole = core.size();
        // A part of an outdated part is outdated too.
        this.version = parent == null ? core.version() : parent.version;
    }

    static void checkRange(int fromIndex, int toIndex, int size) {
        if (fromIndex > toIndex) {
            throw new IllegalArgumentException(
                    "fromIndex [" + fromIndex + "] must not be greater than toIndex [" + toIndex + "]");
        }
        Objects.checkFromToIndex(fromIndex, toIndex, size);
    }

    /** Checks a position for an insertion or an iterator, which may be the end. */
    static void checkPosition(int index, int size) {
        if (index < 0 || index > size) {
            throw new IndexOutOfBoundsException("Position [" + index + "] out of bounds for length [" + size
                    + "]; valid positions are 0 to the length");
        }
    }

    int end() {
        return from + size;
    }

    /** Updates the length after an edit that was made through this part or a part of it. */
    void follow() {
        size += core.size() - sizeOfWhole;
        sizeOfWhole = core.size();
        version = core.version();
        if (parent != null) {
            parent.follow();
        }
    }

    private boolean complete(@Nullable PendingChange<ListChange<E>, ?> pending) {
        boolean resized = core.size() != sizeOfWhole;
        follow();
        core.deliver(pending);
        return resized;
    }

    private void checkVersion() {
        if (version != core.version()) {
            throw new ConcurrentModificationException(
                    "The list was changed other than through this part; call subList again");
        }
    }

    private int checked(int index) {
        Objects.checkIndex(index, size);
        checkVersion();
        return from + index;
    }

    private int checkedPosition(int index) {
        checkPosition(index, size);
        checkVersion();
        return from + index;
    }

    @Override
    public int size() {
        checkVersion();
        return size;
    }

    @Override
    public E get(int index) {
        return core.at(checked(index));
    }

    @Override
    public E set(int index, E element) {
        int position = checked(index);
        E old = core.at(position);
        core.deliver(core.assign(position, element));
        return old;
    }

    @Override
    public boolean add(E element) {
        add(size, element);
        return true;
    }

    @Override
    public void add(int index, E element) {
        complete(core.insert(checkedPosition(index), element));
    }

    @Override
    public boolean addAll(Collection<? extends E> elements) {
        return addAll(size, elements);
    }

    @Override
    public boolean addAll(int index, Collection<? extends E> elements) {
        requireNonNull(elements, "elements");
        checkPosition(index, size);
        @Nullable Object[] added = elements.toArray();
        return added.length > 0 && complete(core.insertAll(checkedPosition(index), added));
    }

    @Override
    public E remove(int index) {
        int position = checked(index);
        E old = core.at(position);
        complete(core.pop(position));
        return old;
    }

    @Override
    public boolean remove(@Nullable Object element) {
        checkVersion();
        int position = core.indexOf(from, end(), element);
        if (position < 0) {
            return false;
        }
        checkVersion();
        return complete(core.remove(position, position + 1));
    }

    @Override
    public void clear() {
        removeRange(0, size);
    }

    @Override
    protected void removeRange(int fromIndex, int toIndex) {
        checkVersion();
        complete(core.remove(from + fromIndex, from + toIndex));
    }

    @Override
    public boolean removeIf(Predicate<? super E> filter) {
        requireNonNull(filter, "filter");
        checkVersion();
        return complete(core.removeIf(from, end(), filter));
    }

    @Override
    public boolean removeAll(Collection<?> elements) {
        requireNonNull(elements, "elements");
        return removeIf(elements::contains);
    }

    @Override
    public boolean retainAll(Collection<?> elements) {
        requireNonNull(elements, "elements");
        return removeIf(element -> !elements.contains(element));
    }

    @Override
    public void replaceAll(UnaryOperator<E> operator) {
        requireNonNull(operator, "operator");
        checkVersion();
        core.deliver(core.replaceAll(from, end(), operator));
    }

    @Override
    public void sort(@Nullable Comparator<? super E> comparator) {
        checkVersion();
        complete(core.sort(from, end(), comparator, false));
    }

    @Override
    public boolean contains(@Nullable Object element) {
        return indexOf(element) >= 0;
    }

    @Override
    public int indexOf(@Nullable Object element) {
        checkVersion();
        int position = core.indexOf(from, end(), element);
        checkVersion();
        return position < 0 ? -1 : position - from;
    }

    @Override
    public int lastIndexOf(@Nullable Object element) {
        checkVersion();
        int position = core.lastIndexOf(from, end(), element);
        checkVersion();
        return position < 0 ? -1 : position - from;
    }

    @Override
    public @Nullable Object[] toArray() {
        checkVersion();
        return core.copy(from, end());
    }

    @Override
    public <T extends @Nullable Object> T[] toArray(T[] target) {
        checkVersion();
        return core.copyInto(target, from, end());
    }

    @Override
    public void forEach(Consumer<? super E> action) {
        requireNonNull(action, "action");
        for (E element : this) {
            action.accept(element);
        }
    }

    @Override
    public Spliterator<E> spliterator() {
        return new PartSpliterator<>(core, this);
    }

    @Override
    public Iterator<E> iterator() {
        return listIterator(0);
    }

    @Override
    public ListIterator<E> listIterator(int index) {
        checkVersion();
        checkPosition(index, size);
        return new ListCursor<>(core, this, from, from + index);
    }

    @Override
    public List<E> subList(int fromIndex, int toIndex) {
        checkRange(fromIndex, toIndex, size);
        return new ObservableSubList<>(core, this, from + fromIndex, from + toIndex);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (other == this) {
            return true;
        }
        if (!(other instanceof List<?> list)) {
            return false;
        }
        checkVersion();
        boolean equal = core.isEqual(from, end(), list);
        checkVersion();
        return equal;
    }

    @Override
    public int hashCode() {
        checkVersion();
        int hash = core.hash(from, end());
        checkVersion();
        return hash;
    }
}
