/**
 * Runs JMH benchmarks and whole processes in alternating rounds, so that their figures compare on a noisy machine, and converts
 * them to measures. Sections call this package; it starts the programs of package {@code program}.
 */
package dev.observatory.bench.run;
