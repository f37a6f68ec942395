package dev.observatory.agent;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The import direction of the agent's packages, what they may use of core and of third parties, and how large they may grow. */
class AgentLayersTest {
    private static final String AGENT = "dev.observatory.agent";
    private static final String BRIDGE = "dev.observatory.weave";
    private static final int MAX_CLASSES_PER_PACKAGE = 45;

    private static final DescribedPredicate<JavaClass> WEAVER = resideInAnyPackage(
            AGENT + ".match", AGENT + ".classfile", AGENT + ".config", AGENT + ".bytecode", AGENT + ".transform");

    private static final JavaClasses AGENT_AND_CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.observatory");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text      |",
                "jvm       |",
                "match     |",
                "classfile | jvm",
                "bridge    |",
                "entry     |",
                "value     | text",
                "config    | match value text",
                "bytecode  | classfile match",
                "library   | jvm text weave",
                "transform | bridge bytecode classfile config jvm library match text weave",
                "output    | config library value text weave",
                "wire      | entry text",
                "serve     | text wire",
                "cli       | jvm text wire",
                "attach    | bytecode classfile config entry jvm library match output serve text transform value wire weave",
                "''        | cli config entry jvm output text transform wire",
            })
    void packagesImportOnlyTheLayersBelow(String layer, String below) {
        classes()
                .that()
                .resideInAPackage(packageOf(layer))
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage("dev.observatory..")
                        .or(resideInAnyPackage(Stream.concat(Stream.of(layer), namesIn(below))
                                .map(AgentLayersTest::packageOf)
                                .toArray(String[]::new))))
                .check(AGENT_AND_CORE);
    }

    private static Stream<String> namesIn(String below) {
        return below == null ? Stream.of() : Stream.of(below.split(" ", -1));
    }

    /** All are the agent's packages but {@code weave}, which is the core's entry point for it. */
    private static String packageOf(String layer) {
        return layer.equals("weave") ? BRIDGE : layer.isEmpty() ? AGENT : AGENT + "." + layer;
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.observatory.agent.(*)..")
                .should()
                .beFreeOfCycles()
                .check(AGENT_AND_CORE);
    }

    @Test
    void weaverClassesHaveNoCycles() {
        slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return WEAVER.test(type)
                                ? SliceIdentifier.of(topLevel(type).getName())
                                : SliceIdentifier.ignore();
                    }

                    @Override
                    public String getDescription() {
                        return "classes of the weaver";
                    }
                })
                .should()
                .beFreeOfCycles()
                .check(AGENT_AND_CORE);
    }

    private static JavaClass topLevel(JavaClass type) {
        return type.getEnclosingClass().map(AgentLayersTest::topLevel).orElse(type);
    }

    @Test
    void noPackageHasTooManyClasses() {
        Map<String, Long> sizes = AGENT_AND_CORE.stream()
                .filter(type -> type.getPackageName().startsWith(AGENT))
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(groupingBy(JavaClass::getPackageName, counting()));

        assertThat(sizes)
                .isNotEmpty()
                .allSatisfy((name, size) -> assertThat(size).as(name).isLessThanOrEqualTo(MAX_CLASSES_PER_PACKAGE));
    }

    @Test
    void agentDependsOnNothingOfCoreButTheBridge() {
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
                        "picocli",
                        "net.bytebuddy.agent",
                        "org.jspecify.annotations",
                        "dev.observatory.agent..",
                        BRIDGE)
                .check(AGENT_AND_CORE);
    }

    @Test
    void coreDoesNotDependOnTheAgent() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.observatory.agent..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.observatory.agent..")
                .check(AGENT_AND_CORE);
    }

    @Test
    void thirdPartyLibrariesAreUsedOnlyWhereTheyBelong() {
        onlyIn(List.of("cli"), "picocli", "net.bytebuddy..");
        onlyIn(List.of("output"), "jdk.jfr");
        onlyIn(List.of("match", "bridge", "classfile", "bytecode", "transform", "attach"), "org.objectweb.asm..");
    }

    private static void onlyIn(List<String> layers, String... libraries) {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        layers.stream().map(AgentLayersTest::packageOf).toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries)
                .check(AGENT_AND_CORE);
    }

    @Test
    void commandLineAndAgentShareOnlyTheWireProtocol() {
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

    /** Its classes stay loaded after the agent has detached, and must not bind to the program's own copy of anything. */
    @Test
    void entryPackageDependsOnlyOnTheJdk() {
        classes()
                .that()
                .resideInAPackage("dev.observatory.agent.entry")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify.annotations", "dev.observatory.agent.entry")
                .check(AGENT_AND_CORE);
    }

    @Test
    void codeOnTheStartUpPathDoesNotInitializeLoggingFileSystemsOrManagement() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.observatory.agent.cli",
                        "dev.observatory.agent.entry",
                        "dev.observatory.agent.serve",
                        "dev.observatory.agent.wire",
                        "dev.observatory.progress",
                        "dev.observatory.progress.swing")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "java.nio.file..", "java.lang.management..", "javax..")
                .check(AGENT_AND_CORE);
    }

    @Test
    void outputsDependOnConfigurationLibraryValuesAndTextOnly() {
        classes()
                .that()
                .resideInAPackage("dev.observatory.agent.output")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "jdk.jfr",
                        "org.jspecify.annotations",
                        "dev.observatory.agent.config",
                        "dev.observatory.agent.library",
                        "dev.observatory.agent.output",
                        "dev.observatory.agent.text",
                        "dev.observatory.agent.value",
                        "dev.observatory.weave")
                .check(AGENT_AND_CORE);
        noClasses()
                .that()
                .resideInAnyPackage("dev.observatory.agent.config", "dev.observatory.agent.transform")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.observatory.agent.output")
                .check(AGENT_AND_CORE);
    }
}
