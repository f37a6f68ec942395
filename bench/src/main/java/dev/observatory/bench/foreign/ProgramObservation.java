package dev.observatory.bench.foreign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@link ValueReader} has written at the exit of a program.
 *
 * @param values how many values other than null were read: targets, arguments, results, exceptions, values of fields
 * @param assigned the number of assignments
 * @param events the events, and the agent's status
 */
record ProgramObservation(long values, long assigned, Observation events) {

    static ProgramObservation read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return new ProgramObservation(
                Long.parseLong(lines.get(0)),
                Long.parseLong(lines.get(1)),
                Observation.of(lines.subList(2, lines.size())));
    }
}
