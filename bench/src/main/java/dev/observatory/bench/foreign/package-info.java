/**
 * Test suites of other libraries, run without the agent and with every method of the library woven and observed: what the
 * tests find must be the same. {@code ForeignSuite} starts the JVMs and compares; the others run within these.
 */
@NullMarked
package dev.observatory.bench.foreign;

import org.jspecify.annotations.NullMarked;
