/**
 * Event hooks: a hook emits values, and calls the observers that are connected to it.
 *
 * <p>The lowest public package. Every other package emits through an {@link dev.observatory.hook.EventHook}; this one does not
 * depend on events, fields or agents and imports only the JDK and {@code dev.observatory.runtime}. In the flow from an
 * {@code @Event} method to an observer, it is the last step: {@code EventData → EventHook → observer}.
 */
@NullMarked
package dev.observatory.hook;

import org.jspecify.annotations.NullMarked;
