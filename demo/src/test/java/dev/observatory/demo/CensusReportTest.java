package dev.observatory.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CensusReportTest {
    private final Census census = new Census();

    @Test
    void everythingIsReportedInAlignedColumns() {
        census.merge(contents("b.jar", summary("shop.Cart", 52, 1_200), summary("shop.Item", 52, 800)));
        census.merge(contents("a.jar", summary("shop.Cart", 61, 1_200)));
        census.pass(UnreadableJar.of(Path.of("libs/cut.jar"), new IOException("too short")));

        assertThat(new CensusReport(census).lines()).containsExactly("""
                Jar census
                      2  jars read
                      1  jars unreadable
                      3  classes
                  3,200  bytes of classes, unpacked
                      1  packages
                      1  classes in more than one jar
                      2  multi-release variants, not counted as classes
                      4  module descriptors, not counted as classes
                      6  class files that cannot be parsed

                Unreadable jars
                         cut.jar  java.io.IOException: too short

                Class-file versions
                      2  Java 8 (52)    66.7 %
                      1  Java 17 (61)   33.3 %

                Jars with the most classes
                      2  b.jar
                      1  a.jar

                Packages with the most classes
                      3  shop

                Largest classes, in bytes
                  1,200  shop.Cart  in a.jar
                  1,200  shop.Cart  in b.jar
                    800  shop.Item  in b.jar

                Classes in the most jars
                      2  shop.Cart""".split("\n"));
    }

    @Test
    void emptySectionsContainNone() {
        assertThat(new CensusReport(census).lines())
                .containsSequence("Class-file versions", "     none", "", "Jars with the most classes", "     none");
    }

    @Test
    void onlyTheFirstTenAreListed() {
        List<ClassSummary> many = new ArrayList<>();
        for (int i = 10; i < 30; i++) {
            many.add(summary("p" + i + ".C", 52, i));
        }
        census.merge(contents("many.jar", many.toArray(ClassSummary[]::new)));

        List<String> lines = new CensusReport(census).lines();

        assertThat(lines).filteredOn(line -> line.endsWith("in many.jar")).hasSize(Census.TOP);
        assertThat(lines).contains("    1  p19").doesNotContain("    1  p20");
    }

    @Test
    void jarsWithTheSameNameAreListedByPath() {
        census.merge(contents("x/a.jar", summary("C", 52, 1)));
        census.pass(UnreadableJar.of(Path.of("y/a.jar"), new IOException("no")));

        List<String> lines = new CensusReport(census).lines();

        assertThat(lines)
                .contains("  1  " + Path.of("x/a.jar"), "     " + Path.of("y/a.jar") + "  java.io.IOException: no")
                .contains("  1  (unnamed package)");
    }

    private static JarContents contents(String path, ClassSummary... classes) {
        return new JarContents(new Jar(Path.of(path)), List.of(classes), 1, 2, 3);
    }

    private static ClassSummary summary(String name, int version, int bytes) {
        return new ClassSummary(name, new ClassVersion(version), bytes);
    }
}
