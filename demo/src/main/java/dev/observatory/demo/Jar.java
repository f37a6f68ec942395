package dev.observatory.demo;

import java.nio.file.Path;
import java.util.Comparator;

/** A jar file. Ordered by file name, then by path. */
record Jar(Path path) implements Comparable<Jar> {
    private static final Comparator<Jar> ORDER = Comparator.comparing(Jar::name).thenComparing(Jar::path);

    /** Returns the file name without its folder. */
    String name() {
        return String.valueOf(path.getFileName());
    }

    @Override
    public int compareTo(Jar other) {
        return ORDER.compare(this, other);
    }
}
