package dev.observatory.bench.foreign;

import java.util.List;
import java.util.stream.Stream;

/**
 * A program that {@link ForeignPrograms} runs; it is given a folder of its own and writes nothing elsewhere.
 *
 * @param types patterns for the types of the program
 * @param fieldFilter the filter of the fields that are woven, with a space at its end; empty for all fields
 * @param options the JVM options that the program always needs
 */
record ForeignProgram(
        String name,
        List<String> types,
        String fieldFilter,
        List<String> options,
        String main,
        List<String> arguments) {
    /** All programs, in the order in which they run. */
    static final List<ForeignProgram> ALL = List.of(kotlin(), lucene(), clojure());

    /**
     * Returns Kotlin's compiler: a large class hierarchy, and class files as its result. Its private fields only: each other field
     * would have loaded classes that assign it transformed again, with a pause of the JVM, which takes many minutes in total.
     */
    private static ForeignProgram kotlin() {
        String library = "../../../lib/kotlin-stdlib.jar";
        return new ForeignProgram(
                "kotlin",
                List.of("org.jetbrains.kotlin.**", "kotlin.**"),
                "private ",
                List.of(),
                "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler",
                List.of("-no-reflect", "-no-stdlib", "-cp", library, "-d", "classes", "../../../features"));
    }

    /** Returns Lucene: arithmetic on arrays and buffers, code selected by the release of the JDK, and an index as its result. */
    private static ForeignProgram lucene() {
        return new ForeignProgram(
                "lucene",
                List.of("org.apache.lucene.**", "Search"),
                "",
                // The seed of the identifiers in the files of the index.
                List.of("-Dtests.seed=42"),
                "Search",
                List.of());
    }

    /** Returns Clojure: compiles a script to classes while that runs, and finds methods by reflection. */
    private static ForeignProgram clojure() {
        return new ForeignProgram(
                "clojure",
                List.of("clojure.**", "workload**", "user**"),
                "",
                // A failure is otherwise described in a file outside of the folder; checks of macros would take most of
                // the time.
                List.of("-Dclojure.main.report=stderr", "-Dclojure.spec.skip-macros=true"),
                "clojure.main",
                List.of("../../../workload.clj"));
    }

    /** Returns the settings of the agent that weave all methods and constructors of the program, and its fields. */
    String weavingSettings() {
        String methods = String.join(
                ",",
                types.stream().flatMap(type -> Stream.of(type, type + "#new")).toList());
        String fields = String.join(
                ",", types.stream().map(type -> fieldFilter + type + "#*").toList());
        return "include=" + methods + ";fields=" + fields + ";max=10000000";
    }
}
