/**
 * The only door that woven bytecode walks through. Public because it must be; not for people.
 *
 * <p>A woven method or field write has one {@code invokedynamic} whose call site is idle, a constant that the JIT folds
 * away, until somebody listens. The call site then hands out a token, and the plain static methods of
 * {@link dev.observatory.weave.Weave} take it to the event or attribute that it belongs to.
 */
@NullMarked
package dev.observatory.weave;

import org.jspecify.annotations.NullMarked;
