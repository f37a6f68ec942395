package dev.observatory.agent.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.observatory.agent.bytecode.ClassWeaver;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What runs while the JVM loads a class must call no class loader of the program, which may hold locks, wait for others, or load further
 * classes: nothing that can is reachable from the transformer.
 */
class TransformerCallsTest {
    private static final JavaClasses AGENT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.observatory.agent");

    private static final Set<String> CALLS_OF_CLASS_LOADERS = Set.of(
            "java.lang.Class.forName",
            "java.lang.Class.getResource",
            "java.lang.Class.getResourceAsStream",
            "java.lang.ClassLoader.loadClass",
            "java.lang.ClassLoader.getResource",
            "java.lang.ClassLoader.getResources",
            "java.lang.ClassLoader.getResourceAsStream");

    /** Each of these calls the class loader of the agent, for a class or file of the agent. */
    private static final Set<String> OF_THE_AGENT = Set.of(
            "dev.observatory.agent.transform.WeavingTransformer.receiveRequest",
            "dev.observatory.agent.bridge.JavaLangBridge.classFile");

    @Test
    void nothingThatCallsAClassLoaderIsReachable() {
        Set<String> calling = new TreeSet<>();
        Set<JavaCodeUnit> reached = new LinkedHashSet<>();
        Deque<JavaCodeUnit> next = new ArrayDeque<>();
        AGENT.get(WeavingTransformer.class).getMethods().stream()
                .filter(method -> method.getName().equals("transform"))
                .forEach(next::add);
        // Called back by ASM.
        AGENT.stream()
                .filter(type -> type.getPackageName().equals(ClassWeaver.class.getPackageName()))
                .forEach(type -> next.addAll(type.getCodeUnits()));
        while (!next.isEmpty()) {
            JavaCodeUnit unit = next.pop();
            if (!reached.add(unit) || OF_THE_AGENT.contains(unit.getOwner().getName() + "." + unit.getName())) {
                continue;
            }
            unit.getCallsFromSelf().forEach(call -> {
                CodeUnitCallTarget target = (CodeUnitCallTarget) call.getTarget();
                if (CALLS_OF_CLASS_LOADERS.contains(target.getOwner().getName() + "." + target.getName())) {
                    calling.add(unit.getFullName() + " calls " + target.getFullName());
                }
                implementations(target).forEach(next::add);
            });
        }

        assertThat(reached).as("methods of the weaver").hasSizeGreaterThan(250);
        assertThat(calling).isEmpty();
    }

    /** Returns the method that is called, and all that override it in the agent. */
    private static Stream<JavaCodeUnit> implementations(CodeUnitCallTarget target) {
        return target.resolveMember().stream()
                .flatMap(called -> Stream.concat(Stream.of(called), overriding(called)))
                .filter(unit -> AGENT.contain(unit.getOwner().getName()));
    }

    private static Stream<JavaCodeUnit> overriding(JavaCodeUnit called) {
        if (!(called instanceof JavaMethod) || !called.getOwner().getName().startsWith("dev.observatory")) {
            return Stream.of();
        }
        return called.getOwner().getAllSubclasses().stream()
                .map(type -> type.tryGetMethod(
                        called.getName(),
                        called.getRawParameterTypes().stream()
                                .map(JavaClass::getName)
                                .toArray(String[]::new)))
                .flatMap(found -> found.stream().map(JavaCodeUnit.class::cast));
    }
}
