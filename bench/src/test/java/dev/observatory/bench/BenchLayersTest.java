package dev.observatory.bench;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The dependencies between the packages of the benchmarks, and their size. */
class BenchLayersTest {
    private static final int MAX_FILES = 45;
    private static final JavaClasses BENCH = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.observatory.bench");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.observatory.bench.(*)..")
                .should()
                .beFreeOfCycles()
                .check(BENCH);
    }

    @Test
    void noPackageDependsOnTheEntryPoint() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.observatory.bench")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.observatory.bench")
                .check(BENCH);
    }

    @Test
    void noBenchmarkDependsOnTheAgent() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.observatory.agent..")
                .check(BENCH);
    }

    @Test
    void resultsAndProgramsDependOnNoOtherPackage() {
        for (String layer : new String[] {"dev.observatory.bench.results", "dev.observatory.bench.program"}) {
            classes()
                    .that()
                    .resideInAPackage(layer)
                    .should()
                    .onlyDependOnClassesThat(
                            resideInAPackage(layer).or(resideOutsideOfPackage("dev.observatory.bench..")))
                    .check(BENCH);
        }
    }

    @Test
    void noPackageHasTooManyFiles() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            Map<Path, Long> counts = files.filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));

            assertThat(counts).isNotEmpty().allSatisfy((folder, count) -> assertThat(count)
                    .as(folder.toString())
                    .isLessThanOrEqualTo(MAX_FILES));
        }
    }
}
