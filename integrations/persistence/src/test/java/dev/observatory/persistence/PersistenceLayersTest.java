package dev.observatory.persistence;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class PersistenceLayersTest {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.observatory.persistence");

    @Test
    void persistenceDependsOnMachinesTheJdkAndJacksonOnly() {
        classes()
                .that()
                .resideInAPackage("dev.observatory.persistence")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.sql",
                        "com.fasterxml.jackson..",
                        "org.jspecify.annotations",
                        "dev.observatory.machine",
                        "dev.observatory.persistence")
                .check(ALL);
    }

    @Test
    void programsWithoutJacksonNeedItForNothingElse() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.SnapshotJacksonModule(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson..")
                .check(ALL);
    }

    @Test
    void nothingIsDeserializedByJava() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectInputStream")
                .check(ALL);
    }
}
