package dev.observatory.bench;

import dev.observatory.bench.results.Measure;
import dev.observatory.bench.results.Regressions;
import dev.observatory.bench.results.ResultFile;
import dev.observatory.bench.results.ResultFiles;
import dev.observatory.bench.results.Results;
import dev.observatory.bench.run.MachineDescription;
import dev.observatory.bench.run.RunSettings;
import dev.observatory.bench.section.AttachSection;
import dev.observatory.bench.section.BrokerSection;
import dev.observatory.bench.section.CollectionsSection;
import dev.observatory.bench.section.GraphSection;
import dev.observatory.bench.section.HooksSection;
import dev.observatory.bench.section.LinkSection;
import dev.observatory.bench.section.LoadingSection;
import dev.observatory.bench.section.MachineSection;
import dev.observatory.bench.section.ObservedSection;
import dev.observatory.bench.section.PeersSection;
import dev.observatory.bench.section.ProgramsSection;
import dev.observatory.bench.section.RecordingSection;
import dev.observatory.bench.section.Section;
import dev.observatory.bench.section.SitesSection;
import dev.observatory.bench.section.SpringSection;
import dev.observatory.bench.section.StartSection;
import dev.observatory.bench.section.WovenSection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The command behind {@code scripts/bench}: runs sections, prints their results and stores them. */
public final class Bench {
    private static final Map<String, Section> SECTIONS = new LinkedHashMap<>();

    static {
        SECTIONS.put("woven", new WovenSection());
        SECTIONS.put("observed", new ObservedSection());
        SECTIONS.put("recording", new RecordingSection());
        SECTIONS.put("peers", new PeersSection());
        SECTIONS.put("sites", new SitesSection());
        SECTIONS.put("link", new LinkSection());
        SECTIONS.put("loading", new LoadingSection());
        SECTIONS.put("start", new StartSection());
        SECTIONS.put("spring", new SpringSection());
        SECTIONS.put("programs", new ProgramsSection());
        SECTIONS.put("attach", new AttachSection());
        SECTIONS.put("hooks", new HooksSection());
        SECTIONS.put("broker", new BrokerSection());
        SECTIONS.put("collections", new CollectionsSection());
        SECTIONS.put("machine", new MachineSection());
        SECTIONS.put("graph", new GraphSection());
    }

    private Bench() {}

    /**
     * Runs sections.
     *
     * @param args the path of the agent jar, the results folder, then options and section names; no names selects all
     * @throws Exception if a benchmark fails or produces a wrong result
     */
    public static void main(String[] args) throws Exception {
        BenchArguments arguments;
        ResultFile before;
        try {
            arguments = BenchArguments.of(args, SECTIONS.keySet());
            before = arguments.compared() == null ? new ResultFile(Map.of()) : ResultFile.read(arguments.compared());
        } catch (IllegalArgumentException | IOException e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(2);
            return;
        }
        ResultFiles files = new ResultFiles(arguments.folder());
        if (arguments.isReport()) {
            files.report().forEach(document -> System.out.println("written: " + document));
            return;
        }
        System.out.println("JDK " + Runtime.version() + ", " + MachineDescription.describe()
                + ". Compare only ratios within one run.");
        List<String> sections = runnable(arguments);
        if (sections.isEmpty()) {
            System.exit(2);
        }
        Results all = run(arguments.setting(), sections, files);
        if (arguments.compared() != null) {
            System.exit(compare(before, all.measures()));
        }
    }

    /** Reports what this machine lacks. Returns no sections if one of those named cannot run. */
    private static List<String> runnable(BenchArguments arguments) {
        List<String> runnable = new ArrayList<>();
        for (String name : arguments.sections()) {
            Section section = Objects.requireNonNull(SECTIONS.get(name));
            String missing = section.missing();
            String incomplete = section.incomplete();
            if (missing == null) {
                runnable.add(name);
            } else {
                System.out.println("section " + name + " is skipped: " + missing);
            }
            if (missing == null && incomplete != null) {
                System.out.println("section " + name + ": " + incomplete);
            }
        }
        return arguments.isNamed() && runnable.size() < arguments.sections().size() ? List.of() : runnable;
    }

    private static Results run(RunSettings setting, List<String> sections, ResultFiles files) throws Exception {
        Results all = new Results();
        Path file = files.file(Runtime.version().feature(), setting.isQuick());
        long start = System.nanoTime();
        for (String section : sections) {
            long sectionStart = System.nanoTime();
            Results sectionResults = new Results();
            Objects.requireNonNull(SECTIONS.get(section)).run(setting, sectionResults);
            sectionResults.measures().forEach(all::add);
            files.keep(file, section, run(setting, sectionResults.measures())); // At once: a later section may fail.
            System.out.println();
            System.out.print(sectionResults.table());
            System.out.println("section " + section + " took " + secondsSince(sectionStart) + " s");
        }
        System.out.println();
        System.out.print(all.summary());
        System.out.println("total: " + secondsSince(start) + " s; results in " + file);
        return all;
    }

    private static long secondsSince(long start) {
        return Math.round((System.nanoTime() - start) / 1e9);
    }

    private static int compare(ResultFile before, List<Measure> now) {
        List<String> regressions = Regressions.between(before.measures(), now);
        regressions.forEach(line -> System.out.println("WORSE " + line));
        System.out.println("Measures that regressed by more than their spread: " + regressions.size());
        return regressions.isEmpty() ? 0 : 1;
    }

    private static ResultFile.SectionRun run(RunSettings setting, List<Measure> measures) throws IOException {
        return new ResultFile.SectionRun(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                Runtime.version().toString(),
                MachineDescription.describe(),
                setting.isQuick(),
                measures);
    }
}
