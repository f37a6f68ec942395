package dev.observatory.bench.section;

import dev.observatory.bench.program.NoOpAgent;
import dev.observatory.bench.results.Goal;
import dev.observatory.bench.results.Measure;
import dev.observatory.bench.results.Results;
import dev.observatory.bench.run.GeneratedWorkers;
import dev.observatory.bench.run.ProcessAccounts;
import dev.observatory.bench.run.ProcessRounds;
import dev.observatory.bench.run.ProcessRounds.Wanted;
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
 * What the agent, and others, add to a Spring Boot application with web, JPA and H2 that ends when it has answered its first
 * requests: whole processes, in turn. {@code scripts/bench} builds the application.
 */
public final class SpringSection implements Section {
    private static final int ROUNDS = 7;
    private static final int ROUNDS_OF_OTHERS = 3;
    private static final String MAIN = "dev.observatory.bench.spring.Application";
    /** A heap that grows with what is held: else the peak tells when the collector happened to run. */
    private static final List<String> HEAP = List.of("-Xms64m", "-Xmx512m");
    /** Some 2,000 methods of the classes that are loaded. */
    private static final String PATTERN = "include=org.springframework.beans.**,org.springframework.aop.**";

    @Override
    public @Nullable String missing() {
        Path libraries = application().resolve("lib");
        return Files.isDirectory(libraries)
                ? null
                : "the application is not built, nothing is in [" + libraries
                        + "]; run [scripts/bench spring], which builds it";
    }

    @Override
    public @Nullable String incomplete() {
        return ProcessAccounts.ARE_KNOWN ? null : "processor time and memory are left out, which only Linux tells";
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
                            variant("one that says no to every class", libraries, plain, saysNo(scratch.folder()))));
            far(setting, results, without, libraries, plain, tagged);
            scan(setting, results, libraries, plain, scratch.folder());
        }
    }

    /** Those whose ratios are near to one: many rounds. */
    private static void near(RunSettings setting, Results results, List<ProcessRounds.Variant> variants)
            throws Exception {
        List<Wanted> wanted = List.of(Wanted.NOTHING, wanted(1.02), wanted(1.05), Wanted.NOTHING);
        new ProcessRounds(setting.rounds(ROUNDS), variants).run().putRatios("spring", results, wanted);
    }

    /** Those that take much longer: fewer rounds. */
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
        // Our agent brings the annotation along; AspectJ must find it on the class path.
        variants.add(variant(
                "AspectJ, the 200 tagged methods",
                classPath(libraries, placeOf(Event.class)),
                tagged,
                aspectj,
                "-Dorg.aspectj.weaver.Dump.exception=false")); // No files for classes that it cannot read.
        if (!setting.isQuick()) {
            variants.add(variant("ours, 2,000 methods by name", libraries, plain, setting.agent() + "=" + PATTERN));
        }
        new ProcessRounds(setting.rounds(ROUNDS_OF_OTHERS), variants)
                .run()
                .putRatios("spring", results, Collections.nCopies(variants.size(), Wanted.NOTHING));
    }

    private static String saysNo(Path scratch) throws Exception {
        return "-javaagent:" + NoOpAgent.makeJar(scratch) + "=" + NoOpAgent.SAYS_NO;
    }

    private static Wanted wanted(double ratio) {
        return new Wanted(Goal.ratioAtMost(ratio), Goal.ratioAtMost(ratio), Goal.oursAtMost(15));
    }

    private static ProcessRounds.Variant variant(
            String name, String libraries, GeneratedWorkers workers, String... agent) {
        List<String> options = new ArrayList<>(HEAP);
        options.addAll(List.of(agent));
        return new ProcessRounds.Variant(
                name, options, classPath(workers.folder(), libraries), MAIN, workers.classes());
    }

    /** What of it is the agent's own work with the class files, when it says no to all of them. */
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
        results.add(Measure.alone("spring", "saying no to " + files + " classes, new JVM", "ms", least(first), null));
        results.add(
                Measure.alone("spring", "saying no to " + files + " classes, compiled", "ms", least(fastest), null));
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
