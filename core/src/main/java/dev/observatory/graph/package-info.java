/**
 * Values and what is computed from them, when somebody asks.
 *
 * <p>A {@link dev.observatory.graph.Value} is set by code, a {@link dev.observatory.graph.HookValue} by a hook, a
 * {@link dev.observatory.graph.Derived} computes its value from others and keeps it until one of them has really changed. An
 * {@link dev.observatory.graph.Effect} does something whenever what it read has changed, and
 * {@link dev.observatory.graph.Node#updated()} tells old and new value through a hook of {@code dev.observatory.hook}, the
 * only other package of the library that is known here. Writes push marks down to those who observe; values are pulled up by
 * those who read, and nothing is computed twice for one change, or for nobody.
 */
@NullMarked
package dev.observatory.graph;

import org.jspecify.annotations.NullMarked;
