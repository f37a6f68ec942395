package dev.observatory.bench.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The results folder: one file per JDK, separate files for quick runs, and a picture per section. Two documents show the
 * results of full runs.
 *
 * @param folder {@code bench/results}, two levels below the project's root
 */
public record ResultFiles(Path folder) {

    /** Returns the results file of a JDK's feature release. */
    public Path file(int feature, boolean isQuick) {
        return folder.resolve("jdk" + feature + (isQuick ? "-quick" : "") + ".json");
    }

    /** Replaces the stored run of a section and its picture. */
    public void keep(Path file, String section, ResultFile.SectionRun run) throws IOException {
        ResultFile kept = Files.exists(file) ? ResultFile.read(file) : new ResultFile(Map.of());
        kept.with(section, run).write(file);
        draw(nameOf(file), section, run);
    }

    /** Writes the results of full runs into the documents and redraws all pictures. Returns the documents. */
    public List<Path> report() throws IOException {
        Map<String, ResultFile> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.sorted().toList()) {
                if (file.getFileName().toString().matches("jdk\\d+\\.json")) {
                    files.put(nameOf(file), ResultFile.read(file));
                }
            }
        }
        for (Map.Entry<String, ResultFile> file : files.entrySet()) {
            for (Map.Entry<String, ResultFile.SectionRun> section :
                    file.getValue().sections().entrySet()) {
                draw(file.getKey(), section.getKey(), section.getValue());
            }
        }
        Path root = folder.resolve("../..").toAbsolutePath().normalize();
        Path performance = root.resolve("docs/performance.md");
        Path readme = root.resolve("README.md");
        fill(performance, new Report(files, "../bench/results/"));
        fill(readme, new Report(files, "bench/results/"));
        return List.of(performance, readme);
    }

    private static void fill(Path document, Report report) throws IOException {
        Files.writeString(document, report.fill(Files.readString(document)));
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString().replace(".json", "");
    }

    private void draw(String name, String section, ResultFile.SectionRun run) throws IOException {
        String note = "JDK " + run.jdk() + ", " + run.machine() + ", "
                + run.date().substring(0, 10) + (run.quick() ? ", a quick run" : "");
        String picture = Picture.of(section, note, run.measures());
        if (!picture.isEmpty()) {
            Files.writeString(folder.resolve(name + "-" + section + ".svg"), picture);
        }
    }
}
