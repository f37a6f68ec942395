package dev.observatory.collection;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.ListIterator;
import org.jspecify.annotations.Nullable;

/**
 * A change that one call made to an {@link ObservableList}: immutable, and complete, so that it can be replayed on a
 * copy.
 *
 * <p>Positions count from zero. The lists of a change are unmodifiable, may contain nulls, and hold the same instances
 * as the observed list. A change may be kept, and passed to other threads as far as its elements may.
 *
 * @param <E> the type of the elements
 */
public sealed interface ListChange<E extends @Nullable Object> {

    /**
     * Applies this change to a copy that equals the list before the change.
     *
     * @param copy the copy, which then equals the list after the change
     * @throws NullPointerException if {@code copy} is null
     * @throws IndexOutOfBoundsException if {@code copy} is too short to have been equal
     */
    void applyTo(List<? super E> copy);

    /**
     * The replacement of adjacent elements by as many others.
     *
     * @param index the position of the first
     * @param oldValues the replaced elements, in order
     * @param newValues the new elements, in order
     * @param <E> the type of the elements
     */
    record ItemSet<E extends @Nullable Object>(int index, List<E> oldValues, List<E> newValues)
            implements ListChange<E> {

        /**
         * Copies the lists.
         *
         * @param index the position of the first
         * @param oldValues the replaced elements
         * @param newValues the new elements
         * @throws NullPointerException if a list is null
         * @throws IllegalArgumentException if the lists differ in length or are empty
         */
        public ItemSet {
            oldValues = NullableImmutableList.copyOf(oldValues, "oldValues");
            newValues = NullableImmutableList.copyOf(newValues, "newValues");
            ChangeElements.checkSameLength("newValues", newValues, "oldValues", oldValues);
        }

        /**
         * Returns the replaced element of a change of exactly one.
         *
         * @return the only element of {@link #oldValues()}
         * @throws IllegalStateException if {@code replaceAll} replaced several elements
         */
        public E oldValue() {
            return ChangeElements.only(oldValues, "oldValue", "oldValues");
        }

        /**
         * Returns the new element of a change of exactly one.
         *
         * @return the only element of {@link #newValues()}
         * @throws IllegalStateException if {@code replaceAll} replaced several elements
         */
        public E newValue() {
            return ChangeElements.only(newValues, "newValue", "newValues");
        }

        /**
         * Returns the element that is at {@link #index()} after a change of exactly one; the same as {@link #newValue()}.
         *
         * @return the only element of {@link #newValues()}
         * @throws IllegalStateException if {@code replaceAll} replaced several elements
         */
        public E element() {
            return ChangeElements.only(newValues, "element", "newValues");
        }

        @Override
        public void applyTo(List<? super E> copy) {
            requireNonNull(copy, "copy");
            ListIterator<? super E> position = copy.listIterator(index);
            for (E value : newValues) {
                position.next();
                Replay.set(position, value);
            }
        }
    }

    /**
     * The addition of adjacent elements.
     *
     * @param index the position of the first after the change
     * @param elements the added elements, in order
     * @param <E> the type of the elements
     */
    record Inserted<E extends @Nullable Object>(int index, List<E> elements) implements ListChange<E> {

        /**
         * Copies the list.
         *
         * @param index the position of the first after the change
         * @param elements the added elements
         * @throws NullPointerException if {@code elements} is null
         */
        public Inserted {
            elements = NullableImmutableList.copyOf(elements, "elements");
        }

        /**
         * Returns the inserted element of a change of exactly one.
         *
         * @return the only element of {@link #elements()}
         * @throws IllegalStateException if the call did not insert exactly one element
         */
        public E element() {
            return ChangeElements.only(elements, "element", "elements");
        }

        @Override
        public void applyTo(List<? super E> copy) {
            requireNonNull(copy, "copy");
            copy.addAll(index, elements);
        }
    }

    /**
     * The removal of elements, adjacent or not.
     *
     * @param positions their positions before the change, ascending
     * @param elements the removed elements, in the same order
     * @param <E> the type of the elements
     */
    record Removed<E extends @Nullable Object>(List<Integer> positions, List<E> elements) implements ListChange<E> {

        /**
         * Copies the lists.
         *
         * @param positions the positions before the change, ascending
         * @param elements the removed elements, in the same order
         * @throws NullPointerException if a list is null or {@code positions} contains null
         * @throws IllegalArgumentException if the lists differ in length or are empty
         */
        public Removed {
            positions = Positions.copyOf(positions);
            elements = NullableImmutableList.copyOf(elements, "elements");
            ChangeElements.checkSameLength("elements", elements, "positions", positions);
        }

        /**
         * Returns the position of the removed element of a change of exactly one.
         *
         * @return the only element of {@link #positions()}
         * @throws IllegalStateException if the call removed several elements
         */
        public int index() {
            return ChangeElements.only(positions, "index", "positions");
        }

        /**
         * Returns the removed element of a change of exactly one.
         *
         * @return the only element of {@link #elements()}
         * @throws IllegalStateException if the call removed several elements
         */
        public E element() {
            return ChangeElements.only(elements, "element", "elements");
        }

        @Override
        public void applyTo(List<? super E> copy) {
            requireNonNull(copy, "copy");
            Replay.remove(copy, positions);
        }
    }

    /**
     * A change of the order of adjacent elements.
     *
     * @param index the position of the first
     * @param positions for each position from {@code index} on, the position of its element before the change
     * @param <E> the type of the elements
     */
    record Reordered<E extends @Nullable Object>(int index, List<Integer> positions) implements ListChange<E> {

        /**
         * Copies the list.
         *
         * @param index the position of the first
         * @param positions for each position from {@code index} on, the position of its element before the change
         * @throws NullPointerException if {@code positions} is null or contains null
         */
        public Reordered {
            positions = Positions.copyOf(positions);
        }

        @Override
        public void applyTo(List<? super E> copy) {
            requireNonNull(copy, "copy");
            Replay.reorder(copy, index, positions);
        }
    }

    /**
     * The removal of all elements by {@code clear}.
     *
     * @param elements the removed elements, in order
     * @param <E> the type of the elements
     */
    record Cleared<E extends @Nullable Object>(List<E> elements) implements ListChange<E> {

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
        public void applyTo(List<? super E> copy) {
            requireNonNull(copy, "copy");
            copy.clear();
        }
    }

    /**
     * The changes made within one outermost {@link ObservableList#batch}.
     *
     * @param parts the changes, in the order in which they happened; none of them is itself merged
     * @param <E> the type of the elements
     */
    record Merged<E extends @Nullable Object>(List<ListChange<E>> parts) implements ListChange<E> {

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
        public void applyTo(List<? super E> copy) {
            requireNonNull(copy, "copy");
            for (ListChange<E> part : parts) {
                part.applyTo(copy);
            }
        }
    }
}
