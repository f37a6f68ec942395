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
                        "com.sun.tools.attach",
                        "org.objectweb.asm..",
                        "org.HdrHistogram",
                        "picocli",
                        "net.bytebuddy.agent",
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
    void onlyTheCommandLineUsesWhatItIsMadeOf() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.observatory.agent.cli")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("picocli", "net.bytebuddy..")
                .check(AGENT_AND_CORE);
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.observatory.agent.serve")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.HdrHistogram")
                .check(AGENT_AND_CORE);
    }

    @Test
    void theCommandLineAndTheAgentMeetOnTheWireOnly() {
        noClasses()
                .that()
                .resideInAPackage("dev.observatory.agent.cli")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        "java..",
                        "com.sun..",
                        "org.jspecify..",
                        "picocli..",
                        "net.bytebuddy..",
                        "dev.observatory.agent.cli",
                        "dev.observatory.agent.jvm",
                        "dev.observatory.agent.text",
                        "dev.observatory.agent.wire")
                .check(AGENT_AND_CORE);
        noClasses()
                .that()
                .resideInAnyPackage("dev.observatory.agent.serve", "dev.observatory.agent.wire")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.observatory.agent.cli")
                .check(AGENT_AND_CORE);
    }

    @Test
    void whatStaysNamesNothingThatAProgramMayHaveOfItsOwn() {
        classes()
                .that()
                .resideInAPackage("dev.observatory.agent.entry")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify.annotations", "dev.observatory.agent.entry")
                .check(AGENT_AND_CORE);
    }

    @Test
    void nothingIsUsedThatWouldChooseLoggingOrFileSystemsForTheProgram() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.observatory.agent.cli",
                        "dev.observatory.agent.entry",
                        "dev.observatory.agent.serve",
                        "dev.observatory.agent.wire")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "java.nio.file..", "java.lang.management..", "javax..")
                .check(AGENT_AND_CORE);
    }
}
