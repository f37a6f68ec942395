/**
 * Progress in user interfaces made with Swing.
 *
 * <p>{@link dev.observatory.progress.swing.SwingProgress} is the source of a {@link javax.swing.BoundedRangeModel}. This is the only
 * package that requires the module {@code java.desktop}, which programs that do not use it need not have. It depends on {@code event}
 * and {@code hook}.
 */
@NullMarked
package dev.observatory.progress.swing;

import org.jspecify.annotations.NullMarked;
