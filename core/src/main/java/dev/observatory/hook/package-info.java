/**
 * One signal and those who listen to it.
 *
 * <p>The lowest layer: an {@link dev.observatory.hook.EventHook} is what every other package emits through. It knows
 * nothing of events, fields or agents and imports only the JDK.
 */
@NullMarked
package dev.observatory.hook;

import org.jspecify.annotations.NullMarked;
