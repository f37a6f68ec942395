package dev.observatory.bench.section;

import dev.observatory.bench.program.CompilerRounds;
import dev.observatory.bench.results.Goal;
import dev.observatory.bench.results.Measure;
import dev.observatory.bench.results.Results;
import dev.observatory.bench.run.PairedFigures;
import dev.observatory.bench.run.Processes;
import dev.observatory.bench.run.RunSettings;
import dev.observatory.bench.run.ScratchFolder;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Measures what weaving and observing cost real programs: two compilers compile the sources of two libraries, several times in one
 * process, with none of their methods woven, with all of them selected and none observed, and with all of them observed. The classes
 * that they write must be the same.
 */
public final class ProgramsSection implements Section {
    private static final int ROUNDS = 3;
    private static final Pattern TIMES = Pattern.compile("rounds ([0-9 ]+)");
    private static final Pattern OUTPUT = Pattern.compile("output (.+)");
    private static final Pattern CALLS = Pattern.compile("calls (\\d+)");
    /** What the JVM prints on request: the bytecodes of the methods that it has compiled. */
    private static final Pattern COMPILED = Pattern.compile("Total compiled bytecodes\\s*:\\s*(\\d+)");

    /**
     * A program.
     *
     * @param classes a pattern of its classes
     * @param libraries its class path
     * @param compilations how often it compiles in one process; the first half warms the JVM up
     */
    private record Program(String name, String classes, String libraries, int compilations) {}

    /** One process: the milliseconds of each compilation and of the whole process, and the bytecodes that the JVM compiled. */
    private record Run(double[] millis, double whole, double bytecodes, long calls) {
        double first() {
            return millis[0];
        }

        double warm() {
            double[] warm = Arrays.copyOfRange(millis, millis.length / 2, millis.length);
            Arrays.sort(warm);
            return warm[warm.length / 2];
        }
    }

    @Override
    public void run(RunSettings setting, Results results) throws Exception {
        Path folder = setting.otherAgents().resolveSibling("programs");
        try (ScratchFolder scratch = ScratchFolder.make()) {
            Path sources = Files.createDirectory(scratch.folder().resolve("sources"));
            unpack(folder.resolve("commons-lang3-sources.jar"), sources);
            unpack(folder.resolve("commons-math3-sources.jar"), sources);
            List<Program> programs = List.of(
                    new Program(
                            "ecj",
                            "org.eclipse.jdt.**",
                            folder.resolve("ecj.jar").toString(),
                            6),
                    new Program("javac", "com.sun.tools.javac.**", "", 3));
            for (Program program : programs) {
                new Rounds(setting, program, sources, scratch.folder()).run(results);
            }
        }
    }

    private static void unpack(Path jar, Path to) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (entry.getName().endsWith(".java")) {
                    Path target = to.resolve(entry.getName());
                    Files.createDirectories(target.getParent());
                    try (InputStream content = file.getInputStream(entry)) {
                        Files.write(target, content.readAllBytes());
                    }
                }
            }
        }
    }

    /** The variants of one program in turn. */
    private static final class Rounds {
        private final RunSettings setting;
        private final Program program;
        private final Path sources;
        private final Path scratch;
        private @Nullable String output;

        Rounds(RunSettings setting, Program program, Path sources, Path scratch) {
            this.setting = setting;
            this.program = program;
            this.sources = sources;
            this.scratch = scratch;
        }

        void run(Results results) throws Exception {
            int rounds = setting.rounds(ROUNDS);
            List<Run> plain = new ArrayList<>();
            List<Run> idle = new ArrayList<>();
            List<Run> untimed = new ArrayList<>();
            List<Run> timed = new ArrayList<>();
            String agent = setting.agent() + "=max=1000000;include=" + program.classes();
            for (int round = 0; round < rounds; round++) {
                plain.add(one(List.of()));
                idle.add(one(List.of(agent)));
                untimed.add(one(List.of(agent), "untimed"));
                timed.add(one(List.of(agent), "timed"));
            }
            put(results, "idle, first compilation", idle, plain, Run::first, Goal.ratioAtMost(1.05));
            put(results, "idle, warm", idle, plain, Run::warm, Goal.ratioAtMost(1.01));
            put(results, "idle, whole process", idle, plain, Run::whole, Goal.ratioAtMost(1.04));
            put(results, "idle, compiled bytecodes", idle, plain, Run::bytecodes, Goal.ratioAtMost(1.02));
            put(results, "all observed, only counted, first compilation", untimed, plain, Run::first, null);
            put(results, "all observed, only counted, warm", untimed, plain, Run::warm, Goal.ratioAtMost(2.5));
            put(results, "all observed, timed, first compilation", timed, plain, Run::first, null);
            put(results, "all observed, timed, warm", timed, plain, Run::warm, Goal.ratioAtMost(4));
            double calls = timed.get(0).calls() / (double) program.compilations();
            results.add(Measure.alone(
                    "programs", program.name() + ": observed calls of a compilation", "calls", calls, null));
        }

        private Run one(List<String> options, String... observing) throws Exception {
            Path written = Files.createTempDirectory(scratch, "written");
            List<String> jvm = new ArrayList<>(List.of("-Xmx2g", "-XX:+CITime"));
            jvm.addAll(options);
            List<String> arguments = new ArrayList<>(List.of(
                    program.name(), Integer.toString(program.compilations()), sources.toString(), written.toString()));
            arguments.addAll(List.of(observing));
            String own = Path.of(CompilerRounds.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
            String classPath = program.libraries().isEmpty() ? own : own + File.pathSeparator + program.libraries();
            Processes.Run run = Processes.java(jvm, classPath, CompilerRounds.class.getName(), arguments);
            String printed = run.printed();
            check(find(OUTPUT, printed));
            double[] millis = Arrays.stream(find(TIMES, printed).split(" ", -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            long calls = observing.length == 0 ? 0 : Long.parseLong(find(CALLS, printed));
            return new Run(millis, run.nanos() / 1e6, Double.parseDouble(find(COMPILED, printed)), calls);
        }

        private void check(String identity) {
            if (output != null && !output.equals(identity)) {
                throw new IllegalStateException("Benchmark is wrong: " + program.name() + " has written [" + identity
                        + "], and in another variant [" + output + "]");
            }
            output = identity;
        }

        private static String find(Pattern pattern, String printed) {
            Matcher found = pattern.matcher(printed);
            if (!found.find()) {
                throw new IllegalStateException("Benchmark is wrong: no [" + pattern + "] in " + printed);
            }
            return found.group(1);
        }

        private void put(
                Results results,
                String work,
                List<Run> ours,
                List<Run> plain,
                ToDoubleFunction<Run> figure,
                @Nullable Goal goal) {
            PairedFigures pairs = new PairedFigures(
                    plain.stream().mapToDouble(figure).toArray(),
                    ours.stream().mapToDouble(figure).toArray());
            String unit = work.endsWith("bytecodes") ? "bytes" : "ms";
            results.add(pairs.measure("programs", program.name() + ": " + work, unit, "plain", goal));
        }
    }
}
