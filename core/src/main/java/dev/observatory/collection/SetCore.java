package dev.observatory.collection;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The elements of an {@link ObservableSet}, and the only place that changes them: completely or not at all. */
final class SetCore<E extends @Nullable Object> {
    /** In insertion order. */
    final Set<E> elements;
    // Written once, under this object's monitor; a racy reader sees null or complete hooks, whose fields are final.
    private @Nullable SetHooks<E> hooks;

    SetCore(Set<E> elements) {
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

    boolean addAll(Collection<? extends E> more) {
        SetHooks<E> hooks = this.hooks;
        List<E> added = hooks != null && hooks.delivery.isObserved(hooks.added) ? new ArrayList<>() : null;
        int before = elements.size();
        try {
            for (E element : more) {
                if (elements.add(element) && added != null) {
                    added.add(element);
                }
            }
        } catch (Throwable failure) {
            Rollback.trim(elements.iterator(), before);
            throw failure;
        }
        if (hooks != null && added != null && !added.isEmpty()) {
            hooks.delivery.deliver(PendingChange.of(
                    hooks.added, new SetChange.Added<>(NullableImmutableList.owning(added.toArray()))));
        }
        return elements.size() > before;
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
        List<E> removed = new ArrayList<>(0);
        int position = 0;
        for (E element : elements) {
            if (filter.test(element)) {
                selected.set(position);
                removed.add(element);
            }
            position++;
        }
        for (int i = 0; i < selected.length(); i++) {
            remover.next(); // Throws before anything is removed if the filter changed the set.
            if (selected.get(i)) {
                remover.remove();
            }
        }
        deliverRemoved(removed);
        return !removed.isEmpty();
    }

    /** Looks every element up before it removes the first one. */
    @SuppressWarnings("unchecked") // What equals an element is reported as an E.
    boolean removeEach(Collection<?> unwanted) {
        LinkedHashSet<E> removed = new LinkedHashSet<>();
        for (Object element : unwanted) {
            if (elements.contains(element)) {
                removed.add((E) element);
            }
        }
        for (E element : removed) {
            elements.remove(element);
        }
        deliverRemoved(removed);
        return !removed.isEmpty();
    }

    private void deliverRemoved(Collection<E> removed) {
        SetHooks<E> hooks = this.hooks;
        if (!removed.isEmpty() && hooks != null && hooks.delivery.isObserved(hooks.removed)) {
            hooks.delivery.deliver(PendingChange.of(
                    hooks.removed, new SetChange.Removed<>(NullableImmutableList.owning(removed.toArray()))));
        }
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
