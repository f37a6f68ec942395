package dev.observatory.demo;

import dev.observatory.attribute.ObservableAttr;
import dev.observatory.event.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The counts over all jars scanned so far. Holds no classes. Not safe for use by several threads. */
final class Census {
    /** The number of entries in each ranking. */
    static final int TOP = 10;

    private static final Comparator<LargeClass> LARGEST_FIRST = Comparator.comparingInt(LargeClass::bytes)
            .reversed()
            .thenComparing(LargeClass::name)
            .thenComparing(LargeClass::jar);

    @ObservableAttr
    private int classesCounted;

    private long bytes;
    private int variants;
    private int modules;
    private int unparsable;
    private final Tally<Jar> classesByJar = new Tally<>();
    private final Tally<String> classesByPackage = new Tally<>();
    private final Tally<ClassVersion> classesByVersion = new Tally<>();
    private final Tally<String> jarsByClass = new Tally<>();
    private final Ranking<LargeClass> largest = new Ranking<>(TOP, LARGEST_FIRST);
    private final List<UnreadableJar> unreadable = new ArrayList<>();

    @Event(description = "Adds the contents of one jar")
    void merge(JarContents found) {
        Set<String> names = new LinkedHashSet<>();
        for (ClassSummary summary : found.classes()) {
            bytes += summary.bytes();
            classesByPackage.add(summary.packageName(), 1);
            classesByVersion.add(summary.version(), 1);
            largest.add(new LargeClass(summary.name(), summary.bytes(), found.jar()));
            names.add(summary.name());
        }
        // A class that is twice in one jar, for example packed for two class loaders, counts as being in one jar.
        names.forEach(name -> jarsByClass.add(name, 1));
        classesByJar.add(found.jar(), found.classes().size());
        variants += found.variants();
        modules += found.modules();
        unparsable += found.unparsable();
        classesCounted += found.classes().size();
    }

    /** Records a jar that could not be read. */
    void pass(UnreadableJar jar) {
        unreadable.add(jar);
    }

    int classes() {
        return classesCounted;
    }

    long bytes() {
        return bytes;
    }

    int variants() {
        return variants;
    }

    int modules() {
        return modules;
    }

    int unparsable() {
        return unparsable;
    }

    Tally<Jar> classesByJar() {
        return classesByJar;
    }

    Tally<String> classesByPackage() {
        return classesByPackage;
    }

    Tally<ClassVersion> classesByVersion() {
        return classesByVersion;
    }

    /** Returns the number of jars that contain each class. */
    Tally<String> jarsByClass() {
        return jarsByClass;
    }

    List<LargeClass> largest() {
        return largest.list();
    }

    /** Returns the unreadable jars in the order in which they were recorded. */
    List<UnreadableJar> unreadable() {
        return List.copyOf(unreadable);
    }
}
