/**
 * The sections of the benchmarks, one per question: each runs its workloads in JMH forks or whole processes (package
 * {@code run}) and adds measures to the results. {@code Bench} runs the sections by name.
 */
package dev.observatory.bench.section;
