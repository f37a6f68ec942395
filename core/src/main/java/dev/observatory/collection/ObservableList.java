package dev.observatory.collection;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.Hook1;
import dev.observatory.hook.Subscription;
import dev.observatory.runtime.ContentSource;
import java.io.Serializable;
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
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A list like {@link java.util.ArrayList} whose changes are observable, including those made through iterators,
 * sub-lists, bulk operations and {@link java.util.Collections}.
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
 * <p><b>Order.</b> Each call that changes the list emits one change when it is complete: first from the hook of its
 * kind, then from {@link #changed()}. A call that changes nothing emits nothing; replacing an element by the same
 * instance changes nothing. Observers run on the calling thread. An observer may change the list: the change is made at
 * once, and emitted after all observers have received the current one. All observers therefore receive the changes in
 * the order in which they happened, and replaying them keeps a copy equal. An observer that connects, at any moment,
 * receives what happens from then on: not the queued changes from before, and of a batch only the rest. A copy made when it
 * connects therefore stays equal too; {@link #connectWithSnapshot} does both in one step.
 *
 * <p><b>Failures.</b> If a comparator, predicate, operator or {@code equals} throws, the list is unchanged and nothing
 * is emitted. What such code itself does with the list remains and is emitted; elements that it adds, removes or moves make
 * the call throw {@link ConcurrentModificationException}. If observers throw, the change remains, all observers receive it and all queued changes, and the
 * outermost call then throws one {@link dev.observatory.hook.EventHookException}. Only a {@link VirtualMachineError} is
 * thrown at once, and discards the queue.
 *
 * <p><b>Threads.</b> Not safe for use by several threads at once, like its counterpart. Iterators and sub-lists fail
 * fast when the list changes its length or order other than through them.
 *
 * <p><b>Serialization.</b> The elements are serialized, and nothing else: neither observers nor views.
 *
 * <p>On JDK 21 and later, the methods of {@code SequencedCollection} are observed as the calls that they stand for,
 * {@code removeLast} as a removal by position for example. So are all changes made through the view that
 * {@code reversed()} returns there; its {@code removeAll} and {@code retainAll} remove element by element, one change
 * each.
 *
 * @param <E> the type of the elements; nulls are allowed
 */
public final class ObservableList<E extends @Nullable Object> extends AbstractList<E>
        implements RandomAccess, Serializable, ContentSource<List<E>> {
    private static final long serialVersionUID = 1;

    /**
     * The content of the list, without observers.
     *
     * @serial
     */
    private final ListCore<E> core;

    /** Creates an empty list. */
    public ObservableList() {
        this(0);
    }

    /**
     * Creates an empty list with the given capacity.
     *
     * @param initialCapacity the number of elements that fit before the list grows
     * @throws IllegalArgumentException if {@code initialCapacity} is negative
     */
    public ObservableList(int initialCapacity) {
        core = new ListCore<>(Capacity.checked(initialCapacity));
    }

    /**
     * Creates a list of the given elements.
     *
     * @param elements the initial elements, in the order of their iterator
     * @throws NullPointerException if {@code elements} is null
     */
    public ObservableList(Collection<? extends E> elements) {
        core = new ListCore<>(requireNonNull(elements, "elements").toArray());
    }

    /**
     * Returns the hook that emits when elements were replaced in place: by {@code set}, also of an iterator, or by
     * {@code replaceAll}.
     *
     * <p>Observers run on the thread that makes the change. If one throws, all others still run, and the call then
     * throws {@link dev.observatory.hook.EventHookException}.
     *
     * @return the hook
     */
    public Hook1<ListChange.ItemSet<E>> itemSet() {
        return core.hooks().itemSet;
    }

    /**
     * Returns the hook that emits the element itself when one element was added at the end of the list.
     *
     * <p>Observers run on the thread that makes the change. If one throws, all others still run, and the call then
     * throws {@link dev.observatory.hook.EventHookException}.
     *
     * @return the hook
     */
    public Hook1<E> appended() {
        return core.hooks().appended;
    }

    /**
     * Returns the hook that emits when one or more elements were added before others.
     *
     * <p>Observers run on the thread that makes the change. If one throws, all others still run, and the call then
     * throws {@link dev.observatory.hook.EventHookException}.
     *
     * @return the hook
     */
    public Hook1<ListChange.Inserted<E>> inserted() {
        return core.hooks().inserted;
    }

    /**
     * Returns the hook that emits the element itself when one element was removed by its position.
     *
     * <p>Observers run on the thread that makes the change. If one throws, all others still run, and the call then
     * throws {@link dev.observatory.hook.EventHookException}.
     *
     * @return the hook
     */
    public Hook1<E> popped() {
        return core.hooks().popped;
    }

    /**
     * Returns the hook that emits when elements were removed in any way other than by position or {@code clear}.
     *
     * <p>Observers run on the thread that makes the change. If one throws, all others still run, and the call then
     * throws {@link dev.observatory.hook.EventHookException}.
     *
     * @return the hook
     */
    public Hook1<ListChange.Removed<E>> removed() {
        return core.hooks().removed;
    }

    /**
     * Returns the hook that emits when {@code addAll} added elements at the end of the list.
     *
     * <p>Observers run on the thread that makes the change. If one throws, all others still run, and the call then
     * throws {@link dev.observatory.hook.EventHookException}.
     *
     * @return the hook
     */
    public Hook1<ListChange.Inserted<E>> extended() {
        return core.hooks().extended;
    }

    /**
     * Returns the hook that emits when {@link #reverse()} changed the order.
     *
     * <p>Observers run on the thread that makes the change. If one throws, all others still run, and the call then
     * throws {@link dev.observatory.hook.EventHookException}.
     *
     * @return the hook
     */
    public Hook1<ListChange.Reordered<E>> orderReversed() {
        return core.hooks().orderReversed;
    }

    /**
     * Returns the hook that emits when {@code sort} changed the order of the list or of a part of it.
     *
     * <p>Observers run on the thread that makes the change. If one throws, all others still run, and the call then
     * throws {@link dev.observatory.hook.EventHookException}.
     *
     * @return the hook
     */
    public Hook1<ListChange.Reordered<E>> sorted() {
        return core.hooks().sorted;
    }

    /**
     * Returns the hook that emits when {@code clear} emptied the list; clearing a sub-list emits from
     * {@link #removed()}.
     *
     * <p>Observers run on the thread that makes the change. If one throws, all others still run, and the call then
     * throws {@link dev.observatory.hook.EventHookException}.
     *
     * @return the hook
     */
    public Hook1<ListChange.Cleared<E>> cleared() {
        return core.hooks().cleared;
    }

    /**
     * Returns the hook that emits every change, after the hook of its kind; the changes of a {@link #batch batch} as
     * one.
     *
     * <p>Observers run on the thread that makes the change. If one throws, all others still run, and the call then
     * throws {@link dev.observatory.hook.EventHookException}.
     *
     * @return the hook
     */
    public Hook1<ListChange<E>> changed() {
        return core.hooks().changed;
    }

    /**
     * Runs work and emits its changes of this list as one {@link ListChange.Merged}, through {@link #changed()} only.
     *
     * <p>A nested batch is part of the outer one. Nothing is emitted if the list was not changed. If the work throws,
     * the changes made until then are emitted before the exception is thrown; a failure of observers is then suppressed
     * in it.
     *
     * @param work the code to run, on the calling thread
     * @throws NullPointerException if {@code work} is null
     */
    public void batch(Runnable work) {
        core.hooks().delivery.batch(requireNonNull(work, "work"));
    }

    /**
     * Connects an observer of all changes, and passes it the present content first: the two together always make the
     * content, whenever it connects. Within a {@link #batch batch} or while a change is emitted, it receives only what
     * happens afterwards.
     *
     * <p>To connect on another thread than the one that changes the list, hold the lock that also guards the changes.
     *
     * @param onSnapshot called once, on the calling thread, before this method returns and before any change is passed on,
     *     with an immutable copy. What it throws ends the connection and is thrown by this method
     * @param onChange called with each later change, as an observer of {@link #changed()}. Changes that {@code onSnapshot}
     *     makes are passed on when it has returned
     * @return the subscription
     * @throws NullPointerException if an argument is null
     */
    public Subscription connectWithSnapshot(
            Consumer<? super List<E>> onSnapshot, Consumer<? super ListChange<E>> onChange) {
        requireNonNull(onSnapshot, "onSnapshot");
        requireNonNull(onChange, "onChange");
        return core.hooks().delivery.connectWithSnapshot(core::snapshot, onSnapshot, onChange);
    }

    /**
     * Emits that an element has changed in place: a {@link ListChange.ItemSet} whose old and new value are this element.
     * Views test, map and place it anew.
     *
     * @param index the position of the element
     * @throws IndexOutOfBoundsException if there is no such position
     */
    public void touch(int index) {
        core.deliver(core.touch(Objects.checkIndex(index, size())));
    }

    /**
     * Calls {@link #touch} for each element whose own hook emits, as long as the list contains it: for an element that is
     * contained several times, all of them as one change.
     *
     * <pre>{@code
     * class Star {
     *     final EventHook<String> renamed = new EventHook<>("renamed");
     * }
     * ObservableList<Star> stars = new ObservableList<>();
     * stars.touchWhen(star -> star.renamed);
     * }</pre>
     *
     * <p>The hooks of the elements must emit on the thread that uses the list. They refer to the list weakly.
     *
     * @param hookOf returns the hook that an element emits from when it has changed; null if it has none. Called once when
     *     the element is added, and once for each present element. What it throws then is thrown by this method, and later
     *     by the call that has added the element, as if an observer had thrown it
     * @return the subscription; closing it disconnects from all elements
     * @throws NullPointerException if {@code hookOf} is null
     */
    public Subscription touchWhen(Function<? super E, ? extends @Nullable Hook1<?>> hookOf) {
        return ElementHooks.connect(this, core, requireNonNull(hookOf, "hookOf"));
    }

    /**
     * Returns a view of those elements that pass a filter, which follows this list.
     *
     * @param filter tests an element when it is added, replaced or touched
     * @return the view
     * @throws NullPointerException if {@code filter} is null
     */
    public ListView<E> filteredView(Predicate<? super E> filter) {
        return ListView.filtered(this, core, null, requireNonNull(filter, "filter"));
    }

    /**
     * Returns a view of the elements in another order, which follows this list.
     *
     * @param comparator the order; null for the natural order. Equal elements keep their order
     * @return the view
     */
    public ListView<E> sortedView(@Nullable Comparator<? super E> comparator) {
        return ListView.sorted(this, core, null, comparator);
    }

    /**
     * Returns a view of what a function returns for each element, which follows this list.
     *
     * @param function called when an element is added, replaced or touched
     * @param <R> the type of the results
     * @return the view
     * @throws NullPointerException if {@code function} is null
     */
    public <R extends @Nullable Object> ListView<R> mappedView(Function<? super E, ? extends R> function) {
        return ListView.mapped(this, core, null, requireNonNull(function, "function"));
    }

    /**
     * Connects a state graph.
     *
     * @hidden
     */
    @Override
    public Supplier<List<E>> follow(Object owner, Consumer<? super Supplier<List<E>>> listener) {
        return Content.follow(core, requireNonNull(owner, "owner"), requireNonNull(listener, "listener"));
    }

    /** Reverses the order of the elements in place, as one change, which {@link #orderReversed()} emits. */
    public void reverse() {
        core.deliver(core.reverse());
    }

    /**
     * Grows the capacity if necessary.
     *
     * @param minCapacity the number of elements that have to fit before the list grows again
     */
    public void ensureCapacity(int minCapacity) {
        core.ensureCapacity(minCapacity);
    }

    /** Reduces the capacity to the size of the list. */
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
        core.deliver(core.assign(index, element));
        return old;
    }

    @Override
    public boolean add(E element) {
        core.deliver(core.append(element));
        return true;
    }

    @Override
    public void add(int index, E element) {
        ObservableSubList.checkPosition(index, size());
        core.deliver(core.insert(index, element));
    }

    @Override
    public boolean addAll(Collection<? extends E> elements) {
        @Nullable Object[] added = requireNonNull(elements, "elements").toArray();
        core.deliver(core.insertAll(size(), added));
        return added.length > 0;
    }

    @Override
    public boolean addAll(int index, Collection<? extends E> elements) {
        ObservableSubList.checkPosition(index, size());
        @Nullable Object[] added = requireNonNull(elements, "elements").toArray();
        ObservableSubList.checkPosition(index, size());
        core.deliver(core.insertAll(index, added));
        return added.length > 0;
    }

    @Override
    public E remove(int index) {
        E old = core.get(index);
        core.deliver(core.pop(index));
        return old;
    }

    @Override
    public boolean remove(@Nullable Object element) {
        int version = core.version();
        int index = core.indexOf(0, size(), element);
        if (index < 0) {
            return false;
        }
        core.checkElements(version);
        core.deliver(core.remove(index, index + 1));
        return true;
    }

    @Override
    public void clear() {
        core.deliver(core.wipe());
    }

    @Override
    public boolean removeIf(Predicate<? super E> filter) {
        requireNonNull(filter, "filter");
        int before = size();
        PendingChange<ListChange<E>, ?> pending = core.removeIf(0, before, filter);
        boolean changed = size() != before;
        core.deliver(pending);
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
        core.deliver(core.replaceAll(0, size(), operator));
    }

    @Override
    public void sort(@Nullable Comparator<? super E> comparator) {
        core.deliver(core.sort(0, size(), comparator, true));
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
            throw new ConcurrentModificationException("The action has changed the list; change it after forEach");
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

    @Override
    public boolean equals(@Nullable Object other) {
        return other == this || (other instanceof List<?> list && core.isEqual(0, size(), list));
    }

    @Override
    public int hashCode() {
        return core.hash(0, size());
    }
}
