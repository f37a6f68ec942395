package dev.observatory.bench.foreign;

import java.util.List;
import java.util.stream.Stream;

/** The programs that {@link ForeignPrograms} runs; each is given a folder of its own and writes nothing elsewhere. */
enum ForeignProgram {
    /** Kotlin's compiler: a large class hierarchy, and class files as its result. Its sources were copied before. */
    KOTLIN(
            List.of("org.jetbrains.kotlin.**", "kotlin.**"),
            List.of(),
            "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler",
            List.of(
                    "-no-reflect",
                    "-no-stdlib",
                    "-cp",
                    "../../../lib/kotlin-stdlib.jar",
                    "-d",
                    "classes",
                    "../../../features")),
    /** Lucene: arithmetic on arrays and buffers, code selected by the release of the JDK, and an index as its result. */
    LUCENE(
            List.of("org.apache.lucene.**", "Search"),
            // The seed of the identifiers in the files of the index.
            List.of("-Dtests.seed=42"),
            "Search",
            List.of()),
    /** Clojure: compiles a script to classes while that runs, and finds methods by reflection. */
    CLOJURE(
            List.of("clojure.**", "workload**", "user**"),
            // A failure is otherwise described in a file outside of the folder.
            List.of("-Dclojure.main.report=stderr"),
            "clojure.main",
            List.of("../../../workload.clj"));

    private final List<String> types;
    private final List<String> options;
    private final String main;
    private final List<String> arguments;

    ForeignProgram(List<String> types, List<String> options, String main, List<String> arguments) {
        this.types = types;
        this.options = options;
        this.main = main;
        this.arguments = arguments;
    }

    /** Returns the options that the program always needs. */
    List<String> options() {
        return options;
    }

    String main() {
        return main;
    }

    List<String> arguments() {
        return arguments;
    }

    /** Returns the settings of the agent that weave all methods, constructors and fields of the program. */
    String weavingSettings() {
        String methods = String.join(
                ",",
                types.stream().flatMap(type -> Stream.of(type, type + "#new")).toList());
        String fields = String.join(",", types.stream().map(type -> type + "#*").toList());
        return "include=" + methods + ";fields=" + fields + ";max=10000000";
    }
}
