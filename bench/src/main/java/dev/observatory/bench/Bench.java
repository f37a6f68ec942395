package dev.observatory.bench;

import dev.observatory.bench.results.Measure;
import dev.observatory.bench.results.Picture;
import dev.observatory.bench.results.Regressions;
import dev.observatory.bench.results.ResultFile;
import dev.observatory.bench.results.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The command behind {@code scripts/bench}: runs sections, prints what they found, and keeps it. */
public final class Bench {
    private static final Map<String, Section> SECTIONS = new LinkedHashMap<>();

    static {
        SECTIONS.put("woven", new WovenSection());
        SECTIONS.put("observed", new ObservedSection());
        SECTIONS.put("peers", new PeersSection());
        SECTIONS.put("sites", new SitesSection());
        SECTIONS.put("link", new LinkSection());
        SECTIONS.put("start", new StartSection());
        SECTIONS.put("hooks", new HooksSection());
        SECTIONS.put("collections", new CollectionsSection());
        SECTIONS.put("broker", new BrokerSection());
        SECTIONS.put("machine", new MachineSection());
        SECTIONS.put("spring", new SpringSection());
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
        Setting setting = asked.setting();
        System.out.println("JDK " + Runtime.version() + ", " + machine() + ". Only ratios of one run mean anything.");
        String name = "jdk" + Runtime.version().feature() + (setting.isQuick() ? "-quick" : "");
        Path file = asked.folder().resolve(name + ".json");
        ResultFile kept = Files.exists(file) ? ResultFile.read(file) : new ResultFile(Map.of());
        Results all = new Results();
        for (String section : asked.sections()) {
            Results found = new Results();
            SECTIONS.get(section).run(setting, found);
            found.measures().forEach(all::add);
            kept = kept.with(section, run(setting, found.measures()));
            kept.write(file); // At once: what comes next may fail.
            draw(asked.folder().resolve(name + "-" + section + ".svg"), section, found.measures());
            System.out.println();
            System.out.print(found.table());
        }
        System.out.println();
        System.out.print(all.summary());
        System.out.println("kept in " + file);
        if (asked.compared() != null) {
            System.exit(compare(before, all.measures()));
        }
    }

    private static int compare(ResultFile before, List<Measure> now) {
        List<String> worse = Regressions.between(before.measures(), now);
        worse.forEach(line -> System.out.println("WORSE " + line));
        System.out.println(worse.size() + " measures are worse by more than their spread");
        return worse.isEmpty() ? 0 : 1;
    }

    private static ResultFile.SectionRun run(Setting setting, List<Measure> measures) {
        return new ResultFile.SectionRun(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                Runtime.version().toString(),
                machine(),
                setting.isQuick(),
                measures);
    }

    private static void draw(Path file, String section, List<Measure> measures) throws IOException {
        String note = "JDK " + Runtime.version().feature() + ", " + machine() + ", "
                + Instant.now().toString().substring(0, 10);
        String picture = Picture.of(section, note, measures);
        if (!picture.isEmpty()) {
            Files.writeString(file, picture);
        }
    }

    private static String machine() {
        return Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch");
    }
}
