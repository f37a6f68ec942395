/** State machines: ours, and what others offer for the same ring of three states. */
@NullMarked
package dev.observatory.bench.machine;

import org.jspecify.annotations.NullMarked;
