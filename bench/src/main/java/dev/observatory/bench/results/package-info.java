/**
 * The results of benchmark runs: measures with goals, printed as tables, stored as JSON, drawn as pictures and compared with an
 * earlier run.
 *
 * <p>Sections add {@link dev.observatory.bench.results.Measure}s; this package itself measures nothing. It depends on no other
 * package of the benchmarks.
 */
@NullMarked
package dev.observatory.bench.results;

import org.jspecify.annotations.NullMarked;
