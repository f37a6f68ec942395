/**
 * Test suites of other libraries, run without the agent and with every method of the library woven and observed: the outcomes
 * must be equal. {@code ForeignSuite}, the command behind {@code scripts/foreign-suite}, starts the JVMs and compares; the
 * listener and the counter run in these JVMs.
 */
@NullMarked
package dev.observatory.bench.foreign;

import org.jspecify.annotations.NullMarked;
