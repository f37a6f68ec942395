package dev.observatory.collection;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.Hook1;
import java.util.AbstractList;
import java.util.Collection;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.RandomAccess;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A list like {@link java.util.ArrayList} that tells every change, by whatever way it is made: iterators, sub-lists,
 * bulk operations and {@link java.util.Collections} included.
 *
 * <pre>{@code
 * ObservableList<String> names = new ObservableList<>();
 * List<String> copy = new ArrayList<>();
 * names.changed().connect(change -> change.applyTo(copy));
 * names.add("Vega");
 * names.addAll(List.of("Sirius", "Deneb"));
 * names.sort(null);
 * }</pre>
 *
 * <p><b>Order.</b> Each call that changes the list is told once, when it is done: first by the hook of its kind, then by
 * {@link #changed()}. A call that changes nothing is not told; storing the very object that stands there already changes
 * nothing. Observers run on the caller's thread. An observer may change the list: that happens at once, and is told
 * after every observer has heard the running change. So all observers hear the changes in the order in which they
 * happened, and replaying them keeps a copy equal. An observer that connects while changes still wait hears those too.
 *
 * <p><b>Failures.</b> A comparator, predicate, operator or {@code equals} that throws leaves the list as it was, and
 * nothing is told. When observers throw, the change stays, all observers hear it and all that waits, and then one
 * {@link dev.observatory.hook.EventHookException} comes out of the outermost call. Only a {@link VirtualMachineError} comes
 * out at once, and what waits is then not told.
 *
 * <p><b>Threads.</b> Not safe for use by several threads at once, like its counterpart. Iterators and sub-lists fail fast
 * when the list changes length or order otherwise than through them.
 *
 * <p>On JDK 21 and later, the methods of {@code SequencedCollection} are told as the calls that they stand for. The
 * reversed view of JDK 21 is reached through the type {@code List}, since {@link #orderReversed()} is the hook here; its
 * {@code removeAll} and {@code retainAll} remove element by element and are told so.
 *
 * @param <E> the type of the elements; nulls are allowed
 */
public final class ObservableList<E extends @Nullable Object> extends AbstractList<E> implements RandomAccess {
    private final ListCore<E> core;

    /** Creates an empty list. */
    public ObservableList() {
        this(0);
    }

    /**
     * Creates an empty list with room.
     *
     * @param initialCapacity how many elements fit in before the list grows
     * @throws IllegalArgumentException if {@code initialCapacity} is negative
     */
    public ObservableList(int initialCapacity) {
        core = new ListCore<>(Capacity.checked(initialCapacity));
    }

    /**
     * Creates a copy.
     *
     * @param elements what the list holds at first, in the order of its iterator
     * @throws NullPointerException if {@code elements} is null
     */
    public ObservableList(Collection<? extends E> elements) {
        core = new ListCore<>(requireNonNull(elements, "elements").toArray());
    }

    /**
     * Tells that elements were replaced in place: by {@code set}, also of an iterator, or {@code replaceAll}.
     *
     * @return the hook
     */
    public Hook1<ListChange.ItemSet<E>> itemSet() {
        return core.hooks().itemSet;
    }

    /**
     * Tells that one element was added at the end of the list.
     *
     * @return the hook
     */
    public Hook1<E> appended() {
        return core.hooks().appended;
    }

    /**
     * Tells that one or more elements were added before others.
     *
     * @return the hook
     */
    public Hook1<ListChange.Inserted<E>> inserted() {
        return core.hooks().inserted;
    }

    /**
     * Tells that one element was removed by its position.
     *
     * @return the hook
     */
    public Hook1<E> popped() {
        return core.hooks().popped;
    }

    /**
     * Tells that elements were removed in any other way than by position or {@code clear}.
     *
     * @return the hook
     */
    public Hook1<ListChange.Removed<E>> removed() {
        return core.hooks().removed;
    }

    /**
     * Tells that {@code addAll} added elements at the end of the list.
     *
     * @return the hook
     */
    public Hook1<ListChange.Inserted<E>> extended() {
        return core.hooks().extended;
    }

    /**
     * Tells that {@link #reverse()} changed the order. Not to be confused with the view of that name of JDK 21.
     *
     * @return the hook
     */
    public Hook1<ListChange.Reordered<E>> orderReversed() {
        return core.hooks().orderReversed;
    }

    /**
     * Tells that {@code sort} changed the order, of the list or of a part of it.
     *
     * @return the hook
     */
    public Hook1<ListChange.Reordered<E>> sorted() {
        return core.hooks().sorted;
    }

    /**
     * Tells that {@code clear} emptied the list; clearing a sub-list removes.
     *
     * @return the hook
     */
    public Hook1<ListChange.Cleared<E>> cleared() {
        return core.hooks().cleared;
    }

    /**
     * Tells every change, after the hook of its kind.
     *
     * @return the hook
     */
    public Hook1<ListChange<E>> changed() {
        return core.hooks().changed;
    }

    /**
     * Runs work and tells what it did to this list as one {@link ListChange.Merged}, through {@link #changed()} only.
     *
     * <p>A batch within a batch is part of the outer one. Nothing is told if the list was not changed. If the work
     * throws, what it did until then is told first; a failure of observers is then suppressed in the work's.
     *
     * @param work what to run, on this thread
     * @throws NullPointerException if {@code work} is null
     */
    public void batch(Runnable work) {
        core.hooks().delivery.batch(requireNonNull(work, "work"));
    }

    /** Turns the order of the elements round, as one change, told by {@link #orderReversed()}. */
    public void reverse() {
        core.tell(core.reverse());
    }

    /**
     * Makes room.
     *
     * @param minCapacity how many elements are to fit in before the list grows again
     */
    public void ensureCapacity(int minCapacity) {
        core.ensureCapacity(minCapacity);
    }

    /** Gives up room that is not used. */
    public void trimToSize() {
        core.trimToSize();
    }

    @Override
    public int size() {
        return core.size();
    }

    @Override
    public E get(int index) {
        return core.get(index);
    }

    @Override
    public E set(int index, E element) {
        E old = core.get(index);
        core.tell(core.assign(index, element));
        return old;
    }

    @Override
    public boolean add(E element) {
        core.tell(core.append(element));
        return true;
    }

    @Override
    public void add(int index, E element) {
        ObservableSubList.checkPosition(index, size());
        core.tell(core.insert(index, element));
    }

    @Override
    public boolean addAll(Collection<? extends E> elements) {
        @Nullable Object[] added = requireNonNull(elements, "elements").toArray();
        core.tell(core.insertAll(size(), added));
        return added.length > 0;
    }

    @Override
    public boolean addAll(int index, Collection<? extends E> elements) {
        ObservableSubList.checkPosition(index, size());
        @Nullable Object[] added = requireNonNull(elements, "elements").toArray();
        ObservableSubList.checkPosition(index, size());
        core.tell(core.insertAll(index, added));
        return added.length > 0;
    }

    @Override
    public E remove(int index) {
        E old = core.get(index);
        core.tell(core.pop(index));
        return old;
    }

    @Override
    public boolean remove(@Nullable Object element) {
        int index = core.indexOf(0, size(), element);
        if (index < 0) {
            return false;
        }
        core.tell(core.remove(index, index + 1));
        return true;
    }

    @Override
    public void clear() {
        core.tell(core.wipe());
    }

    @Override
    public boolean removeIf(Predicate<? super E> filter) {
        requireNonNull(filter, "filter");
        int before = size();
        PendingChange<ListChange<E>, ?> notice = core.removeIf(0, before, filter);
        boolean changed = size() != before;
        core.tell(notice);
        return changed;
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
        core.tell(core.replaceAll(0, size(), operator));
    }

    @Override
    public void sort(@Nullable Comparator<? super E> comparator) {
        core.tell(core.sort(0, size(), comparator));
    }

    @Override
    public boolean contains(@Nullable Object element) {
        return indexOf(element) >= 0;
    }

    @Override
    public int indexOf(@Nullable Object element) {
        return core.indexOf(0, size(), element);
    }

    @Override
    public int lastIndexOf(@Nullable Object element) {
        return core.lastIndexOf(0, size(), element);
    }

    @Override
    public @Nullable Object[] toArray() {
        return core.copy(0, size());
    }

    @Override
    public <T extends @Nullable Object> T[] toArray(T[] target) {
        return core.copyInto(requireNonNull(target, "target"), 0, size());
    }

    @Override
    public void forEach(Consumer<? super E> action) {
        requireNonNull(action, "action");
        int version = core.version();
        for (int i = 0; i < core.size() && core.version() == version; i++) {
            action.accept(core.at(i));
        }
        if (core.version() != version) {
            throw new ConcurrentModificationException("The list was changed by the action; change it afterwards");
        }
    }

    @Override
    public Spliterator<E> spliterator() {
        return core.spliterator();
    }

    @Override
    public Iterator<E> iterator() {
        return new ListCursor<>(core, null, 0, 0);
    }

    @Override
    public ListIterator<E> listIterator(int index) {
        ObservableSubList.checkPosition(index, size());
        return new ListCursor<>(core, null, 0, index);
    }

    @Override
    public List<E> subList(int fromIndex, int toIndex) {
        ObservableSubList.checkRange(fromIndex, toIndex, size());
        return new ObservableSubList<>(core, null, fromIndex, toIndex);
    }
}
