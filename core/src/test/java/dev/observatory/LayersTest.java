package dev.observatory;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The law of imports: which package may know which. */
class LayersTest {
    private static final String ROOT = "dev.observatory.";
    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.observatory");

    @Test
    void runtimeKnowsOnlyTheJdk() {
        onlyDependsOn("runtime");
    }

    @Test
    void hookKnowsOnlyTheJdkAndRuntime() {
        onlyDependsOn("hook", "runtime");
    }

    @Test
    void featuresKnowHookAndNotOneAnother() {
        onlyDependsOn("event", "hook", "runtime");
        onlyDependsOn("attribute", "hook", "runtime");
        onlyDependsOn("broker", "hook", "runtime");
        onlyDependsOn("collection", "hook", "runtime");
        onlyDependsOn("machine", "hook", "runtime");
        onlyDependsOn("graph", "hook", "runtime");
    }

    @Test
    void weaveKnowsTheFeaturesAndNothingKnowsWeave() {
        onlyDependsOn("weave", "event", "attribute", "broker", "machine", "hook", "runtime");
        noClasses()
                .that(not(resideInAnyPackage(ROOT + "weave")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "weave")
                .check(CORE);
    }

    @Test
    void coreKnowsNoInstrumentationAndNoLoggingLibrary() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.lang.instrument..", "java.util.logging..", "net.bytebuddy..", "org.objectweb..")
                .check(CORE);
    }

    private static void onlyDependsOn(String layer, String... allowed) {
        String[] packages = new String[allowed.length + 3];
        packages[0] = ROOT + layer;
        packages[1] = "java..";
        packages[2] = "org.jspecify.annotations";
        for (int i = 0; i < allowed.length; i++) {
            packages[i + 3] = ROOT + allowed[i];
        }
        classes()
                .that()
                .resideInAPackage(ROOT + layer)
                .should()
                .onlyDependOnClassesThat(not(resideOutsideOfPackages(packages)))
                .check(CORE);
    }
}
