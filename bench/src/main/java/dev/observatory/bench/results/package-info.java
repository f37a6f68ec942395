/**
 * What a run of benchmarks found: measures with their goals, as a table, as JSON, as pictures, and beside an earlier run.
 *
 * <p>Sections put in {@link dev.observatory.bench.results.Measure}s; nothing here measures.
 */
@NullMarked
package dev.observatory.bench.results;

import org.jspecify.annotations.NullMarked;
