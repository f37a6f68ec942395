/**
 * Methods as observable events.
 *
 * <p>Tag a method {@link dev.observatory.event.Event @Event}, start the JVM with the Observatory agent, and connect observers
 * through {@link dev.observatory.event.Events}. A woven call begins an {@link dev.observatory.event.EventCall} at its
 * {@link dev.observatory.event.EventPoint}, which emits {@link dev.observatory.event.EventData} through its hooks: about_to_run,
 * progress, completed or crashed, exited. This package depends on {@code hook}; woven code reaches it through {@code weave}.
 */
@NullMarked
package dev.observatory.event;

import org.jspecify.annotations.NullMarked;
