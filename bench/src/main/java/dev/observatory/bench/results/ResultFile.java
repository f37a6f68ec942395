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
 * Results as they are kept: of one JDK on one machine, by sections, each from the last run that had it.
 *
 * @param sections by their names
 */
public record ResultFile(Map<String, SectionRun> sections) {
    private static final Gson JSON = new GsonBuilder()
            .setPrettyPrinting()
            .serializeSpecialFloatingPointValues()
            .create();

    /**
     * One run of a section.
     *
     * @param date when it ended, as an ISO 8601 instant
     * @param jdk the JDK that ran it
     * @param machine processors, memory and system
     * @param quick whether it was a short run, good enough to order peers
     * @param measures what was found
     */
    public record SectionRun(String date, String jdk, String machine, boolean quick, List<Measure> measures) {}

    /**
     * Results with one section's run in the place of an earlier one.
     *
     * @param name the section
     * @param run what was found now
     * @return new results
     */
    public ResultFile with(String name, SectionRun run) {
        Map<String, SectionRun> all = new LinkedHashMap<>(sections);
        all.put(name, run);
        return new ResultFile(all);
    }

    /**
     * The measures of all sections.
     *
     * @return a new list
     */
    public List<Measure> measures() {
        List<Measure> all = new ArrayList<>();
        sections.values().forEach(run -> all.addAll(run.measures()));
        return all;
    }

    /**
     * Writes this.
     *
     * @param file written anew
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
     * Reads what was written.
     *
     * @param file a file of results
     * @return its contents
     * @throws IOException if it cannot be read, or is none
     */
    public static ResultFile read(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            @Nullable ResultFile read = JSON.fromJson(reader, ResultFile.class);
            if (read == null || read.sections() == null) {
                throw new IOException("[" + file + "] has no results; name a file that scripts/bench has written");
            }
            return read;
        } catch (NoSuchFileException missing) {
            throw new IOException("There is no file [" + file + "]; name one that scripts/bench has written", missing);
        } catch (JsonParseException notJson) {
            throw new IOException(
                    "[" + file + "] is no file of results; name one that scripts/bench has written", notJson);
        }
    }
}
