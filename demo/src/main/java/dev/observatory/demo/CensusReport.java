package dev.observatory.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Formats the result of a census. The same jars give the same lines: there are no times, and the scan order has no effect. */
final class CensusReport {
    private static final int DUPLICATE = 2;

    private final Census census;
    private final JarLabels labels;

    CensusReport(Census census) {
        List<Jar> jars = new ArrayList<>(census.classesByJar().keys());
        census.unreadable().forEach(unreadable -> jars.add(unreadable.jar()));
        this.census = census;
        this.labels = new JarLabels(jars);
    }

    /** Returns the lines; the first one is {@code Jar census}. */
    List<String> lines() {
        Columns columns = new Columns();
        addTotals(columns);
        addUnreadable(columns);
        addVersions(columns);
        addTops(columns);
        return columns.lines();
    }

    private void addTotals(Columns columns) {
        columns.title("Jar census");
        columns.row(census.classesByJar().size(), "jars read");
        columns.row(census.unreadable().size(), "jars unreadable");
        columns.row(census.classes(), "classes");
        columns.row(census.bytes(), "bytes of classes, unpacked");
        columns.row(census.classesByPackage().size(), "packages");
        columns.row(census.jarsByClass().sizeFrom(DUPLICATE), "classes in more than one jar");
        columns.row(census.variants(), "multi-release variants, not counted as classes");
        columns.row(census.modules(), "module descriptors, not counted as classes");
        columns.row(census.unparsable(), "class files that cannot be parsed");
    }

    private void addUnreadable(Columns columns) {
        if (!census.unreadable().isEmpty()) {
            columns.title("Unreadable jars");
            census.unreadable().stream()
                    .sorted(Comparator.comparing(UnreadableJar::jar))
                    .forEach(unreadable -> columns.row(labels.of(unreadable.jar()), unreadable.reason()));
        }
    }

    private void addVersions(Columns columns) {
        columns.title("Class-file versions");
        for (Tally.Count<ClassVersion> count : census.classesByVersion().byKey()) {
            double percent = 100.0 * count.number() / census.classes();
            columns.row(count.number(), count.key().label(), String.format(Locale.ROOT, "%5.1f %%", percent));
        }
    }

    private void addTops(Columns columns) {
        columns.title("Jars with the most classes");
        for (Tally.Count<Jar> count : census.classesByJar().highest(Census.TOP, 1)) {
            columns.row(count.number(), labels.of(count.key()));
        }
        columns.title("Packages with the most classes");
        for (Tally.Count<String> count : census.classesByPackage().highest(Census.TOP, 1)) {
            columns.row(count.number(), count.key().isEmpty() ? "(unnamed package)" : count.key());
        }
        columns.title("Largest classes, in bytes");
        for (LargeClass large : census.largest()) {
            columns.row(large.bytes(), large.name(), "in " + labels.of(large.jar()));
        }
        columns.title("Classes in the most jars");
        for (Tally.Count<String> count : census.jarsByClass().highest(Census.TOP, DUPLICATE)) {
            columns.row(count.number(), count.key());
        }
    }
}
