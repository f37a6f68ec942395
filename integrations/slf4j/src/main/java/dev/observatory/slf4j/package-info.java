/** Observed calls in logs that are written through SLF4J: as the context of other lines, and as lines of their own. */
@NullMarked
package dev.observatory.slf4j;

import org.jspecify.annotations.NullMarked;
