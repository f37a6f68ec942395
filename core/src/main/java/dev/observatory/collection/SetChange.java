package dev.observatory.collection;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A change that one call made to an {@link ObservableSet}: immutable, and complete, so that it can be replayed on a
 * copy.
 *
 * <p>The lists of a change are unmodifiable, may contain nulls, and are in the set's iteration order unless noted
 * otherwise. A copy that keeps insertion order has the order of the observed set too. A change may be kept, and passed
 * to other threads as far as its elements may.
 *
 * @param <E> the type of the elements
 */
public sealed interface SetChange<E extends @Nullable Object> {

    /**
     * Applies this change to a copy that equals the set before the change.
     *
     * @param copy the copy, which then equals the set after the change
     * @throws NullPointerException if {@code copy} is null
     */
    void applyTo(Set<? super E> copy);

    /**
     * The addition of elements.
     *
     * @param elements the added elements, which the set did not contain before
     * @param <E> the type of the elements
     */
    record Added<E extends @Nullable Object>(List<E> elements) implements SetChange<E> {

        /**
         * Copies the list.
         *
         * @param elements the added elements
         * @throws NullPointerException if {@code elements} is null
         */
        public Added {
            elements = NullableImmutableList.copyOf(elements, "elements");
        }

        /**
         * Returns the added element of a change of exactly one.
         *
         * @return the only element of {@link #elements()}
         * @throws IllegalStateException if the call did not add exactly one element
         */
        public E element() {
            return ChangeElements.only(elements, "element", "elements");
        }

        @Override
        public void applyTo(Set<? super E> copy) {
            requireNonNull(copy, "copy");
            copy.addAll(elements);
        }
    }

    /**
     * The removal of elements in any way other than by {@code clear}.
     *
     * @param elements the removed elements. An element that was passed by the caller is the caller's instance, which
     *     equals the one in the set. The order is that of the collection passed to {@code removeAll} if that was the
     *     smaller one
     * @param <E> the type of the elements
     */
    record Removed<E extends @Nullable Object>(List<E> elements) implements SetChange<E> {

        /**
         * Copies the list.
         *
         * @param elements the removed elements
         * @throws NullPointerException if {@code elements} is null
         */
        public Removed {
            elements = NullableImmutableList.copyOf(elements, "elements");
        }

        /**
         * Returns the removed element of a change of exactly one.
         *
         * @return the only element of {@link #elements()}
         * @throws IllegalStateException if the call did not remove exactly one element
         */
        public E element() {
            return ChangeElements.only(elements, "element", "elements");
        }

        @Override
        public void applyTo(Set<? super E> copy) {
            requireNonNull(copy, "copy");
            for (E element : elements) {
                copy.remove(element);
            }
        }
    }

    /**
     * The removal of all elements by {@code clear}.
     *
     * @param elements the removed elements
     * @param <E> the type of the elements
     */
    record Cleared<E extends @Nullable Object>(List<E> elements) implements SetChange<E> {

        /**
         * Copies the list.
         *
         * @param elements the removed elements
         * @throws NullPointerException if {@code elements} is null
         */
        public Cleared {
            elements = NullableImmutableList.copyOf(elements, "elements");
        }

        @Override
        public void applyTo(Set<? super E> copy) {
            requireNonNull(copy, "copy");
            copy.clear();
        }
    }

    /**
     * The changes made within one outermost {@link ObservableSet#batch}.
     *
     * @param parts the changes, in the order in which they happened; none of them is itself merged
     * @param <E> the type of the elements
     */
    record Merged<E extends @Nullable Object>(List<SetChange<E>> parts) implements SetChange<E> {

        /**
         * Copies the list.
         *
         * @param parts the changes, in the order in which they happened
         * @throws NullPointerException if {@code parts} is null or contains null
         */
        public Merged {
            parts = List.copyOf(requireNonNull(parts, "parts"));
        }

        @Override
        public void applyTo(Set<? super E> copy) {
            requireNonNull(copy, "copy");
            for (SetChange<E> part : parts) {
                part.applyTo(copy);
            }
        }
    }
}
