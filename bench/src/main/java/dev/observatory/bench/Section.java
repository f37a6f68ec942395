package dev.observatory.bench;

import dev.observatory.bench.results.Results;
import org.jspecify.annotations.Nullable;

/** One part of the benchmarks. */
interface Section {
    /**
     * Measures, and puts in what it finds.
     *
     * @throws Exception if a benchmark failed or found its own result wrong
     */
    void run(Setting setting, Results results) throws Exception;

    /**
     * What this machine lacks for the section, which can then not run.
     *
     * @return what, and what to do about it; null if nothing
     */
    default @Nullable String missing() {
        return null;
    }

    /**
     * What this machine or JDK lacks for a part of the section, which is then left out.
     *
     * @return what, and what to do about it; null if nothing
     */
    default @Nullable String incomplete() {
        return null;
    }
}
