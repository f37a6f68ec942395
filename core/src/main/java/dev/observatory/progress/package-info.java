/**
 * Ready displays of progress.
 *
 * <p>{@link dev.observatory.progress.ProgressBars} show the {@link dev.observatory.event.ProgressData} of events and trackers as
 * text, on a terminal or as plain lines. This package depends on {@code event} and {@code hook}; nothing in the library depends on
 * it, and programs that do not use it do not load it.
 */
@NullMarked
package dev.observatory.progress;

import org.jspecify.annotations.NullMarked;
