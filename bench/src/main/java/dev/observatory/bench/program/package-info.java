/**
 * Programs that package {@code run} starts as separate processes to measure them. They depend on no other package of the
 * benchmarks, and most of them do not use the library.
 */
package dev.observatory.bench.program;
