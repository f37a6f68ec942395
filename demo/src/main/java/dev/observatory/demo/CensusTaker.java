package dev.observatory.demo;

import dev.observatory.event.Event;
import dev.observatory.event.Events;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Takes the census: scans jar by jar and merges the results. A jar that cannot be read does not affect the others. */
final class CensusTaker {
    private final JarScanner scanner = new JarScanner(new ClassParser());

    @Event(description = "Takes the census of many jars")
    Census take(List<Path> jars) {
        Census census = new Census();
        for (Path jar : Events.track(jars)) {
            try {
                census.merge(scanner.scan(jar));
            } catch (IOException unreadable) {
                census.pass(UnreadableJar.of(jar, unreadable));
            }
        }
        return census;
    }
}
