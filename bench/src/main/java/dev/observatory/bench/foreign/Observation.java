package dev.observatory.bench.foreign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What was told while a suite ran.
 *
 * @param errors failures of observers that were kept from the program
 * @param agentStatus what the agent says of the classes, a line for each member that it has woven or skipped
 */
record Observation(
        long begun, long completed, long crashed, long exited, long progressed, long errors, List<String> agentStatus) {

    static Observation read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        long[] counts = lines.stream().limit(6).mapToLong(Long::parseLong).toArray();
        return new Observation(
                counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], lines.subList(6, lines.size()));
    }

    /** How many members are woven. */
    long woven() {
        return agentStatus.stream().filter(line -> line.startsWith("  woven ")).count();
    }

    /** Members that have code and are not woven all the same, with the reasons. */
    List<String> unweavable() {
        return agentStatus.stream()
                .filter(line -> line.startsWith("  skipped "))
                .filter(line -> !line.contains(": it is abstract") && !line.contains(": it is native"))
                .toList();
    }
}
