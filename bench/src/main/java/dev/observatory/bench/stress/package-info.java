/**
 * What the memory model may show of hooks and queues when threads meet: jcstress tests, run by {@code scripts/prove jcstress}.
 *
 * <p>Each class states one promise; the outcomes that would break it are the forbidden ones.
 */
@NullMarked
package dev.observatory.bench.stress;

import org.jspecify.annotations.NullMarked;
