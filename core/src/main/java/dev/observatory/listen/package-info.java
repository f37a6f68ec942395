/**
 * Listeners of whole calls: one {@link dev.observatory.listen.CallListener} follows a call from its beginning over the return of the method
 * to its end, with state of its own for each call, as timers and spans need it.
 *
 * <p>Built on {@code dev.observatory.event}, whose hooks emit the same calls as single emissions.
 */
@NullMarked
package dev.observatory.listen;

import org.jspecify.annotations.NullMarked;
