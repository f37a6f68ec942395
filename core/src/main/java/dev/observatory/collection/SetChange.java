package dev.observatory.collection;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one call did to an {@link ObservableSet}: immutable, and complete enough to be done again on a copy.
 *
 * <p>The lists that a change carries are unmodifiable, may hold nulls, and are in the set's iteration order unless said
 * otherwise. A copy that keeps insertion order keeps the observed set's order too. A change may be kept and handed to
 * other threads as far as its elements may.
 *
 * @param <E> the type of the elements
 */
public sealed interface SetChange<E extends @Nullable Object> {

    /**
     * Does this change again on a copy that is equal to the set before the change.
     *
     * @param copy becomes equal to the set after the change
     * @throws NullPointerException if {@code copy} is null
     */
    void applyTo(Set<? super E> copy);

    /**
     * Elements were added.
     *
     * @param elements those that the set did not have before
     * @param <E> the type of the elements
     */
    record Added<E extends @Nullable Object>(List<E> elements) implements SetChange<E> {

        /**
         * Copies the list.
         *
         * @param elements those that the set did not have before
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
            return OnlyOne.of(elements, "element", "elements");
        }

        @Override
        public void applyTo(Set<? super E> copy) {
            requireNonNull(copy, "copy");
            copy.addAll(elements);
        }
    }

    /**
     * Elements were removed in any other way than by {@code clear}.
     *
     * @param elements what was removed; an element that the caller named is the caller's object, which equals the one
     *     that the set had. In the order of the collection given to {@code removeAll} if that was the smaller one
     * @param <E> the type of the elements
     */
    record Removed<E extends @Nullable Object>(List<E> elements) implements SetChange<E> {

        /**
         * Copies the list.
         *
         * @param elements what was removed
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
            return OnlyOne.of(elements, "element", "elements");
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
     * All elements were removed by {@code clear}.
     *
     * @param elements what the set held
     * @param <E> the type of the elements
     */
    record Cleared<E extends @Nullable Object>(List<E> elements) implements SetChange<E> {

        /**
         * Copies the list.
         *
         * @param elements what the set held
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
     * All that was done within one outermost {@link ObservableSet#batch}.
     *
     * @param parts the changes, in the order in which they happened; none of them is a batch itself
     * @param <E> the type of the elements
     */
    record Merged<E extends @Nullable Object>(List<SetChange<E>> parts) implements SetChange<E> {

        /**
         * Copies the list.
         *
         * @param parts the changes, in the order in which they happened
         * @throws NullPointerException if {@code parts} is null or holds null
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
