/**
 * Fields whose assignments are observable.
 *
 * <p>Tag a field {@link dev.observatory.attribute.ObservableAttr @ObservableAttr}, start the JVM with the Observatory
 * agent, and connect observers through {@link dev.observatory.attribute.Attributes}. Every woven assignment, in any
 * class, then emits an {@link dev.observatory.attribute.Assignment} after the store, through hooks of
 * {@code dev.observatory.hook}.
 */
@NullMarked
package dev.observatory.attribute;

import org.jspecify.annotations.NullMarked;
