/** The parts of the benchmarks, each a question with its own measurement. */
package dev.observatory.bench.section;
