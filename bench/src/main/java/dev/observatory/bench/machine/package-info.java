/**
 * Benchmarks of state machines: Observatory's and those of other libraries, on the same ring of three states and a pair of
 * guarded states. {@code MachineSection} runs them.
 */
@NullMarked
package dev.observatory.bench.machine;

import org.jspecify.annotations.NullMarked;
