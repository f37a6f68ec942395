package dev.observatory.agent.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The compilers of other languages, which lie on the tests' class path and are run in JVMs of their own. */
public enum OtherCompiler {
    KOTLIN("org.jetbrains.kotlin.cli.jvm.K2JVMCompiler", "kotlin-stdlib", "com.acme.OrdersKt", "Orders.kt") {
        @Override
        List<String> arguments(String classPath) {
            return List.of("-no-stdlib", "-no-reflect", "-jvm-target", "17", "-classpath", classPath);
        }
    },
    GROOVY("org.codehaus.groovy.tools.FileSystemCompiler", "groovy-", "com.acme.Orders", "orders.groovy") {
        @Override
        List<String> arguments(String classPath) {
            return List.of("--classpath", classPath);
        }
    },
    SCALA("dotty.tools.dotc.Main", "scala", "com.acme.Orders", "Orders.scala") {
        @Override
        List<String> arguments(String classPath) {
            return List.of("-classpath", classPath);
        }
    };

    private static final Path SOURCES = Path.of("src", "test", "languages");

    private final String compiler;
    private final String library;
    public final String program;
    private final String source;

    OtherCompiler(String compiler, String library, String program, String source) {
        this.compiler = compiler;
        this.library = library;
        this.program = program;
        this.source = source;
    }

    abstract List<String> arguments(String classPath);

    /** Compiles this language's program to class files in a folder. */
    public void compileInto(Path folder) {
        List<String> arguments = new ArrayList<>(List.of("-d", folder.toString()));
        arguments.addAll(arguments(System.getProperty("java.class.path")));
        arguments.add(SOURCES.resolve(source).toString());
        ForkedJvm jvm = new ForkedJvm(List.of("-Xss4m"), testClassPath());
        ForkedJvm.Result result = jvm.run(compiler, arguments.toArray(new String[0]));
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
    }

    /** What a program in this language needs to run, but for the library. */
    public List<Path> runtime() {
        return testClassPath().stream()
                .filter(entry -> entry.getFileName().toString().startsWith(library))
                .toList();
    }

    /** What the program prints when it observes itself: the file beside its source. */
    public List<String> expectedLines() throws IOException {
        return Files.readAllLines(SOURCES.resolve(source + ".txt"));
    }

    /** What the agent has to say of the program. */
    public List<String> expectedWarnings() {
        return this == GROOVY
                ? List.of()
                : List.of(
                        "[observatory] not woven: com.acme.Shop.sell(Ljava/lang/Object;)Ljava/lang/String;: it is abstract;"
                                + " tag the methods that implement it");
    }

    private static List<Path> testClassPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
    }
}
