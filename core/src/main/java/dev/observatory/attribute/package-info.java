/**
 * A field whose assignment is observable.
 *
 * <p>Tag a field {@link dev.observatory.attribute.ObservableAttr @ObservableAttr}, start the JVM with the Observatory
 * agent, and listen through {@link dev.observatory.attribute.Attributes}. Every woven assignment, in whatever class it
 * stands, emits an {@link dev.observatory.attribute.Assignment} after the store.
 */
@NullMarked
package dev.observatory.attribute;

import org.jspecify.annotations.NullMarked;
