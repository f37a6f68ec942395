/**
 * Loops through items, and the reports of their progress.
 *
 * <p>Not exported. {@code dev.observatory.event} wraps the items of a program in a
 * {@link dev.observatory.event.loop.TrackedIterable} or a tracked stream. Both count what they return in a
 * {@link dev.observatory.event.loop.Loop}, which hands a {@link dev.observatory.event.loop.LoopReport} per finished item to its
 * {@link dev.observatory.event.loop.LoopOwner}: a call, or a tracker. Depends on the JDK alone.
 */
@NullMarked
package dev.observatory.event.loop;

import org.jspecify.annotations.NullMarked;
