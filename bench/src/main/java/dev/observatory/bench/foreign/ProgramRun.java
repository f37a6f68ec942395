package dev.observatory.bench.foreign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One complete run of a program, in a separate JVM and a folder of its own.
 *
 * @param folder contains the files that the program has written in [work], what it printed in [out] and [err], and the log
 */
record ProgramRun(Path folder, int exit, double seconds) {
    private static final String FILES = "work";
    private static final String OUTPUT = "out";
    private static final String ERROR = "err";
    /** Printed when the JVM exits, if the rate of the log was exceeded. */
    private static final Pattern OMITTED =
            Pattern.compile("\\[observatory] observe=log: lines omitted after the last one: \\d+");

    /** Printed on JDKs that lose the names of parameters; of such a class, some assignments are not observed. */
    private static final Pattern NOT_RETRANSFORMED = Pattern.compile(
            "\\[observatory] not woven: class \\[[^]]+], which may assign field \\[[^]]+]: it was loaded before .*"
                    + "\\(JDK-8240908, fixed in 17\\.0\\.20 and 19\\); load it later");

    private static final String LOG = "log";

    /**
     * Runs a program.
     *
     * @param folder the folder, which must not exist
     * @param options JVM options in addition to those of the program
     */
    static ProgramRun in(Path folder, ForeignProgram program, String classPath, List<String> options)
            throws IOException, InterruptedException {
        Path files = Files.createDirectories(folder.resolve(FILES));
        Path logging = folder.resolve("logging.properties");
        Files.writeString(logging, """
                handlers=java.util.logging.FileHandler
                java.util.logging.FileHandler.pattern=../%s
                java.util.logging.FileHandler.encoding=UTF-8
                java.util.logging.FileHandler.formatter=java.util.logging.SimpleFormatter
                java.util.logging.SimpleFormatter.format=%%3$s %%5$s%%n
                """.formatted(LOG));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(program.options());
        command.add("-Djava.util.logging.config.file=" + logging);
        command.addAll(List.of("-cp", classPath, program.main()));
        command.addAll(program.arguments());
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .directory(files.toFile())
                .redirectOutput(folder.resolve(OUTPUT).toFile())
                .redirectError(folder.resolve(ERROR).toFile())
                .start();
        // Stopping this JVM stops the program.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        int exit = process.waitFor();
        return new ProgramRun(folder, exit, (System.nanoTime() - start) / 1e9);
    }

    /** Returns whether the run has a result that can be compared. */
    boolean isSuccessful() throws IOException {
        return exit == 0 && (Files.size(folder.resolve(OUTPUT)) > 0 || files() > 0);
    }

    /** Returns the number of files that the program has written. */
    int files() throws IOException {
        return results().size() - 1;
    }

    /** Returns the number of lines that the agent has written to the log. */
    long logLines() throws IOException {
        Path log = folder.resolve(LOG);
        if (!Files.exists(log)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains("dev.observatory.events")).count();
        }
    }

    /** Returns the number of fields of which the agent reports that a class that assigns them could not be woven any more. */
    long notRetransformed() throws IOException {
        return errorLines()
                .filter(line -> NOT_RETRANSFORMED.matcher(line).matches())
                .count();
    }

    /** Returns the lines of the error stream without those that the agent is documented to print here. */
    private List<String> errors() throws IOException {
        return errorLines()
                .filter(line -> !OMITTED.matcher(line).matches())
                .filter(line -> !NOT_RETRANSFORMED.matcher(line).matches())
                .toList();
    }

    private Stream<String> errorLines() throws IOException {
        return Files.readAllLines(folder.resolve(ERROR), StandardCharsets.ISO_8859_1).stream();
    }

    /** Returns in what the other run differs: exit code, output, error stream and files, byte for byte. */
    List<String> differences(ProgramRun other) throws IOException {
        List<String> different = new ArrayList<>();
        if (exit != other.exit) {
            different.add("exit code: [" + exit + "] and [" + other.exit + "]");
        }
        if (!errors().equals(other.errors())) {
            different.add("[" + folder.resolve(ERROR) + "] and [" + other.folder.resolve(ERROR) + "] differ");
        }
        Set<String> names = new TreeSet<>(results());
        names.addAll(other.results());
        for (String name : names) {
            Path one = folder.resolve(name);
            Path another = other.folder.resolve(name);
            if (!Files.exists(one) || !Files.exists(another)) {
                different.add("[" + (Files.exists(one) ? another : one) + "] does not exist");
            } else if (Files.mismatch(one, another) >= 0) {
                different.add("[" + one + "] and [" + another + "] differ at byte " + Files.mismatch(one, another));
            }
        }
        return different;
    }

    private Set<String> results() throws IOException {
        Set<String> results = new TreeSet<>(Set.of(OUTPUT));
        try (Stream<Path> all = Files.walk(folder.resolve(FILES))) {
            all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .forEach(results::add);
        }
        return results;
    }
}
