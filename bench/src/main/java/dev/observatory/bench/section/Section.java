package dev.observatory.bench.section;

import dev.observatory.bench.results.Results;
import dev.observatory.bench.run.RunSettings;
import org.jspecify.annotations.Nullable;

/** One part of the benchmarks. */
public interface Section {
    /**
     * Measures, and puts in what it finds.
     *
     * @throws Exception if a benchmark failed or found its own result wrong
     */
    void run(RunSettings setting, Results results) throws Exception;

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
