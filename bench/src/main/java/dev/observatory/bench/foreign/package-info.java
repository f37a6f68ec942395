/**
 * Test suites and programs of other projects, run without the agent and with every method woven and observed: the outcomes must be
 * equal. {@code ForeignSuite}, the command behind {@code scripts/foreign-suite}, and {@code ForeignPrograms}, the one behind
 * {@code scripts/foreign-programs}, start the JVMs and compare; the listener, the counter and the reader of values run in these
 * JVMs.
 */
@NullMarked
package dev.observatory.bench.foreign;

import org.jspecify.annotations.NullMarked;
