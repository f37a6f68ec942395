package dev.observatory.demo;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Turns the files and folders that somebody named into jars: each once, those of a folder in the order of their paths. */
final class JarFinder {

    private JarFinder() {}

    static List<Path> find(List<Path> paths) throws UsageException {
        Map<Path, Path> jars = new LinkedHashMap<>();
        for (Path path : paths) {
            for (Path jar : jarsAt(path)) {
                jars.putIfAbsent(jar.toAbsolutePath().normalize(), jar);
            }
        }
        return List.copyOf(jars.values());
    }

    private static Collection<Path> jarsAt(Path path) throws UsageException {
        if (!Files.exists(path)) {
            throw UsageException.noSuchPath(path);
        }
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        List<Path> jars = jarsBelow(path);
        if (jars.isEmpty()) {
            throw new UsageException(
                    "Folder without any jar: [" + path + "]; name one that has *.jar files in it or below");
        }
        return jars;
    }

    private static List<Path> jarsBelow(Path folder) throws UsageException {
        List<Path> jars = new ArrayList<>();
        try {
            // The walk follows no links, lest it turn in circles; a link that the user named is followed all the same.
            Path start = Files.isSymbolicLink(folder) ? folder.toRealPath() : folder;
            Files.walkFileTree(start, new JarVisitor(jars));
        } catch (IOException unreadable) {
            throw new UsageException("Folder that cannot be searched: [" + folder + "] because of [" + unreadable
                    + "]; make it readable or name other folders");
        }
        Collections.sort(jars);
        return jars;
    }

    private static final class JarVisitor extends SimpleFileVisitor<Path> {
        private final List<Path> jars;

        JarVisitor(List<Path> jars) {
            this.jars = jars;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
            if (name.endsWith(".jar") && Files.isRegularFile(file)) {
                jars.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            // A repository is alive: what somebody deletes during the walk is simply not there.
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }
    }
}
