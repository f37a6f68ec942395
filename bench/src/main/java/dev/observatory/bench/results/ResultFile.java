package dev.observatory.bench.results;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stored results of one JDK on one machine: the last run of each section.
 *
 * @param sections the runs by section name
 */
public record ResultFile(Map<String, SectionRun> sections) {
    private static final Gson JSON = new GsonBuilder()
            .setPrettyPrinting()
            .serializeSpecialFloatingPointValues()
            .create();

    /**
     * One run of a section.
     *
     * @param date the end of the run, as an ISO 8601 instant
     * @param jdk the JDK that ran it
     * @param machine the processors, memory and operating system
     * @param quick whether it was a {@code --quick} run, which only ranks peers
     * @param measures the results
     */
    public record SectionRun(String date, String jdk, String machine, boolean quick, List<Measure> measures) {
        private SectionRun withCurrentNames() {
            List<Measure> current = measures.stream().map(RenamedWork::current).toList();
            return new SectionRun(date, jdk, machine, quick, current);
        }
    }

    /**
     * Returns results in which a run replaces the section's earlier one.
     *
     * @param name the section
     * @param run the new run
     * @return new results
     */
    public ResultFile with(String name, SectionRun run) {
        Map<String, SectionRun> all = new LinkedHashMap<>(sections);
        all.put(name, run);
        return new ResultFile(all);
    }

    /**
     * Returns the measures of all sections.
     *
     * @return a new list
     */
    public List<Measure> measures() {
        List<Measure> all = new ArrayList<>();
        sections.values().forEach(run -> all.addAll(run.measures()));
        return all;
    }

    /**
     * Writes the results as JSON.
     *
     * @param file the file to create or replace
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, JSON.toJson(this) + "\n");
    }

    /**
     * Reads a results file. Workloads that were renamed since it was written get their current names.
     *
     * @param file a file written by {@link #write}
     * @return its contents
     * @throws IOException if the file cannot be read or is not a results file
     */
    public static ResultFile read(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            @Nullable ResultFile read = JSON.fromJson(reader, ResultFile.class);
            if (read == null || read.sections() == null) {
                throw new IOException("[" + file + "] has no results; name a file written by scripts/bench");
            }
            Map<String, SectionRun> current = new LinkedHashMap<>();
            read.sections().forEach((name, run) -> current.put(name, run.withCurrentNames()));
            return new ResultFile(current);
        } catch (NoSuchFileException missing) {
            throw new IOException("File [" + file + "] does not exist; name a file written by scripts/bench", missing);
        } catch (JsonParseException notJson) {
            throw new IOException(
                    "[" + file + "] is not a results file; name a file written by scripts/bench", notJson);
        }
    }
}
