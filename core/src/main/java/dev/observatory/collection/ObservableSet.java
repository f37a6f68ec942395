package dev.observatory.collection;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.Hook1;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A set like {@link LinkedHashSet} that tells every change, by whatever way it is made: iterators and bulk operations
 * included.
 *
 * <pre>{@code
 * ObservableSet<String> names = new ObservableSet<>();
 * names.added().connect(change -> System.out.println("new: " + change.elements()));
 * names.addAll(List.of("Vega", "Sirius"));
 * }</pre>
 *
 * <p><b>Order.</b> Each call that changes the set is told once, when it is done: first by the hook of its kind, then by
 * {@link #changed()}. A call that changes nothing is not told. Observers run on the caller's thread. An observer may
 * change the set: that happens at once, and is told after every observer has heard the running change. So all observers
 * hear the changes in the order in which they happened, and replaying them keeps a copy equal. An observer that connects
 * while changes still wait hears those too.
 *
 * <p><b>Failures.</b> A predicate, {@code equals} or {@code hashCode} that throws leaves the set as it was, and nothing is
 * told. When observers throw, the change stays, all observers hear it and all that waits, and then one
 * {@link dev.observatory.hook.EventHookException} comes out of the outermost call. Only a {@link VirtualMachineError} comes
 * out at once, and what waits is then not told.
 *
 * <p><b>Threads.</b> Not safe for use by several threads at once, like its counterpart. Iterators fail fast when the set
 * changes otherwise than through them.
 *
 * @param <E> the type of the elements; null is allowed
 */
public final class ObservableSet<E extends @Nullable Object> extends AbstractSet<E> {
    private final SetCore<E> core;

    /** Creates an empty set. */
    public ObservableSet() {
        core = new SetCore<>(new LinkedHashSet<>());
    }

    /**
     * Creates an empty set with room.
     *
     * @param initialCapacity the initial size of the hash table, as for {@link LinkedHashSet}
     * @throws IllegalArgumentException if {@code initialCapacity} is negative
     */
    public ObservableSet(int initialCapacity) {
        core = new SetCore<>(new LinkedHashSet<>(Capacity.checked(initialCapacity)));
    }

    /**
     * Creates a copy.
     *
     * @param elements what the set holds at first, in the order of its iterator
     * @throws NullPointerException if {@code elements} is null
     */
    public ObservableSet(Collection<? extends E> elements) {
        core = new SetCore<>(new LinkedHashSet<>(requireNonNull(elements, "elements")));
    }

    /**
     * Tells that elements were added.
     *
     * @return the hook
     */
    public Hook1<SetChange.Added<E>> added() {
        return core.hooks().added;
    }

    /**
     * Tells that elements were removed in any other way than by {@code clear}.
     *
     * @return the hook
     */
    public Hook1<SetChange.Removed<E>> removed() {
        return core.hooks().removed;
    }

    /**
     * Tells that {@code clear} emptied the set.
     *
     * @return the hook
     */
    public Hook1<SetChange.Cleared<E>> cleared() {
        return core.hooks().cleared;
    }

    /**
     * Tells every change, after the hook of its kind.
     *
     * @return the hook
     */
    public Hook1<SetChange<E>> changed() {
        return core.hooks().changed;
    }

    /**
     * Runs work and tells what it did to this set as one {@link SetChange.Merged}, through {@link #changed()} only.
     *
     * <p>A batch within a batch is part of the outer one. Nothing is told if the set was not changed. If the work throws,
     * what it did until then is told first; a failure of observers is then suppressed in the work's.
     *
     * @param work what to run, on this thread
     * @throws NullPointerException if {@code work} is null
     */
    public void batch(Runnable work) {
        core.hooks().delivery.batch(requireNonNull(work, "work"));
    }

    @Override
    public int size() {
        return core.elements.size();
    }

    @Override
    public boolean contains(@Nullable Object element) {
        return core.elements.contains(element);
    }

    @Override
    public boolean add(E element) {
        return core.add(element);
    }

    @Override
    public boolean addAll(Collection<? extends E> elements) {
        return core.addAll(requireNonNull(elements, "elements"));
    }

    @Override
    public boolean remove(@Nullable Object element) {
        return core.remove(element);
    }

    @Override
    public boolean removeIf(Predicate<? super E> filter) {
        return core.removeIf(requireNonNull(filter, "filter"));
    }

    @Override
    public boolean removeAll(Collection<?> elements) {
        requireNonNull(elements, "elements");
        // Like AbstractSet: the smaller side is walked through, and that decides whose idea of equality counts.
        return size() > elements.size() ? core.removeEach(elements) : core.removeIf(elements::contains);
    }

    @Override
    public boolean retainAll(Collection<?> elements) {
        requireNonNull(elements, "elements");
        return core.removeIf(element -> !elements.contains(element));
    }

    @Override
    public void clear() {
        core.clear();
    }

    @Override
    public @Nullable Object[] toArray() {
        return core.elements.toArray();
    }

    @Override
    public <T extends @Nullable Object> T[] toArray(T[] target) {
        return core.elements.toArray(requireNonNull(target, "target"));
    }

    @Override
    public void forEach(Consumer<? super E> action) {
        core.elements.forEach(requireNonNull(action, "action"));
    }

    @Override
    public Spliterator<E> spliterator() {
        return core.elements.spliterator();
    }

    @Override
    public Iterator<E> iterator() {
        return core.iterator();
    }
}
