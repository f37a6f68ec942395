package dev.observatory.bench;

import dev.observatory.bench.results.Measure;
import dev.observatory.bench.results.Regressions;
import dev.observatory.bench.results.ResultFile;
import dev.observatory.bench.results.ResultFiles;
import dev.observatory.bench.results.Results;
import dev.observatory.bench.run.RunSettings;
import dev.observatory.bench.run.ThisMachine;
import dev.observatory.bench.section.AttachSection;
import dev.observatory.bench.section.BrokerSection;
import dev.observatory.bench.section.CollectionsSection;
import dev.observatory.bench.section.GraphSection;
import dev.observatory.bench.section.HooksSection;
import dev.observatory.bench.section.LinkSection;
import dev.observatory.bench.section.MachineSection;
import dev.observatory.bench.section.ObservedSection;
import dev.observatory.bench.section.PeersSection;
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

/** The command behind {@code scripts/bench}: runs sections, prints what they found, and keeps it. */
public final class Bench {
    private static final Map<String, Section> SECTIONS = new LinkedHashMap<>();

    static {
        SECTIONS.put("woven", new WovenSection());
        SECTIONS.put("observed", new ObservedSection());
        SECTIONS.put("recording", new RecordingSection());
        SECTIONS.put("peers", new PeersSection());
        SECTIONS.put("sites", new SitesSection());
        SECTIONS.put("link", new LinkSection());
        SECTIONS.put("start", new StartSection());
        SECTIONS.put("spring", new SpringSection());
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
     * @param args the path of the agent jar, the folder for results, then options and names of sections; none for all
     * @throws Exception if a benchmark failed or found its own result wrong
     */
    public static void main(String[] args) throws Exception {
        BenchArguments asked;
        ResultFile before;
        try {
            asked = BenchArguments.of(args, SECTIONS.keySet());
            before = asked.compared() == null ? new ResultFile(Map.of()) : ResultFile.read(asked.compared());
        } catch (IllegalArgumentException | IOException wrong) {
            System.err.println("bench: " + wrong.getMessage());
            System.exit(2);
            return;
        }
        ResultFiles kept = new ResultFiles(asked.folder());
        if (asked.isReport()) {
            kept.report().forEach(document -> System.out.println("written: " + document));
            return;
        }
        System.out.println(
                "JDK " + Runtime.version() + ", " + ThisMachine.describe() + ". Only ratios of one run mean anything.");
        List<String> sections = possible(asked);
        if (sections.isEmpty()) {
            System.exit(2);
        }
        Results all = run(asked.setting(), sections, kept);
        if (asked.compared() != null) {
            System.exit(compare(before, all.measures()));
        }
    }

    /** Says what this machine lacks; what was asked for by name must be possible. */
    private static List<String> possible(BenchArguments asked) {
        List<String> possible = new ArrayList<>();
        for (String name : asked.sections()) {
            Section section = Objects.requireNonNull(SECTIONS.get(name));
            String missing = section.missing();
            String incomplete = section.incomplete();
            if (missing == null) {
                possible.add(name);
            } else {
                System.out.println("section " + name + " is left out: " + missing);
            }
            if (missing == null && incomplete != null) {
                System.out.println("section " + name + ": " + incomplete);
            }
        }
        return asked.isNamed() && possible.size() < asked.sections().size() ? List.of() : possible;
    }

    private static Results run(RunSettings setting, List<String> sections, ResultFiles kept) throws Exception {
        Results all = new Results();
        Path file = kept.file(Runtime.version().feature(), setting.isQuick());
        long start = System.nanoTime();
        for (String section : sections) {
            long sectionStart = System.nanoTime();
            Results found = new Results();
            Objects.requireNonNull(SECTIONS.get(section)).run(setting, found);
            found.measures().forEach(all::add);
            kept.keep(file, section, run(setting, found.measures())); // At once: what comes next may fail.
            System.out.println();
            System.out.print(found.table());
            System.out.println("section " + section + " took " + secondsSince(sectionStart) + " s");
        }
        System.out.println();
        System.out.print(all.summary());
        System.out.println("all took " + secondsSince(start) + " s; kept in " + file);
        return all;
    }

    private static long secondsSince(long start) {
        return Math.round((System.nanoTime() - start) / 1e9);
    }

    private static int compare(ResultFile before, List<Measure> now) {
        List<String> worse = Regressions.between(before.measures(), now);
        worse.forEach(line -> System.out.println("WORSE " + line));
        System.out.println(worse.size() + " measures are worse by more than their spread");
        return worse.isEmpty() ? 0 : 1;
    }

    private static ResultFile.SectionRun run(RunSettings setting, List<Measure> measures) throws IOException {
        return new ResultFile.SectionRun(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                Runtime.version().toString(),
                ThisMachine.describe(),
                setting.isQuick(),
                measures);
    }
}
