package dev.observatory.bench.foreign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The events of a suite.
 *
 * @param errors the isolated failures of observers
 * @param agentStatus the agent's status report, with a line for each woven or skipped member
 */
record Observation(
        long begun, long completed, long crashed, long exited, long progressed, long errors, List<String> agentStatus) {

    static Observation read(Path file) throws IOException {
        return of(Files.readAllLines(file));
    }

    /** Returns what {@link EventCounter#counts()} returned, with the agent's status as any number of lines. */
    static Observation of(List<String> lines) {
        long[] counts = lines.stream().limit(6).mapToLong(Long::parseLong).toArray();
        return new Observation(
                counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], lines.subList(6, lines.size()));
    }

    /** Returns the number of woven members. */
    long woven() {
        return agentStatus.stream().filter(line -> line.startsWith("  woven ")).count();
    }

    /** Returns the members that have code but are not woven, with the reasons. */
    List<String> unweavable() {
        return agentStatus.stream()
                .filter(line -> line.startsWith("  skipped "))
                .filter(line -> !line.contains(": it is abstract") && !line.contains(": it is native"))
                .toList();
    }
}
