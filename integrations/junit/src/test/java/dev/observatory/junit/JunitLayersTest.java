package dev.observatory.junit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class JunitLayersTest {
    @Test
    void theExtensionDependsOnTheAgentsEntryAndOnHooksOnly() {
        classes()
                .that()
                .resideInAPackage("dev.observatory.junit")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.junit.jupiter.api..",
                        "org.jspecify.annotations",
                        "dev.observatory.agent",
                        "dev.observatory.hook",
                        "dev.observatory.weave",
                        "dev.observatory.junit")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.observatory.junit"));
    }
}
