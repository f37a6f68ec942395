/**
 * Values, and values that are computed from them on demand.
 *
 * <p>A {@link dev.observatory.graph.Value} is set by code, a {@link dev.observatory.graph.HookValue} by a hook, and a
 * {@link dev.observatory.graph.Derived} computes its value from others and caches it until one of them has really
 * changed. An {@link dev.observatory.graph.Effect} runs code whenever something that it read has changed, and
 * {@link dev.observatory.graph.Node#updated()} emits the old and the new value through a hook of
 * {@code dev.observatory.hook}, the only other package of the library that this one uses. A write marks the observed
 * nodes that depend on it as stale, and a read computes stale nodes; nothing is computed twice for one change, or
 * without a reader.
 */
@NullMarked
package dev.observatory.graph;

import org.jspecify.annotations.NullMarked;
