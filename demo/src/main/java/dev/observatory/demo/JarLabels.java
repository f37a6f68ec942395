package dev.observatory.demo;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** The labels of jars in the report: the file name if it is unique, otherwise the path. */
final class JarLabels {
    private final Set<String> ambiguous = new HashSet<>();

    JarLabels(Collection<Jar> jars) {
        Set<String> seen = new HashSet<>();
        for (Jar jar : jars) {
            if (!seen.add(jar.name())) {
                ambiguous.add(jar.name());
            }
        }
    }

    String of(Jar jar) {
        return ambiguous.contains(jar.name()) ? jar.path().toString() : jar.name();
    }
}
