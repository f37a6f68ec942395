package dev.observatory.bench;

import dev.observatory.bench.run.RunSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of {@link Bench}.
 *
 * @param setting how to measure
 * @param folder where results are kept
 * @param compared an earlier run to compare with; null for none
 * @param isReport whether nothing is to be measured, but what is kept to be written into the documents
 * @param isNamed whether sections were named
 * @param sections the names of those to run, in order
 */
record BenchArguments(
        RunSettings setting,
        Path folder,
        @Nullable Path compared,
        boolean isReport,
        boolean isNamed,
        List<String> sections) {

    /**
     * Reads the command line.
     *
     * @param args the path of the agent jar, the folder of the results, then options and sections
     * @param known the sections that there are, in the usual order
     * @throws IllegalArgumentException if something is not understood; the message says what there is
     */
    static BenchArguments of(String[] args, Collection<String> known) {
        boolean isQuick = false;
        boolean isReport = false;
        Path compared = null;
        List<String> sections = new ArrayList<>();
        for (int i = 2; i < args.length; i++) {
            switch (args[i]) {
                case "--quick" -> isQuick = true;
                case "--report" -> isReport = true;
                case "--compare" -> {
                    if (++i == args.length) {
                        throw new IllegalArgumentException("[--compare] needs a file of results, as in bench/results");
                    }
                    compared = Path.of(args[i]);
                }
                default -> {
                    if (!known.contains(args[i])) {
                        throw new IllegalArgumentException("Unknown section [" + args[i] + "]; there are " + known
                                + ", and the options [--quick], [--compare FILE] and [--report]");
                    }
                    sections.add(args[i]);
                }
            }
        }
        return new BenchArguments(
                new RunSettings(args[0], isQuick),
                Path.of(args[1]),
                compared,
                isReport,
                !sections.isEmpty(),
                sections.isEmpty() ? List.copyOf(known) : List.copyOf(sections));
    }
}
