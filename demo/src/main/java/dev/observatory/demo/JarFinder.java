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

/** Finds the jars in the given files and folders: each jar once, those of a folder in the order of their paths. */
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
            throw new UsageException("Folder without any jar: [" + path
                    + "]; pass a folder that contains *.jar files, directly or in subfolders");
        }
        return jars;
    }

    private static List<Path> jarsBelow(Path folder) throws UsageException {
        List<Path> jars = new ArrayList<>();
        try {
            // The walk follows no links, to avoid cycles; a link given as an argument is followed nevertheless.
            Path start = Files.isSymbolicLink(folder) ? folder.toRealPath() : folder;
            Files.walkFileTree(start, new JarVisitor(jars));
        } catch (IOException unreadable) {
            throw new UsageException("Folder that cannot be searched: [" + folder + "] because of [" + unreadable
                    + "]; make it readable or pass another folder");
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
            // Files may be deleted during the walk; they are skipped.
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }
    }
}
