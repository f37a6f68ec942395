package dev.observatory.bench.foreign;

import dev.observatory.attribute.Assignment;
import dev.observatory.attribute.Attributes;
import dev.observatory.event.EventData;
import dev.observatory.event.EventStatus;
import dev.observatory.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Observes all events and assignments of a program, and reads their values. Writes what was observed when the JVM exits, in the form
 * of {@link ProgramObservation}.
 */
final class ValueReader {
    /** The system property with the path of the file for what was observed. */
    static final String OBSERVED = "observatory.foreign.observed";

    private static final int CALLS_PER_NAMED_READ = 1024;
    private static final LongAdder VALUES = new LongAdder();
    private static final LongAdder ASSIGNED = new LongAdder();

    static {
        Attributes.any().connect(ValueReader::assigned);
        Runtime.getRuntime().addShutdownHook(new Thread(ValueReader::write));
    }

    private ValueReader() {}

    @Observes(status = EventStatus.ABOUT_TO_RUN)
    static void begun(EventData data) {
        read(data);
    }

    @Observes(status = EventStatus.EXITED)
    static void exited(EventData data) {
        read(data);
    }

    private static void read(EventData data) {
        int values = count(data.target()) + count(data.result()) + count(data.exception());
        for (Object argument : data.args()) {
            values += count(argument);
        }
        // Names are resolved by reflection, which would take most of the time if done for each call.
        if (data.callId() % CALLS_PER_NAMED_READ == 0) {
            values += data.arguments().size();
        }
        VALUES.add(values);
    }

    private static void assigned(Assignment<?> assignment) {
        VALUES.add(count(assignment.oldValue()) + count(assignment.newValue()));
        ASSIGNED.increment();
    }

    private static int count(@Nullable Object value) {
        return value == null ? 0 : 1;
    }

    private static void write() {
        try {
            List<String> lines = new ArrayList<>();
            lines.add(VALUES.toString());
            lines.add(ASSIGNED.toString());
            lines.addAll(EventCounter.counts());
            Files.write(Path.of(System.getProperty(OBSERVED)), lines);
        } catch (IOException | ReflectiveOperationException failure) {
            throw new IllegalStateException("What was observed could not be written", failure);
        }
    }
}
