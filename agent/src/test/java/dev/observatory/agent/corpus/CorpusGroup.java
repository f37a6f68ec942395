package dev.observatory.agent.corpus;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Classes that belong together, as on one class path.
 *
 * @param name the name in the table
 * @param files class files by the names of the classes
 * @param duplicates how many class files were ignored because another one has the same name
 */
record CorpusGroup(String name, Map<String, byte[]> files, int duplicates) {

    /** Reads jars, directories of jars and directories of classes. */
    static CorpusGroup ofFiles(String name, List<Path> places) throws IOException {
        Reading reading = new Reading();
        for (Path place : places) {
            reading.read(place);
        }
        return new CorpusGroup(name, reading.files, reading.duplicates);
    }

    /** Reads the modules of this JDK that the boot loader does not define, except packages that only the JVM may define. */
    static CorpusGroup ofJdk() throws IOException {
        Reading reading = new Reading();
        FileSystem image = FileSystems.getFileSystem(URI.create("jrt:/"));
        for (Module module : ModuleLayer.boot().modules()) {
            if (module.getClassLoader() != null && !module.getName().startsWith("dev.observatory")) {
                reading.readFolder(image.getPath("modules", module.getName()));
            }
        }
        return new CorpusGroup("JDK modules", reading.files, reading.duplicates);
    }

    private static final class Reading {
        private static final String SUFFIX = ".class";

        private final Map<String, byte[]> files = new TreeMap<>();
        private int duplicates;

        void read(Path place) throws IOException {
            if (Files.isDirectory(place)) {
                readFolder(place);
                for (Path jar : filesIn(place, ".jar")) {
                    readJar(jar);
                }
            } else {
                readJar(place);
            }
        }

        private void readJar(Path jar) throws IOException {
            try (FileSystem content = FileSystems.newFileSystem(jar)) {
                readFolder(content.getPath("/"));
            }
        }

        void readFolder(Path folder) throws IOException {
            for (Path file : filesIn(folder, SUFFIX)) {
                String path = folder.relativize(file).toString().replace('\\', '/');
                String type = path.substring(0, path.length() - SUFFIX.length()).replace('/', '.');
                boolean isVariant = path.startsWith("META-INF/");
                boolean isReserved = type.startsWith("java.");
                if (isVariant || isReserved || type.endsWith("module-info") || type.endsWith("package-info")) {
                    continue;
                }
                if (files.putIfAbsent(type, Files.readAllBytes(file)) != null) {
                    duplicates++;
                }
            }
        }

        private static List<Path> filesIn(Path folder, String suffix) throws IOException {
            try (Stream<Path> all = Files.walk(folder)) {
                return new ArrayList<>(all.filter(file -> file.toString().endsWith(suffix))
                        .sorted()
                        .toList());
            }
        }
    }
}
