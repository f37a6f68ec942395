/** Benchmarks: each checks its own result, and is only ever compared with another of the same run. */
package dev.observatory.bench;
