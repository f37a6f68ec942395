package dev.observatory.bench.run;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Finds programs on this machine that some benchmarks require. */
public final class InstalledTools {
    private InstalledTools() {}

    /** Returns whether the program is on the {@code PATH}. */
    public static boolean has(String name) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }
}
