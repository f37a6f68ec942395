/**
 * Collections whose changes are observable.
 *
 * <p>{@link dev.observatory.collection.ObservableList}, {@link dev.observatory.collection.ObservableMap} and
 * {@link dev.observatory.collection.ObservableSet} behave like {@link java.util.ArrayList},
 * {@link java.util.LinkedHashMap} and {@link java.util.LinkedHashSet}. Each call that changes one of them makes one
 * immutable change ({@link dev.observatory.collection.ListChange}, {@link dev.observatory.collection.MapChange},
 * {@link dev.observatory.collection.SetChange}), emitted by hooks of {@code dev.observatory.hook}, the only other package
 * of the library that this one uses. Replaying the changes in the order received keeps a copy equal.
 */
@NullMarked
package dev.observatory.collection;

import org.jspecify.annotations.NullMarked;
