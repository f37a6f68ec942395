package dev.observatory.bench.program;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles the same sources several times in one process, and prints the milliseconds of each round, and a number that identifies what
 * was written. Uses the library only if it is to observe.
 */
public final class CompilerRounds {
    private CompilerRounds() {}

    /** A compiler: returns whether there were no errors. */
    private interface Compiler {
        boolean compile(List<Path> sources, Path output, PrintWriter messages) throws Exception;
    }

    /**
     * Runs the program.
     *
     * @param args the compiler, {@code ecj} or {@code javac}; the number of rounds; the folder with sources; the folder to write to;
     *     then, if everything is to be observed, {@code counted}, {@code untimed} or {@code timed}
     * @throws Exception if the sources cannot be compiled
     */
    public static void main(String[] args) throws Exception {
        Compiler compiler = args[0].equals("ecj") ? CompilerRounds::eclipse : CompilerRounds::javac;
        int rounds = Integer.parseInt(args[1]);
        Path output = Path.of(args[3]);
        List<Path> sources;
        try (Stream<Path> files = Files.walk(Path.of(args[2]))) {
            sources = files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
        if (args.length > 4) {
            ObserveAll.start(args[4]);
        }
        StringBuilder line = new StringBuilder("rounds");
        for (int round = 0; round < rounds; round++) {
            StringWriter messages = new StringWriter();
            long start = System.nanoTime();
            boolean isDone = compiler.compile(sources, output, new PrintWriter(messages));
            line.append(' ').append((System.nanoTime() - start) / 1_000_000);
            if (!isDone) {
                throw new IllegalStateException(
                        messages.toString().lines().limit(20).toList().toString());
            }
        }
        System.out.println(line);
        System.out.println("output " + identityOf(output));
        if (args.length > 4) {
            System.out.println("calls " + ObserveAll.calls());
        }
    }

    private static boolean eclipse(List<Path> sources, Path output, PrintWriter messages) throws Exception {
        String[] options = {"-17", "-nowarn", "-proc:none", "-encoding", "UTF-8", "-d", output.toString()};
        String[] arguments = Stream.concat(
                        Arrays.stream(options), sources.stream().map(Path::toString))
                .toArray(String[]::new);
        // By name: the compiler is on the class path of the measured program only.
        Class<?> compiler = Class.forName("org.eclipse.jdt.core.compiler.batch.BatchCompiler");
        Class<?> progress = Class.forName("org.eclipse.jdt.core.compiler.CompilationProgress");
        Method compile = compiler.getMethod("compile", String[].class, PrintWriter.class, PrintWriter.class, progress);
        return (boolean) compile.invoke(null, arguments, messages, messages, null);
    }

    private static boolean javac(List<Path> sources, Path output, PrintWriter messages) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of("--release", "17", "-nowarn", "-proc:none", "-encoding", "UTF-8", "-d", output.toString());
            return compiler.getTask(messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
        }
    }

    private static String identityOf(Path folder) throws IOException {
        List<Path> written;
        try (Stream<Path> files = Files.walk(folder)) {
            written = files.filter(Files::isRegularFile).sorted().toList();
        }
        int hash = 0;
        for (Path file : written) {
            hash = 31 * (31 * hash + folder.relativize(file).toString().hashCode())
                    + Arrays.hashCode(Files.readAllBytes(file));
        }
        return written.size() + " files " + Integer.toHexString(hash);
    }
}
