/**
 * State machines.
 *
 * <p>{@link dev.observatory.machine.Machine} is a class whose fields are states and triggers, each with its own hooks;
 * {@link dev.observatory.machine.Machine#define} is for many small machines that share one definition. Both support guards,
 * payloads, nested states, histories, regions, final states, timed transitions and deferred triggers. A definition is checked before
 * its first use and compiled into tables ({@code machine.chart}); it can be explained, drawn ({@code machine.diagram}) and tested,
 * and its machines can be stored.
 *
 * <p>Transitions are reported through hooks of {@code dev.observatory.hook}, the only exported package that this one depends on.
 * Machines work without the agent and start no thread.
 */
@NullMarked
package dev.observatory.machine;

import org.jspecify.annotations.NullMarked;
