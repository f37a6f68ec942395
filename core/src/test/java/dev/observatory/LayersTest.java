package dev.observatory;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.observatory.hook.Hook;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules for packages: which may depend on which, how large they are, and how much of them is public. */
class LayersTest {
    private static final String ROOT = "dev.observatory.";

    private static final int MAX_FILES = 45;

    /**
     * Packages that sealed families keep together. Without a module, as on the class path, the permitted types of a sealed type
     * have to be in its own package: in {@code machine} those of {@code Engine}, which the engine's internals go with, of
     * {@code MachineException}, {@code TransitionSource} and {@code TransitionTarget}; in {@code graph} those of {@code Node}.
     */
    private static final Map<String, Integer> MAX_FILES_OF_SEALED = Map.of(ROOT + "machine", 60, ROOT + "graph", 60);

    /** The largest share of public types of an exported package, in percent. */
    private static final int MAX_PUBLIC = 45;

    /**
     * Packages that are nearly all API: applications name what is public in them. Each has the share that it had when this rule
     * was written as a ceiling, which may be lowered and never raised.
     */
    private static final Map<String, Integer> MAX_PUBLIC_OF_API =
            Map.of(ROOT + "hook", 68, ROOT + "machine", 53, ROOT + "attribute", 46, ROOT + "listen", 62);

    /** Types that differ in nothing but their arity or a primitive type count as one. */
    private static final Pattern FAMILY = Pattern.compile("(?:Int|Long|Double)?(?<name>[A-Z]\\w*?)[0-9]?");

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.observatory");

    private static final Set<String> EXPORTED = exportedPackages();

    @Test
    void runtimeDependsOnlyOnTheJdk() {
        onlyDependsOn("runtime");
    }

    @Test
    void hookDependsOnlyOnTheJdkAndRuntime() {
        onlyDependsOn("hook", "runtime");
    }

    @Test
    void featuresDependOnHookAndNotOnOneAnother() {
        onlyDependsOn("event", "event.loop", "hook", "runtime");
        onlyDependsOn("attribute", "hook", "runtime");
        onlyDependsOn("broker", "hook", "runtime");
        onlyDependsOn("collection", "hook", "runtime");
        onlyDependsOn("machine", "machine.chart", "machine.diagram", "hook", "runtime");
        onlyDependsOn("graph", "hook", "runtime");
    }

    @Test
    void listenersDependOnEvents() {
        onlyDependsOn("listen", "event", "hook", "runtime");
    }

    @Test
    void chartsAndDiagramsDependOnlyOnTheJdk() {
        onlyDependsOn("machine.chart");
        onlyDependsOn("machine.diagram");
    }

    @Test
    void loopsDependOnlyOnTheJdk() {
        onlyDependsOn("event.loop");
    }

    @Test
    void displaysOfProgressDependOnEventsAndOnlyThoseOfSwingOnTheDesktop() {
        onlyDependsOn("progress", "event", "hook", "runtime");
        classes()
                .that()
                .resideInAPackage(ROOT + "progress.swing")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        ROOT + "progress.swing",
                        ROOT + "event",
                        ROOT + "hook",
                        "java.lang..",
                        "java.util..",
                        "java.awt",
                        "javax.swing",
                        "org.jspecify.annotations"))
                .check(CORE);
        noClasses()
                .that(not(resideInAnyPackage(ROOT + "progress.swing")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.awt..", "java.beans..", "javax.swing..")
                .check(CORE);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.observatory.(**)").should().beFreeOfCycles().check(CORE);
    }

    @Test
    void noPackageHasTooManyFiles() {
        assertThat(topLevelTypes().collect(groupingBy(JavaClass::getPackageName, counting())))
                .allSatisfy((name, files) -> assertThat(files)
                        .as(name)
                        .isLessThanOrEqualTo(MAX_FILES_OF_SEALED.getOrDefault(name, MAX_FILES)));
    }

    @Test
    void exportedPackagesHideMostOfTheirTypes() {
        for (String exported : EXPORTED) {
            Set<String> all = families(type -> isPartOf(exported, type.getPackageName()));
            Set<String> visible = families(type -> type.getPackageName().equals(exported)
                    && type.getModifiers().contains(JavaModifier.PUBLIC));

            assertThat(100.0 * visible.size() / all.size())
                    .as("percentage of public types in [%s]: %s of %s", exported, visible, all.size())
                    .isLessThanOrEqualTo(MAX_PUBLIC_OF_API.getOrDefault(exported, MAX_PUBLIC));
        }
    }

    @Test
    void weaveDependsOnTheFeaturesAndNothingDependsOnWeave() {
        onlyDependsOn("weave", "event", "listen", "attribute", "broker", "machine", "hook", "runtime");
        noClasses()
                .that(not(resideInAnyPackage(ROOT + "weave")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "weave")
                .check(CORE);
    }

    @Test
    void coreDependsOnNoInstrumentationAndNoLoggingLibrary() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.lang.instrument..", "java.util.logging..", "net.bytebuddy..", "org.objectweb..")
                .check(CORE);
    }

    private static Stream<JavaClass> topLevelTypes() {
        return CORE.stream().filter(JavaClass::isTopLevelClass).filter(type -> !type.getSimpleName()
                .equals("package-info"));
    }

    /** As module-info says; tests run on the class path, where the module has no descriptor. */
    private static Set<String> exportedPackages() {
        try (InputStream compiled = Hook.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI()
                .resolve("module-info.class")
                .toURL()
                .openStream()) {
            return ModuleDescriptor.read(compiled).exports().stream()
                    .filter(exports -> !exports.isQualified())
                    .map(ModuleDescriptor.Exports::source)
                    .collect(toCollection(TreeSet::new));
        } catch (IOException | URISyntaxException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /** Unexported packages below an exported one hold its internals: to move them there must not raise the share. */
    private static boolean isPartOf(String exported, String name) {
        return name.equals(exported) || (name.startsWith(exported + ".") && !EXPORTED.contains(name));
    }

    private static Set<String> families(Predicate<JavaClass> wanted) {
        return topLevelTypes()
                .filter(wanted)
                .map(type -> family(type.getSimpleName()))
                .collect(toCollection(TreeSet::new));
    }

    private static String family(String name) {
        Matcher family = FAMILY.matcher(name);
        return family.matches() ? family.group("name") : name;
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
