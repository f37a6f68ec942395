/**
 * The entry point of the benchmarks: parses the command line, runs sections, stores and compares their results. Every benchmark
 * verifies its own result, and figures are compared only within one run. Depends on packages {@code section}, {@code run} and
 * {@code results}; no other package depends on this one.
 */
package dev.observatory.bench;
