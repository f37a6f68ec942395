package dev.observatory.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The agent knows the core's door and nothing else of it; it leaves alone what a premain must not touch. */
class AgentLayersTest {
    private static final JavaClasses AGENT_AND_CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.observatory");

    @Test
    void theAgentKnowsTheDoorOnly() {
        classes()
                .that()
                .resideInAPackage("dev.observatory.agent..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "jdk.jfr",
                        "org.objectweb.asm..",
                        "org.jspecify.annotations",
                        "dev.observatory.agent..",
                        "dev.observatory.weave")
                .check(AGENT_AND_CORE);
    }

    @Test
    void theCoreDoesNotKnowTheAgent() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.observatory.agent..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.observatory.agent..")
                .check(AGENT_AND_CORE);
    }

    @Test
    void nothingIsUsedThatWouldChooseLoggingOrFileSystemsForTheProgram() {
        noClasses()
                .that()
                .resideInAPackage("dev.observatory.agent..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "java.nio.file..", "java.lang.management..", "javax..")
                .check(AGENT_AND_CORE);
    }
}
