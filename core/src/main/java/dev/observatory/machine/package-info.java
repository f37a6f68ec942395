/**
 * State machines: as easy to declare as a class with fields, as sound as a statechart.
 *
 * <p>{@link dev.observatory.machine.Machine} is a class whose fields are states and triggers, each with hooks of its own;
 * {@link dev.observatory.machine.Machine#define} is for many small machines that share one definition. Both know guards,
 * payloads, states inside states, histories, regions, final states, timed transitions and deferred triggers. A definition is
 * checked before its first use, compiled into tables, and can be explained, drawn, tested and its machines stored.
 *
 * <p>Transitions are told through hooks of {@code dev.observatory.hook}, the only other package of the library that is known
 * here. Machines work without the agent and start no thread.
 */
@NullMarked
package dev.observatory.machine;

import org.jspecify.annotations.NullMarked;
