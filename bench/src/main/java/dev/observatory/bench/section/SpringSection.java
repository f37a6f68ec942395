package dev.observatory.bench.section;

import dev.observatory.bench.program.NoOpAgent;
import dev.observatory.bench.results.Goal;
import dev.observatory.bench.results.Measure;
import dev.observatory.bench.results.Results;
import dev.observatory.bench.run.GeneratedWorkers;
import dev.observatory.bench.run.ProcessRounds;
import dev.observatory.bench.run.ProcessRounds.Goals;
import dev.observatory.bench.run.ProcessStatistics;
import dev.observatory.bench.run.Processes;
import dev.observatory.bench.run.RunSettings;
import dev.observatory.bench.run.ScratchFolder;
import dev.observatory.bench.woven.ScanCost;
import dev.observatory.event.Event;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Measures what this and other agents add to a Spring Boot application with web, JPA and H2 that exits after its first
 * requests, in whole processes, in turn. {@code scripts/bench} builds the application.
 */
public final class SpringSection implements Section {
    private static final int ROUNDS = 7;
    private static final int ROUNDS_OF_OTHERS = 3;
    private static final String MAIN = "dev.observatory.bench.spring.Application";
    /** A heap that grows with the live objects: otherwise the peak depends on when the collector happens to run. */
    private static final List<String> HEAP = List.of("-Xms64m", "-Xmx512m");
    /** Matches about 2,000 methods of loaded classes. */
    private static final String PATTERN = "include=org.springframework.beans.**,org.springframework.aop.**";

    @Override
    public @Nullable String missing() {
        Path libraries = application().resolve("lib");
        return Files.isDirectory(libraries)
                ? null
                : "the application is not built, [" + libraries
                        + "] is missing; run [scripts/bench spring], which builds it";
    }

    @Override
    public @Nullable String incomplete() {
        return ProcessStatistics.AVAILABLE
                ? null
                : "processor time and memory are skipped; they are available on Linux only";
    }

    private static Path application() {
        return Path.of(System.getProperty("spring.application", "bench/spring-app/target"));
    }

    @Override
    public void run(RunSettings setting, Results results) throws Exception {
        Path application = application();
        String libraries = classPath(application.resolve("classes"), application.resolve("lib") + "/*");
        try (ScratchFolder scratch = ScratchFolder.make()) {
            GeneratedWorkers plain = GeneratedWorkers.make(scratch.folder().resolve("plain"), "");
            GeneratedWorkers tagged =
                    GeneratedWorkers.make(scratch.folder().resolve("tagged"), "@" + Event.class.getName() + " ");
            ProcessRounds.Variant without = variant("no agent", libraries, plain);
            near(
                    setting,
                    results,
                    List.of(
                            without,
                            variant("ours, nothing tagged", libraries, plain, setting.agent()),
                            variant("ours, 200 tagged methods", libraries, tagged, setting.agent()),
                            variant("agent that skips every class", libraries, plain, skipAllAgent(scratch.folder()))));
            far(setting, results, without, libraries, plain, tagged);
            scan(setting, results, libraries, plain, scratch.folder());
        }
    }

    /** Variants with ratios close to one: many rounds. */
    private static void near(RunSettings setting, Results results, List<ProcessRounds.Variant> variants)
            throws Exception {
        List<Goals> wanted = List.of(Goals.NONE, wanted(1.02), wanted(1.05), Goals.NONE);
        new ProcessRounds(setting.rounds(ROUNDS), variants).run().putRatios("spring", results, wanted);
    }

    /** Variants that take much longer: fewer rounds. */
    private static void far(
            RunSettings setting,
            Results results,
            ProcessRounds.Variant without,
            String libraries,
            GeneratedWorkers plain,
            GeneratedWorkers tagged)
            throws Exception {
        String openTelemetry = "-javaagent:" + application().resolve("agents/opentelemetry-javaagent.jar");
        String aspectj = "-javaagent:" + application().resolve("agents/aspectjweaver.jar");
        List<ProcessRounds.Variant> variants = new ArrayList<>();
        variants.add(without);
        variants.add(variant(
                "OpenTelemetry, no exporters",
                libraries,
                plain,
                openTelemetry,
                "-Dotel.traces.exporter=none",
                "-Dotel.metrics.exporter=none",
                "-Dotel.logs.exporter=none"));
        // Our agent contains the annotation; AspectJ needs it on the class path.
        variants.add(variant(
                "AspectJ, the 200 tagged methods",
                classPath(libraries, placeOf(Event.class)),
                tagged,
                aspectj,
                "-Dorg.aspectj.weaver.Dump.exception=false")); // No dump files for classes that it cannot read.
        if (!setting.isQuick()) {
            variants.add(variant("ours, 2,000 methods by name", libraries, plain, setting.agent() + "=" + PATTERN));
        }
        new ProcessRounds(setting.rounds(ROUNDS_OF_OTHERS), variants)
                .run()
                .putRatios("spring", results, Collections.nCopies(variants.size(), Goals.NONE));
    }

    private static String skipAllAgent(Path scratch) throws Exception {
        return "-javaagent:" + NoOpAgent.makeJar(scratch) + "=" + NoOpAgent.SKIP_ALL;
    }

    private static Goals wanted(double ratio) {
        return new Goals(Goal.ratioAtMost(ratio), Goal.ratioAtMost(ratio), Goal.oursAtMost(15));
    }

    private static ProcessRounds.Variant variant(
            String name, String libraries, GeneratedWorkers workers, String... agent) {
        List<String> options = new ArrayList<>(HEAP);
        options.addAll(List.of(agent));
        return new ProcessRounds.Variant(
                name, options, classPath(workers.folder(), libraries), MAIN, workers.classes());
    }

    /** Measures the agent's own share: scanning all class files when none of them matches. */
    private static void scan(
            RunSettings setting, Results results, String libraries, GeneratedWorkers workers, Path scratch)
            throws Exception {
        Path log = scratch.resolve("classes.log");
        String program = classPath(workers.folder(), libraries);
        Processes.java(List.of("-Xlog:class+load:file=" + log), program, MAIN, workers.classes());
        int rounds = setting.rounds(3);
        double[] first = new double[rounds];
        double[] fastest = new double[rounds];
        String files = "";
        for (int i = 0; i < rounds; i++) {
            String classPath = classPath(setting.agentJar(), placeOf(ScanCost.class), program);
            String[] printed = Processes.java(List.of(), classPath, ScanCost.class.getName(), List.of(log.toString()))
                    .printed()
                    .split(" ", -1);
            files = printed[0];
            first[i] = Double.parseDouble(printed[2]);
            fastest[i] = Double.parseDouble(printed[3]);
        }
        results.add(Measure.alone("spring", "skipping " + files + " classes, new JVM", "ms", least(first), null));
        results.add(Measure.alone("spring", "skipping " + files + " classes, compiled", "ms", least(fastest), null));
    }

    private static double least(double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    private static String classPath(Object... places) {
        List<String> texts = new ArrayList<>();
        for (Object place : places) {
            texts.add(place.toString());
        }
        return String.join(File.pathSeparator, texts);
    }

    private static Path placeOf(Class<?> type) throws Exception {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return Path.of(source.getLocation().toURI());
    }
}
