package dev.observatory.bench;

import dev.observatory.bench.results.Results;

/** One part of the benchmarks. */
interface Section {
    /**
     * Measures, and puts in what it finds.
     *
     * @throws Exception if a benchmark failed or found its own result wrong
     */
    void run(Setting setting, Results results) throws Exception;
}
