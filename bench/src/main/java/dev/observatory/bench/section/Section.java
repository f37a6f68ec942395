package dev.observatory.bench.section;

import dev.observatory.bench.results.Results;
import dev.observatory.bench.run.RunSettings;
import org.jspecify.annotations.Nullable;

/** A section of the benchmarks, selectable by name on the command line. */
public interface Section {
    /**
     * Measures and adds the measures to the results.
     *
     * @throws Exception if a benchmark fails or produces a wrong result
     */
    void run(RunSettings setting, Results results) throws Exception;

    /**
     * Returns what this machine lacks to run the section.
     *
     * @return the missing prerequisite and the next step; null if the section can run
     */
    default @Nullable String missing() {
        return null;
    }

    /**
     * Returns what this machine or JDK lacks to run all of the section; the affected part is skipped.
     *
     * @return the missing prerequisite and the next step; null if the section can run
     */
    default @Nullable String incomplete() {
        return null;
    }
}
