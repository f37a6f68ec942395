/**
 * jcstress tests, run by {@code scripts/prove stress}: the outcomes that concurrent use of hooks, machines, graphs, identity
 * maps and queues may have under the Java memory model. The tests of the agent's own queue are among the agent's tests.
 *
 * <p>Each class states one guarantee; outcomes that violate it are forbidden. Each test has two actors, since the harness
 * skips tests with more actors than processors.
 */
@NullMarked
package dev.observatory.bench.stress;

import org.jspecify.annotations.NullMarked;
