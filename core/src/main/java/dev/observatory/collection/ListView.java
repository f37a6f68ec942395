package dev.observatory.collection;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.Hook1;
import dev.observatory.hook.Subscription;
import dev.observatory.runtime.ContentSource;
import java.util.AbstractList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.RandomAccess;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An unmodifiable list that follows an observable collection: its elements that pass a filter, in another order, or what a
 * function makes of them. It is observable itself, and can be followed by further views.
 *
 * <pre>{@code
 * ObservableList<String> names = new ObservableList<>(List.of("Vega", "Sirius", "Deneb"));
 * ListView<String> selected = names.filteredView(name -> name.length() > 4).sortedView(Comparator.naturalOrder());
 * selected.changed().connect(change -> System.out.println(selected));
 * names.add("Altair"); // prints [Altair, Deneb, Sirius]
 * }</pre>
 *
 * <p><b>Order.</b> A view changes when the collection emits a change, before the observers of the collection are notified: it
 * is up to date when they run, and shows nothing of an open batch. Only the elements concerned are tested, mapped or
 * compared. One change of the collection makes at most one change of the view, on the same thread.
 *
 * <p><b>Failures.</b> If a function of the view throws, the view stays as it is, the call that has changed the collection
 * throws, as for an observer that throws, and the next change computes the view anew as a whole. {@link #refresh()} does so
 * too.
 *
 * <p><b>Lifetime.</b> The collection refers to a view weakly, and strongly while the view has observers. A view without
 * observers that the program does not keep is collectable.
 *
 * <p><b>Threads.</b> As for the collection: not safe for use by several threads at once. Observers may connect from any
 * thread.
 *
 * @param <E> the type of the elements
 */
public final class ListView<E extends @Nullable Object> extends AbstractList<E>
        implements RandomAccess, AutoCloseable, ContentSource<List<E>> {
    private final ListCore<E> core;
    private final ViewUpdate<?, E> update;
    private final ViewLink<?> link;

    private ListView(ListCore<E> core, ViewUpdate<?, E> update, ViewLink<?> link) {
        this.core = core;
        this.update = update;
        this.link = link;
    }

    /**
     * Creates a view and connects it.
     *
     * @param source the collection
     * @param delivery where the collection emits its changes
     * @param upstream the link of the collection, if it is a view itself
     * @param updates creates the update of the view's elements
     */
    static <C, E extends @Nullable Object> ListView<E> of(
            Object source,
            Delivery<C> delivery,
            @Nullable ViewLink<?> upstream,
            Function<ListCore<E>, ViewUpdate<C, E>> updates) {
        ListCore<E> core = new ListCore<>(0);
        ViewUpdate<C, E> update = updates.apply(core);
        ViewLink<C> link = new ViewLink<>(update, source, upstream);
        core.createHooksOfView(() -> link.demandChanged(
                update, core.hooks().changed.isObserved())); // Refers to the update, which the hook keeps reachable.
        link.connect(delivery.views(), update);
        try {
            update.refresh();
        } catch (Throwable failure) {
            link.close();
            throw failure;
        }
        return new ListView<>(core, update, link);
    }

    static <E extends @Nullable Object> ListView<E> filtered(
            Object source, ListCore<E> followed, @Nullable ViewLink<?> upstream, Predicate<? super E> filter) {
        return of(source, followed.hooks().delivery, upstream, view -> new FilteredUpdate<>(view, followed, filter));
    }

    static <E extends @Nullable Object> ListView<E> sorted(
            Object source,
            ListCore<E> followed,
            @Nullable ViewLink<?> upstream,
            @Nullable Comparator<? super E> comparator) {
        return of(source, followed.hooks().delivery, upstream, view -> new SortedUpdate<>(view, followed, comparator));
    }

    static <S extends @Nullable Object, E extends @Nullable Object> ListView<E> mapped(
            Object source,
            ListCore<S> followed,
            @Nullable ViewLink<?> upstream,
            Function<? super S, ? extends E> function) {
        return of(source, followed.hooks().delivery, upstream, view -> new MappedUpdate<>(view, followed, function));
    }

    /**
     * Returns the hook that emits every change of this view.
     *
     * <p>Observers run on the thread that changes the followed collection, before the observers of that collection. If one
     * throws, all others still run, and the call that has made the change then throws
     * {@link dev.observatory.hook.EventHookException}.
     *
     * @return the hook
     */
    public Hook1<ListChange<E>> changed() {
        return core.hooks().changed;
    }

    /**
     * Connects an observer of all changes, and passes it the present content first.
     *
     * @param onSnapshot called once, before this method returns and before any change is passed on, with an immutable copy
     * @param onChange called with each later change, as an observer of {@link #changed()}
     * @return the subscription
     * @throws NullPointerException if an argument is null
     * @see ObservableList#connectWithSnapshot
     */
    public Subscription connectWithSnapshot(
            Consumer<? super List<E>> onSnapshot, Consumer<? super ListChange<E>> onChange) {
        requireNonNull(onSnapshot, "onSnapshot");
        requireNonNull(onChange, "onChange");
        return core.hooks().delivery.connectWithSnapshot(core::snapshot, onSnapshot, onChange);
    }

    /**
     * Returns a view of those elements of this view that pass a filter.
     *
     * @param filter tests an element when it is added, replaced or touched
     * @return the view
     * @throws NullPointerException if {@code filter} is null
     */
    public ListView<E> filteredView(Predicate<? super E> filter) {
        return filtered(this, core, link, requireNonNull(filter, "filter"));
    }

    /**
     * Returns a view of the elements of this view in another order.
     *
     * @param comparator the order; null for the natural order. Equal elements keep their order
     * @return the view
     */
    public ListView<E> sortedView(@Nullable Comparator<? super E> comparator) {
        return sorted(this, core, link, comparator);
    }

    /**
     * Returns a view of what a function returns for each element of this view.
     *
     * @param function called when an element is added, replaced or touched
     * @param <R> the type of the results
     * @return the view
     * @throws NullPointerException if {@code function} is null
     */
    public <R extends @Nullable Object> ListView<R> mappedView(Function<? super E, ? extends R> function) {
        return mapped(this, core, link, requireNonNull(function, "function"));
    }

    /**
     * Computes the view anew as a whole, for functions whose result depends on more than the element. What differs is
     * emitted as one change. Has no effect on a closed view.
     *
     * @throws IllegalStateException if a function or an observer of this view calls it
     */
    public void refresh() {
        if (isOpen()) {
            update.refresh();
        }
    }

    /** Ends the connection to the collection. The elements remain as they are. Has no effect if it has ended already. */
    @Override
    public void close() {
        link.close();
    }

    /**
     * Returns whether this view still follows its collection.
     *
     * @return whether it was not closed
     */
    public boolean isOpen() {
        return link.isOpen();
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

    @Override
    public int size() {
        return core.size();
    }

    @Override
    public E get(int index) {
        return core.get(index);
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
    public Iterator<E> iterator() {
        return core.iterator();
    }

    @Override
    public ListIterator<E> listIterator(int index) {
        return core.listIterator(index);
    }

    @Override
    public List<E> subList(int fromIndex, int toIndex) {
        return core.subList(fromIndex, toIndex);
    }

    @Override
    public Spliterator<E> spliterator() {
        return core.spliterator();
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
