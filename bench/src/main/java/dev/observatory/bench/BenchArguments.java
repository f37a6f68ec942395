package dev.observatory.bench;

import dev.observatory.bench.run.RunSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parsed command line of {@link Bench}.
 *
 * @param setting the measurement settings
 * @param folder the results folder
 * @param compared the results of an earlier run to compare with; null if none
 * @param isReport whether to write stored results into the documents instead of measuring
 * @param isNamed whether the command line names sections
 * @param sections the names of the sections to run, in order
 */
record BenchArguments(
        RunSettings setting,
        Path folder,
        @Nullable Path compared,
        boolean isReport,
        boolean isNamed,
        List<String> sections) {

    /**
     * Parses the command line.
     *
     * @param args the path of the agent jar, the results folder, then options and section names
     * @param known all section names, in the default order
     * @throws IllegalArgumentException if an argument is unknown; the message lists the valid ones
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
                        throw new IllegalArgumentException(
                                "[--compare] requires a results file; name one from bench/results");
                    }
                    compared = Path.of(args[i]);
                }
                default -> {
                    if (!known.contains(args[i])) {
                        throw new IllegalArgumentException("Unknown section or option [" + args[i] + "]; use sections "
                                + known + " or options [--quick], [--compare FILE], [--report]");
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
