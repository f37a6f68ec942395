package dev.observatory.collection;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The elements of an {@link ObservableSet}, and the only place that changes them.
 *
 * <p>Bulk calls run methods of elements between their writes. Whatever those do, what has been written is emitted, and
 * before any change that they make themselves.
 *
 * @param <E> the type of the elements
 */
final class SetCore<E extends @Nullable Object> implements Serializable {
    private static final long serialVersionUID = 1;

    /** In insertion order. */
    final LinkedHashSet<E> elements;

    // Written once, under this object's monitor; a racy reader sees null or complete hooks, whose fields are final.
    private transient @Nullable SetHooks<E> hooks;

    @SuppressWarnings("NonApiType") // The field is serialized.
    SetCore(LinkedHashSet<E> elements) {
        this.elements = elements;
    }

    SetHooks<E> hooks() {
        SetHooks<E> known = hooks;
        return known != null ? known : createHooks();
    }

    private synchronized SetHooks<E> createHooks() {
        if (hooks == null) {
            hooks = new SetHooks<>();
        }
        return hooks;
    }

    /** Returns an immutable copy. */
    Set<E> snapshot() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(elements));
    }

    boolean add(E element) {
        if (!elements.add(element)) {
            return false;
        }
        SetHooks<E> hooks = this.hooks;
        if (hooks != null && hooks.delivery.isObserved(hooks.added)) {
            hooks.delivery.deliver(
                    PendingChange.of(hooks.added, new SetChange.Added<>(NullableImmutableList.one(element))));
        }
        return true;
    }

    /** The writes of one bulk call that have not been emitted yet: only additions or only removals. */
    private final class Bulk implements Delivery.Written<SetChange<E>> {
        private @Nullable SetHooks<E> announced;
        private Delivery.@Nullable Written<SetChange<E>> outer;
        private final boolean isAddition;
        List<E> written = new ArrayList<>(0);

        Bulk(boolean isAddition) {
            this.isAddition = isAddition;
            begin();
        }

        /** Announces this call as unfinished, as soon as the set has hooks. */
        private void begin() {
            SetHooks<E> present = hooks;
            if (announced == null && present != null) {
                outer = present.delivery.begin(this);
                announced = present;
            }
        }

        /** Adds an element that has been removed, unless no observer is connected. */
        void removed(E element) {
            if (isRemovalObserved()) {
                begin();
                written.add(element);
            }
        }

        @Override
        public @Nullable PendingChange<SetChange<E>, ?> take() {
            List<E> taken = NullableImmutableList.owning(written.toArray());
            written = new ArrayList<>(0);
            SetHooks<E> present = hooks;
            if (taken.isEmpty() || present == null) {
                return null;
            }
            if (isAddition) {
                return present.delivery.isObserved(present.added)
                        ? PendingChange.of(present.added, new SetChange.Added<>(taken))
                        : null;
            }
            return present.delivery.isObserved(present.removed)
                    ? PendingChange.of(present.removed, new SetChange.Removed<>(taken))
                    : null;
        }

        void end() {
            if (announced != null) {
                announced.delivery.end(outer);
            }
        }

        /** Delivers what has been written, and throws the failure that ended the call, if there is one. */
        void complete(@Nullable Throwable failure) {
            try {
                PendingChange<SetChange<E>, ?> pending = take();
                if (pending != null) {
                    hooks().delivery.deliver(pending);
                }
            } catch (Throwable ofObservers) {
                Failures.throwIfAny(Failures.joined(failure, ofObservers));
            }
            Failures.throwIfAny(failure);
        }
    }

    private boolean isRemovalObserved() {
        SetHooks<E> hooks = this.hooks;
        return hooks != null && hooks.delivery.isObserved(hooks.removed);
    }

    private boolean isAdditionObserved() {
        SetHooks<E> hooks = this.hooks;
        return hooks != null && hooks.delivery.isObserved(hooks.added);
    }

    boolean addAll(Collection<? extends E> more) {
        SetHooks<E> hooks = this.hooks;
        boolean observedBefore = isAdditionObserved();
        boolean observed = observedBefore;
        Object mark = hooks == null ? "" : hooks.delivery.mark();
        long recorded = hooks == null ? 0 : hooks.delivery.recorded();
        int before = elements.size();
        int added = 0;
        Throwable failure = null;
        Bulk bulk = new Bulk(true);
        try {
            for (E element : more) {
                if (elements.add(element)) {
                    added++;
                    observed = observed || isAdditionObserved();
                    if (observed) {
                        bulk.begin();
                        bulk.written.add(element);
                    }
                }
            }
        } catch (Throwable thrown) {
            failure = thrown;
        } finally {
            bulk.end();
        }
        if (failure != null) {
            observed = observed || isAdditionObserved();
            boolean isAlone = hooks == null
                    ? !observed
                    : mark.equals(hooks.delivery.mark()) && recorded == hooks.delivery.recorded();
            if (isAlone && observed == observedBefore && elements.size() == before + added) {
                int removed = Rollback.trim(elements.iterator(), before, failure);
                bulk.written.subList(0, Math.min(removed, bulk.written.size())).clear();
            }
        }
        bulk.complete(failure);
        return added > 0;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // What equals an element is reported as an E; null may be an E.
    boolean remove(@Nullable Object element) {
        if (!elements.remove(element)) {
            return false;
        }
        deliverRemoved((E) element);
        return true;
    }

    private void deliverRemoved(E element) {
        SetHooks<E> hooks = this.hooks;
        if (hooks != null && hooks.delivery.isObserved(hooks.removed)) {
            hooks.delivery.deliver(
                    PendingChange.of(hooks.removed, new SetChange.Removed<>(NullableImmutableList.one(element))));
        }
    }

    /** Tests every element before it removes the first one. */
    boolean removeIf(Predicate<? super E> filter) {
        Iterator<E> remover = elements.iterator();
        BitSet selected = new BitSet();
        int position = 0;
        for (E element : elements) {
            selected.set(position++, filter.test(element));
        }
        Throwable failure = null;
        Bulk bulk = new Bulk(false);
        try {
            for (int i = 0; i < selected.length(); i++) {
                E element = remover.next(); // Throws before anything is removed if the filter changed the set.
                if (selected.get(i)) {
                    remover.remove();
                    bulk.removed(element);
                }
            }
        } catch (Throwable thrown) {
            failure = thrown;
        } finally {
            bulk.end();
        }
        bulk.complete(failure);
        return !selected.isEmpty();
    }

    /** Looks every element up before it removes the first one. */
    @SuppressWarnings("unchecked") // What equals an element is reported as an E.
    boolean removeEach(Collection<?> unwanted) {
        LinkedHashSet<E> found = new LinkedHashSet<>();
        for (Object element : unwanted) {
            if (elements.contains(element)) {
                found.add((E) element);
            }
        }
        Throwable failure = null;
        Bulk bulk = new Bulk(false);
        try {
            for (E element : found) {
                if (elements.remove(element)) {
                    bulk.removed(element);
                }
            }
        } catch (Throwable thrown) {
            failure = thrown;
        } finally {
            bulk.end();
        }
        bulk.complete(failure);
        return !found.isEmpty();
    }

    void clear() {
        if (elements.isEmpty()) {
            return;
        }
        SetHooks<E> hooks = this.hooks;
        PendingChange<SetChange<E>, ?> pending = hooks == null || !hooks.delivery.isObserved(hooks.cleared)
                ? null
                : PendingChange.of(
                        hooks.cleared, new SetChange.Cleared<>(NullableImmutableList.owning(elements.toArray())));
        elements.clear();
        if (pending != null) {
            hooks().delivery.deliver(pending);
        }
    }

    Iterator<E> iterator() {
        Iterator<E> source = elements.iterator();
        return new Iterator<>() {
            // Valid only between next and remove; at any other time the source rejects remove.
            private @Nullable E current;

            @Override
            public boolean hasNext() {
                return source.hasNext();
            }

            @Override
            public E next() {
                E element = source.next();
                current = element;
                return element;
            }

            @Override
            @SuppressWarnings("NullAway") // A null here is an element.
            public void remove() {
                source.remove();
                deliverRemoved(current);
            }
        };
    }
}
