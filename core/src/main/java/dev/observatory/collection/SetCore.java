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

/** The elements of an {@link ObservableSet} and the only place where they are changed, as a whole or not at all. */
final class SetCore<E extends @Nullable Object> {
    /** Of insertion order. */
    final Set<E> elements;
    // Written once, under this object's lock; a reader without it may be late to see the hooks, never see half of them.
    private @Nullable SetHooks<E> hooks;

    SetCore(Set<E> elements) {
        this.elements = elements;
    }

    SetHooks<E> hooks() {
        SetHooks<E> known = hooks;
        return known != null ? known : madeHooks();
    }

    private synchronized SetHooks<E> madeHooks() {
        if (hooks == null) {
            hooks = new SetHooks<>();
        }
        return hooks;
    }

    boolean add(E element) {
        if (!elements.add(element)) {
            return false;
        }
        SetHooks<E> told = hooks;
        if (told != null && told.delivery.wants(told.added)) {
            told.delivery.tell(PendingChange.of(told.added, new SetChange.Added<>(NullableImmutableList.one(element))));
        }
        return true;
    }

    boolean addAll(Collection<? extends E> more) {
        SetHooks<E> told = hooks;
        List<E> added = told != null && told.delivery.wants(told.added) ? new ArrayList<>() : null;
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
        if (told != null && added != null && !added.isEmpty()) {
            told.delivery.tell(
                    PendingChange.of(told.added, new SetChange.Added<>(NullableImmutableList.owning(added.toArray()))));
        }
        return elements.size() > before;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // what equals an E is told as one; null may be an E
    boolean remove(@Nullable Object element) {
        if (!elements.remove(element)) {
            return false;
        }
        tellRemoved((E) element);
        return true;
    }

    private void tellRemoved(E element) {
        SetHooks<E> told = hooks;
        if (told != null && told.delivery.wants(told.removed)) {
            told.delivery.tell(
                    PendingChange.of(told.removed, new SetChange.Removed<>(NullableImmutableList.one(element))));
        }
    }

    /** Asks the filter about every element before the first one goes. */
    boolean removeIf(Predicate<? super E> filter) {
        Iterator<E> remover = elements.iterator();
        BitSet doomed = new BitSet();
        List<E> removed = new ArrayList<>(0);
        int position = 0;
        for (E element : elements) {
            if (filter.test(element)) {
                doomed.set(position);
                removed.add(element);
            }
            position++;
        }
        for (int i = 0; i < doomed.length(); i++) {
            remover.next(); // fails before anything is removed if the filter has changed the set
            if (doomed.get(i)) {
                remover.remove();
            }
        }
        tellRemoved(removed);
        return !removed.isEmpty();
    }

    /** Looks every element up before the first one goes. */
    @SuppressWarnings("unchecked") // what equals an element of type E is told as one
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
        tellRemoved(removed);
        return !removed.isEmpty();
    }

    private void tellRemoved(Collection<E> removed) {
        SetHooks<E> told = hooks;
        if (!removed.isEmpty() && told != null && told.delivery.wants(told.removed)) {
            told.delivery.tell(PendingChange.of(
                    told.removed, new SetChange.Removed<>(NullableImmutableList.owning(removed.toArray()))));
        }
    }

    void clear() {
        if (elements.isEmpty()) {
            return;
        }
        SetHooks<E> told = hooks;
        PendingChange<SetChange<E>, ?> notice = told == null || !told.delivery.wants(told.cleared)
                ? null
                : PendingChange.of(
                        told.cleared, new SetChange.Cleared<>(NullableImmutableList.owning(elements.toArray())));
        elements.clear();
        if (notice != null) {
            hooks().delivery.tell(notice);
        }
    }

    Iterator<E> iterator() {
        Iterator<E> source = elements.iterator();
        return new Iterator<>() {
            // Meaningful between next and remove only; the source refuses remove at any other time.
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
            @SuppressWarnings("NullAway") // null here is an element
            public void remove() {
                source.remove();
                tellRemoved(current);
            }
        };
    }
}
