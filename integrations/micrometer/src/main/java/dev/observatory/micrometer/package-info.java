/** Observed calls as meters and observations of Micrometer. */
@NullMarked
package dev.observatory.micrometer;

import org.jspecify.annotations.NullMarked;
