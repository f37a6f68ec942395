package dev.observatory.bench;

/** One part of the benchmarks. */
interface Section {
    /**
     * Measures and prints a table.
     *
     * @throws Exception if a benchmark failed or found its own result wrong
     */
    void run(String agentJar) throws Exception;
}
