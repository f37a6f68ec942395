package dev.observatory.collection;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.Hook1;
import dev.observatory.hook.Subscription;
import dev.observatory.runtime.ContentSource;
import java.io.Serializable;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A set like {@link LinkedHashSet} whose changes are observable, including those made through iterators and bulk
 * operations.
 *
 * <pre>{@code
 * ObservableSet<String> names = new ObservableSet<>();
 * names.added().connect(change -> System.out.println("new: " + change.elements()));
 * names.addAll(List.of("Vega", "Sirius"));
 * }</pre>
 *
 * <p><b>Order.</b> Each call that changes the set emits one change when it is complete: first from the hook of its
 * kind, then from {@link #changed()}. A call that changes nothing emits nothing. Observers run on the calling thread.
 * An observer may change the set: the change is made at once, and emitted after all observers have received the current
 * one. All observers therefore receive the changes in the order in which they happened, and replaying them keeps a copy
 * equal. An observer that
 * connects, at any moment, receives what happens from then on: not the queued changes from before, and of a batch only the
 * rest. A copy made when it connects therefore stays equal too; {@link #connectWithSnapshot} does both in one step.
 *
 * <p><b>Failures.</b> If a predicate, {@code equals} or {@code hashCode} throws, the set is unchanged and nothing is
 * emitted. If observers throw, the change remains, all observers receive it and all queued changes, and the outermost
 * call then throws one {@link dev.observatory.hook.EventHookException}. Only a {@link VirtualMachineError} is thrown at
 * once, and discards the queue.
 *
 * <p>What such code itself does with the set remains and is emitted. If it does so in the middle of a bulk call that then
 * fails, or if {@code equals} fails when elements are already being removed, what was done until then remains and is emitted
 * as well.
 *
 * <p><b>Serialization.</b> The content is serialized, and nothing else: neither observers nor views.
 *
 * <p><b>Threads.</b> Not safe for use by several threads at once, like its counterpart. Iterators fail fast when the
 * set changes other than through them.
 *
 * @param <E> the type of the elements; null is allowed
 */
public final class ObservableSet<E extends @Nullable Object> extends AbstractSet<E>
        implements Serializable, ContentSource<Set<E>> {
    private static final long serialVersionUID = 1;

    /**
     * The content of the set, without observers.
     *
     * @serial
     */
    private final SetCore<E> core;

    /** Creates an empty set. */
    public ObservableSet() {
        core = new SetCore<>(new LinkedHashSet<>());
    }

    /**
     * Creates an empty set with the given capacity.
     *
     * @param initialCapacity the initial capacity of the hash table, as for {@link LinkedHashSet}
     * @throws IllegalArgumentException if {@code initialCapacity} is negative
     */
    public ObservableSet(int initialCapacity) {
        core = new SetCore<>(new LinkedHashSet<>(Capacity.checked(initialCapacity)));
    }

    /**
     * Creates a set of the given elements.
     *
     * @param elements the initial elements, in the order of their iterator
     * @throws NullPointerException if {@code elements} is null
     */
    public ObservableSet(Collection<? extends E> elements) {
        core = new SetCore<>(new LinkedHashSet<>(requireNonNull(elements, "elements")));
    }

    /**
     * Returns the hook that emits when elements were added that the set did not contain before.
     *
     * <p>Observers run on the thread that makes the change. If one throws, all others still run, and the call then
     * throws {@link dev.observatory.hook.EventHookException}.
     *
     * @return the hook
     */
    public Hook1<SetChange.Added<E>> added() {
        return core.hooks().added;
    }

    /**
     * Returns the hook that emits when elements were removed in any way other than by {@code clear}.
     *
     * <p>Observers run on the thread that makes the change. If one throws, all others still run, and the call then
     * throws {@link dev.observatory.hook.EventHookException}.
     *
     * @return the hook
     */
    public Hook1<SetChange.Removed<E>> removed() {
        return core.hooks().removed;
    }

    /**
     * Returns the hook that emits when {@code clear} emptied the set.
     *
     * <p>Observers run on the thread that makes the change. If one throws, all others still run, and the call then
     * throws {@link dev.observatory.hook.EventHookException}.
     *
     * @return the hook
     */
    public Hook1<SetChange.Cleared<E>> cleared() {
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
    public Hook1<SetChange<E>> changed() {
        return core.hooks().changed;
    }

    /**
     * Runs work and emits its changes of this set as one {@link SetChange.Merged}, through {@link #changed()} only.
     *
     * <p>A nested batch is part of the outer one. Nothing is emitted if the set was not changed. If the work throws,
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
     * <p>To connect on another thread than the one that changes the set, hold the lock that also guards the changes.
     *
     * @param onSnapshot called once, on the calling thread, before this method returns and before any change is passed on,
     *     with an immutable copy. What it throws ends the connection and is thrown by this method
     * @param onChange called with each later change, as an observer of {@link #changed()}. Changes that {@code onSnapshot}
     *     makes are passed on when it has returned
     * @return the subscription
     * @throws NullPointerException if an argument is null
     */
    public Subscription connectWithSnapshot(
            Consumer<? super Set<E>> onSnapshot, Consumer<? super SetChange<E>> onChange) {
        requireNonNull(onSnapshot, "onSnapshot");
        requireNonNull(onChange, "onChange");
        return core.hooks().delivery.connectWithSnapshot(core::snapshot, onSnapshot, onChange);
    }

    /**
     * Returns a view of the elements as a list, in their order, which follows this set. Views of it are filtered, sorted or
     * mapped:
     *
     * <pre>{@code
     * ObservableSet<String> names = new ObservableSet<>(List.of("Vega", "Sirius"));
     * ListView<String> sorted = names.listView().sortedView(null);
     * }</pre>
     *
     * @return the view
     */
    public ListView<E> listView() {
        return ListView.of(
                this,
                core.hooks().delivery,
                null,
                view -> KeyedUpdate.ofSet(view, () -> NullableImmutableList.owning(core.elements.toArray())));
    }

    /**
     * Connects a state graph.
     *
     * @hidden
     */
    @Override
    public Supplier<Set<E>> follow(Object owner, Consumer<? super Supplier<Set<E>>> listener) {
        requireNonNull(owner, "owner");
        requireNonNull(listener, "listener");
        return Content.follow(
                core.hooks().delivery,
                core.snapshot(),
                Set::size,
                (set, changes) -> {
                    Set<E> copy = new LinkedHashSet<>(set);
                    changes.forEach(each -> each.applyTo(copy));
                    return Collections.unmodifiableSet(copy);
                },
                owner,
                listener);
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
        // As in AbstractSet, iterates over the smaller side, and the other side decides what is equal.
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
