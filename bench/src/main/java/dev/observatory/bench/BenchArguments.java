package dev.observatory.bench;

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
 * @param sections the names of those to run, in order
 */
record BenchArguments(
        Setting setting, Path folder, @Nullable Path compared, List<String> sections) {
    /** Takes longer than all others together. */
    private static final String SLOWEST = "spring";

    /**
     * Reads the command line.
     *
     * @param args the path of the agent jar, the folder of the results, then options and sections
     * @param known the sections that there are, in the usual order
     * @throws IllegalArgumentException if something is not understood; the message says what there is
     */
    static BenchArguments of(String[] args, Collection<String> known) {
        boolean isQuick = false;
        Path compared = null;
        List<String> sections = new ArrayList<>();
        for (int i = 2; i < args.length; i++) {
            switch (args[i]) {
                case "--quick" -> isQuick = true;
                case "--compare" -> {
                    if (++i == args.length) {
                        throw new IllegalArgumentException("[--compare] needs a file of results, as in bench/results");
                    }
                    compared = Path.of(args[i]);
                }
                default -> {
                    if (!known.contains(args[i])) {
                        throw new IllegalArgumentException("Unknown section [" + args[i] + "]; there are " + known
                                + ", and the options [--quick] and [--compare FILE]");
                    }
                    sections.add(args[i]);
                }
            }
        }
        return new BenchArguments(
                new Setting(args[0], isQuick),
                Path.of(args[1]),
                compared,
                sections.isEmpty() ? usual(known, isQuick) : List.copyOf(sections));
    }

    private static List<String> usual(Collection<String> known, boolean isQuick) {
        return known.stream()
                .filter(section -> !isQuick || !section.equals(SLOWEST))
                .toList();
    }
}
