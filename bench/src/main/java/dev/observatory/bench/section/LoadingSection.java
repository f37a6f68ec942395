package dev.observatory.bench.section;

import dev.observatory.bench.program.GeneratedClasses;
import dev.observatory.bench.program.LoadClasses;
import dev.observatory.bench.results.Goal;
import dev.observatory.bench.results.Measure;
import dev.observatory.bench.results.Results;
import dev.observatory.bench.run.PairedFigures;
import dev.observatory.bench.run.Processes;
import dev.observatory.bench.run.RunSettings;
import dev.observatory.bench.run.ScratchFolder;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Measures classes that are loaded and called for the first time, with every method selected by a pattern or annotated, and none
 * observed: 20,000 on sixteen threads, and a thousand that are called in rounds while they are loaded one by one.
 */
public final class LoadingSection implements Section {
    private static final int ROUNDS = 5;
    private static final int MANY = 20_000;
    private static final int FEW = 1_000;
    private static final int THREADS = 16;

    @Override
    public void run(RunSettings setting, Results results) throws Exception {
        try (ScratchFolder scratch = ScratchFolder.make()) {
            Path plain = scratch.folder().resolve("plain");
            Path tagged = scratch.folder().resolve("tagged");
            GeneratedClasses.write(plain, "gen", MANY);
            GeneratedClasses.writeTagged(tagged, "gen", MANY);
            String own = Path.of(LoadClasses.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
            List<String> pattern = List.of(setting.agent() + "=max=1000000;include=gen.**");
            List<String> annotated = List.of(setting.agent());
            String plainPath = own + File.pathSeparator + plain;
            String taggedPath = own + File.pathSeparator + tagged;
            once(setting, results, "selected by a pattern", plainPath, pattern, plainPath);
            once(setting, results, "annotated", taggedPath, annotated, plainPath);
            rounds(setting, results, "selected by a pattern", plainPath, pattern, plainPath);
            rounds(setting, results, "annotated", taggedPath, annotated, plainPath);
        }
    }

    private static void once(
            RunSettings setting, Results results, String how, String path, List<String> agent, String plainPath)
            throws Exception {
        int rounds = setting.rounds(ROUNDS);
        double[][] plain = new double[2][rounds];
        double[][] ours = new double[2][rounds];
        for (int round = 0; round < rounds; round++) {
            read(plain, round, figures(List.of(), plainPath, "once", MANY));
            read(ours, round, figures(agent, path, "once", MANY));
        }
        String work = "20,000 classes on 16 threads, " + how;
        results.add(measure(work + ", time", "ms", ours[0], plain[0], Goal.ratioAtMost(1.2)));
        results.add(measure(work + ", live heap", "bytes", ours[1], plain[1], Goal.ratioAtMost(1.2)));
    }

    private static void read(double[][] into, int round, String[] figures) {
        into[0][round] = Double.parseDouble(figures[0]);
        into[1][round] = Double.parseDouble(figures[1]);
    }

    private static void rounds(
            RunSettings setting, Results results, String how, String path, List<String> agent, String plainPath)
            throws Exception {
        int rounds = setting.rounds(ROUNDS);
        double[] plain = new double[rounds];
        double[] ours = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            plain[round] = nanosOfCall(figures(List.of(), plainPath, "rounds", FEW));
            ours[round] = nanosOfCall(figures(agent, path, "rounds", FEW));
        }
        results.add(
                measure("1,000 methods called from cold for 5 s, " + how, "ns", ours, plain, Goal.ratioAtMost(1.03)));
    }

    private static double nanosOfCall(String[] figures) {
        return 5e9 / Double.parseDouble(figures[0]);
    }

    private static String[] figures(List<String> options, String path, String mode, int count) throws Exception {
        List<String> arguments = List.of(mode, "gen", Integer.toString(count), Integer.toString(THREADS));
        return Processes.java(options, path, LoadClasses.class.getName(), arguments)
                .printed()
                .split(" ", -1);
    }

    private static Measure measure(String work, String unit, double[] ours, double[] plain, @Nullable Goal goal) {
        return new PairedFigures(plain, ours).measure("loading", work, unit, "plain", goal);
    }
}
