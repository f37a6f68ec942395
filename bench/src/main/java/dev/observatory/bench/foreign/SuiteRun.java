package dev.observatory.bench.foreign;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * One complete run of a suite, in a separate JVM.
 *
 * @param outcomes the outcomes by test identifier
 * @param errors the lines on the standard error stream that mention Observatory
 */
record SuiteRun(Map<String, String> outcomes, double seconds, List<String> errors) {
    private static final String OUR_PREFIX = "observatory";

    /**
     * Runs the suite in a new folder that contains the files of the tests.
     *
     * @param options the JVM options
     */
    static SuiteRun in(Path folder, Path tests, String classPath, List<String> options)
            throws IOException, InterruptedException {
        unpack(tests, folder);
        Path outcomes = folder.resolveSibling(folder.getFileName() + ".outcomes");
        Path out = folder.resolveSibling(folder.getFileName() + ".out");
        Path err = folder.resolveSibling(folder.getFileName() + ".err");
        Files.deleteIfExists(outcomes);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-D" + OutcomeListener.OUTCOMES + "=" + outcomes);
        command.addAll(List.of("-cp", folder + File.pathSeparator + classPath));
        command.addAll(List.of("org.junit.platform.console.ConsoleLauncher", "execute", "--disable-banner"));
        command.addAll(List.of("--details=none", "--scan-class-path=" + folder));
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        // Stopping this JVM stops the suite.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        int exit = process.waitFor();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (!Files.exists(outcomes)) {
            throw new IllegalStateException(
                    "The suite did not complete, exit code [" + exit + "]; see [" + err + "] and [" + out + "]");
        }
        return new SuiteRun(read(outcomes), seconds, ours(err));
    }

    String outcomeOf(String test) {
        return outcomes.getOrDefault(test, "not run");
    }

    /** Also unpacks resources to their location in the library's source tree, since tests refer to them by these paths. */
    private static void unpack(Path jar, Path folder) throws IOException {
        try (JarFile tests = new JarFile(jar.toFile())) {
            for (JarEntry entry : Collections.list(tests.entries())) {
                if (entry.isDirectory()) {
                    continue;
                }
                unpack(tests, entry, folder);
                if (!entry.getName().endsWith(".class")) {
                    unpack(tests, entry, folder.resolve(Path.of("src", "test", "resources")));
                }
            }
        }
    }

    private static void unpack(JarFile tests, JarEntry entry, Path folder) throws IOException {
        Path file = folder.resolve(entry.getName()).normalize();
        if (!file.startsWith(folder)) {
            throw new IllegalArgumentException("Jar entries must stay within the target folder; [" + entry.getName()
                    + "] does not. Do not use this jar");
        }
        Files.createDirectories(file.getParent());
        try (InputStream content = tests.getInputStream(entry)) {
            Files.copy(content, file);
        }
    }

    private static Map<String, String> read(Path file) throws IOException {
        Map<String, String> outcomes = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            int tab = line.lastIndexOf('\t');
            outcomes.put(line.substring(0, tab), line.substring(tab + 1));
        }
        return outcomes;
    }

    private static List<String> ours(Path err) throws IOException {
        try (var lines = Files.lines(err)) {
            return lines.filter(line -> line.contains(OUR_PREFIX)).toList();
        }
    }
}
