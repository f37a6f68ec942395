package dev.observatory.bench.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder, deleted with its content on close. */
public record ScratchFolder(Path folder) implements AutoCloseable {
    /** Creates the folder. */
    public static ScratchFolder make() throws IOException {
        return new ScratchFolder(Files.createTempDirectory("bench"));
    }

    /** Returns a class path that contains only the given class. */
    public String holding(Class<?> type) throws IOException {
        Path classPath = folder.resolve(type.getSimpleName());
        Path file = classPath.resolve(type.getName().replace('.', '/') + ".class");
        try (InputStream code = type.getResourceAsStream(type.getSimpleName() + ".class")) {
            if (code == null) {
                throw new IOException("class file of [" + type.getName() + "] not found");
            }
            Files.createDirectories(file.getParent());
            Files.write(file, code.readAllBytes());
        }
        return classPath.toString();
    }

    @Override
    public void close() throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
