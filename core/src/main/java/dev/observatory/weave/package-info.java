/**
 * The only entry points for woven bytecode and the agent. Public because they have to be; not for applications.
 *
 * <p>A woven method or field write has one {@code invokedynamic}. Its call site is a constant, which the JIT folds away, until an
 * observer is connected. From then on it returns a token, and the static methods of {@link dev.observatory.weave.Weave} pass that to
 * the event or attribute that it belongs to. This package depends on the feature packages; none of them depends on it.
 */
@NullMarked
package dev.observatory.weave;

import org.jspecify.annotations.NullMarked;
