package dev.observatory.bench;

import dev.observatory.bench.results.Goal;
import dev.observatory.bench.results.Measure;
import dev.observatory.bench.results.Results;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What it costs a program that runs to be attached to, watched and left: one with ten thousand loaded classes of which a pattern
 * means two thousand, and one whose calls are watched as fast as it makes them. Each round has programs of its own.
 */
final class AttachSection implements Section {
    private static final int ROUNDS = 5;
    private static final int MEANT = 2_000;
    private static final int OTHERS = 8_000;
    private static final int CALLS = 1_000_000;
    private static final long MILLIS_UNTIL_SETTLED = 2_000;
    private static final String PATTERN = "gen.meant.*";

    private final Map<String, List<Double>> found = new LinkedHashMap<>();

    @Override
    public void run(Setting setting, Results results) throws Exception {
        found.clear();
        CommandLine observatory = new CommandLine(setting.agentJar());
        try (Scratch scratch = Scratch.make()) {
            GeneratedClasses.write(scratch.folder(), "gen.meant", MEANT);
            GeneratedClasses.write(scratch.folder(), "gen.other", OTHERS);
            String alone = scratch.holding(BusyProgram.class);
            String classPath = alone + File.pathSeparator + scratch.folder();
            List<String> packages = List.of(scratch.folder().toString(), "gen.meant", "gen.other");
            for (int round = 0; round < setting.rounds(ROUNDS); round++) {
                comeAndGo(observatory, classPath, packages);
                firstEvent("a pattern of 2,000 classes", PATTERN + "#same", observatory, classPath, packages);
                firstEvent("one method", "gen.meant.C77#same", observatory, classPath, packages);
                watch(observatory, alone);
            }
        }
        put(results, "attach to 10,000 loaded classes, weave 2,000", Goal.oursAtMost(2_000));
        put(results, "longest standstill that attaching adds", Goal.oursAtMost(200));
        put(results, "detach from 2,000 classes", null);
        put(results, "longest standstill that detaching adds", Goal.oursAtMost(200));
        put(results, "watch to first event, a pattern of 2,000 classes", Goal.oursAtMost(1_000));
        put(results, "watch to first event, one method", Goal.oursAtMost(1_000));
        results.add(Measure.beside(
                "attach",
                "a call and a microsecond of work, watched",
                "ns",
                found.get("watched"),
                "not watched",
                found.get("not watched"),
                Goal.ratioAtMost(2)));
        // As fast as two hundred thousand in a second.
        put(results, "watched", "each event of a watch with arguments", "ns", Goal.oursAtMost(5_000));
    }

    private void comeAndGo(CommandLine observatory, String classPath, List<String> packages)
            throws IOException, InterruptedException {
        try (LiveProgram program = LiveProgram.start(classPath, packages)) {
            double usual = usualGap(program);
            long start = System.nanoTime();
            List<String> said = observatory.run("attach", program.pid(), "--include", PATTERN);
            note("attach to 10,000 loaded classes, weave 2,000", (System.nanoTime() - start) / 1e6);
            note("longest standstill that attaching adds", Math.max(0, gap(program) - usual));
            if (said.stream().noneMatch(line -> line.contains("of " + MEANT + " classes"))) {
                throw new IllegalStateException("Benchmark is wrong: [attach] said " + said);
            }
            start = System.nanoTime();
            observatory.run("detach", program.pid());
            note("detach from 2,000 classes", (System.nanoTime() - start) / 1e6);
            note("longest standstill that detaching adds", Math.max(0, gap(program) - usual));
            goesOn(program);
        }
    }

    private void firstEvent(String of, String pattern, CommandLine observatory, String classPath, List<String> packages)
            throws IOException, InterruptedException {
        try (LiveProgram program = LiveProgram.start(classPath, packages)) {
            usualGap(program);
            long start = System.nanoTime();
            try (CommandLine.Watch watch = observatory.watch(program.pid(), pattern, "--limit", "1")) {
                String event = watch.nextEvent();
                note("watch to first event, " + of, (System.nanoTime() - start) / 1e6);
                if (!event.contains("same(")) {
                    throw new IllegalStateException("Benchmark is wrong: the first event was [" + event + "]");
                }
                watch.end();
            }
            goesOn(program);
        }
    }

    private void watch(CommandLine observatory, String classPath) throws IOException, InterruptedException {
        try (LiveProgram program = LiveProgram.start(classPath, List.of())) {
            program.ask("paced " + CALLS);
            note("not watched", (double) program.ask("paced " + CALLS) / CALLS);
            String pattern = BusyProgram.class.getName() + "#one";
            try (CommandLine.Watch watch = observatory.watch(program.pid(), pattern, "--args")) {
                watch.untilWoven();
                program.ask("paced " + CALLS);
                note("watched", (double) program.ask("paced " + CALLS) / CALLS);
                watch.interrupt();
                watch.check(2L * CALLS);
            }
        }
    }

    private static double usualGap(LiveProgram program) throws IOException, InterruptedException {
        Thread.sleep(MILLIS_UNTIL_SETTLED);
        gap(program);
        Thread.sleep(MILLIS_UNTIL_SETTLED);
        return gap(program);
    }

    private static double gap(LiveProgram program) throws IOException {
        return program.ask("gap") / 1e3;
    }

    private static void goesOn(LiveProgram program) throws IOException, InterruptedException {
        long rounds = program.ask("rounds");
        Thread.sleep(100);
        if (program.ask("rounds") == rounds) {
            throw new IllegalStateException("Benchmark is wrong: the program has stopped working");
        }
    }

    private void note(String work, double figure) {
        found.computeIfAbsent(work, unused -> new ArrayList<>()).add(figure);
    }

    private void put(Results results, String work, @Nullable Goal goal) {
        put(results, work, work, "ms", goal);
    }

    /** The median: here also what else may happen counts. */
    private void put(Results results, String noted, String work, String unit, @Nullable Goal goal) {
        List<Double> sorted = new ArrayList<>(found.get(noted));
        Collections.sort(sorted);
        results.add(Measure.alone(
                "attach",
                work,
                unit,
                sorted.get(sorted.size() / 2),
                sorted.get(0),
                sorted.get(sorted.size() - 1),
                goal));
    }
}
