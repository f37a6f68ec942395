/**
 * What the memory model may show of hooks, machines, graphs, registries and queues when threads meet: jcstress tests, run by
 * {@code scripts/prove stress}. The tests of the agent's own queue are among its tests.
 *
 * <p>Each class states one promise; the outcomes that would break it are the forbidden ones. Two actors each: the harness leaves out
 * tests that have more than there are processors.
 */
@NullMarked
package dev.observatory.bench.stress;

import org.jspecify.annotations.NullMarked;
