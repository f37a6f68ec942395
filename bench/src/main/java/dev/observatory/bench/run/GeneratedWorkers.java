package dev.observatory.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;

/**
 * Ten generated classes of twenty methods each, all of which run once: the tagged part of a program, or its untagged twin.
 *
 * @param folder their class path
 * @param classes their names; each class is an {@link java.util.function.IntUnaryOperator}
 */
public record GeneratedWorkers(Path folder, List<String> classes) {
    private static final int CLASSES = 10;
    private static final int METHODS = 20;

    /** Generates and compiles the classes. */
    public static GeneratedWorkers make(Path folder, String tag) throws IOException {
        Files.createDirectories(folder);
        List<String> names = new ArrayList<>();
        List<String> command =
                new ArrayList<>(List.of("-cp", Processes.ownClassPath(), "-proc:none", "-d", folder.toString()));
        for (int i = 0; i < CLASSES; i++) {
            String name = "Worker" + i;
            Path file = Files.writeString(folder.resolve(name + ".java"), source(name, tag));
            names.add("office." + name);
            command.add(file.toString());
        }
        int exit = ToolProvider.getSystemJavaCompiler().run(null, null, null, command.toArray(new String[0]));
        if (exit != 0) {
            throw new IllegalStateException("Benchmark is wrong: the generated workers do not compile");
        }
        return new GeneratedWorkers(folder, names);
    }

    private static String source(String name, String tag) {
        StringBuilder source = new StringBuilder("""
                package office;

                public class %s implements java.util.function.IntUnaryOperator {
                    private int done;

                """.formatted(name));
        StringBuilder calls = new StringBuilder("x");
        for (int m = 0; m < METHODS; m++) {
            String parameters = m % 2 == 0 ? "int x" : "int x, String label";
            source.append("    %sint task%d(%s) { done++; return x * 31 + %d; }%n".formatted(tag, m, parameters, m));
            calls.insert(0, "task" + m + "(").append(m % 2 == 0 ? ")" : ", \"%s\")".formatted(name));
        }
        return source.append("%n    public int applyAsInt(int x) { return %s + done; }%n}%n".formatted(calls))
                .toString();
    }
}
