package dev.observatory.collection;

import static java.util.Objects.requireNonNull;

import java.util.AbstractList;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** An immutable list that allows nulls and owns its array; holds the elements of a change. */
final class NullableImmutableList<E extends @Nullable Object> extends AbstractList<E> implements RandomAccess {
    private final @Nullable Object[] elements;

    private NullableImmutableList(@Nullable Object[] elements) {
        this.elements = elements;
    }

    /** Wraps the array without copying it; the caller must not write to it afterwards. */
    static <E extends @Nullable Object> List<E> owning(@Nullable Object[] elements) {
        return new NullableImmutableList<>(elements);
    }

    static <E extends @Nullable Object> List<E> one(E element) {
        return new NullableImmutableList<>(new @Nullable Object[] {element});
    }

    static <E extends @Nullable Object> List<E> copyOf(Collection<? extends E> elements, String name) {
        requireNonNull(elements, name);
        if (elements instanceof NullableImmutableList) {
            @SuppressWarnings("unchecked") // An immutable list of a subtype is a list of E.
            NullableImmutableList<E> immutable = (NullableImmutableList<E>) elements;
            return immutable;
        }
        return new NullableImmutableList<>(elements.toArray().clone());
    }

    static <K extends @Nullable Object, V extends @Nullable Object> List<Map.Entry<K, V>> entries(
            List<Map.Entry<K, V>> entries) {
        requireNonNull(entries, "entries");
        if (entries instanceof NullableImmutableList) {
            return entries;
        }
        return new NullableImmutableList<>(
                entries.stream().map(SimpleImmutableEntry::new).toArray());
    }

    @Override
    @SuppressWarnings("unchecked") // Only elements of type E are stored.
    public E get(int index) {
        return (E) elements[index];
    }

    @Override
    public int size() {
        return elements.length;
    }

    @Override
    public @Nullable Object[] toArray() {
        return elements.clone();
    }
}
