/**
 * Collections that tell every change.
 *
 * <p>{@link dev.observatory.collection.ObservableList}, {@link dev.observatory.collection.ObservableMap} and
 * {@link dev.observatory.collection.ObservableSet} behave like {@link java.util.ArrayList},
 * {@link java.util.LinkedHashMap} and {@link java.util.LinkedHashSet}. Each call that changes one of them becomes one
 * immutable change ({@link dev.observatory.collection.ListChange}, {@link dev.observatory.collection.MapChange},
 * {@link dev.observatory.collection.SetChange}), told through hooks of {@code dev.observatory.hook}, the only other
 * package of the library that is known here. Replaying the changes in the order heard keeps a copy equal.
 */
@NullMarked
package dev.observatory.collection;

import org.jspecify.annotations.NullMarked;
