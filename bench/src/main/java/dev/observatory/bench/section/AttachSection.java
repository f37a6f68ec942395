package dev.observatory.bench.section;

import dev.observatory.bench.attach.ToolContest;
import dev.observatory.bench.program.BusyProgram;
import dev.observatory.bench.program.GeneratedClasses;
import dev.observatory.bench.results.Goal;
import dev.observatory.bench.results.Measure;
import dev.observatory.bench.results.Results;
import dev.observatory.bench.run.LiveProgram;
import dev.observatory.bench.run.ObservatoryCommand;
import dev.observatory.bench.run.RunSettings;
import dev.observatory.bench.run.ScratchFolder;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Measures attaching to, watching and detaching from a running program: one with ten thousand loaded classes, two thousand of
 * which match a pattern, and one whose calls are watched at full speed; and compares this with other tools. Each round starts new
 * programs.
 */
public final class AttachSection implements Section {
    private static final int ROUNDS = 3;
    private static final int MATCHED = 2_000;
    private static final int OTHERS = 8_000;
    private static final int CALLS_OF_A_MICROSECOND = 1_000_000;
    private static final int CALLS_OF_FIVE_MICROSECONDS = 300_000;
    private static final int STEPS_OF_A_MICROSECOND = 1_600;
    private static final int STEPS_OF_FIVE_MICROSECONDS = 6_000;
    private static final long MILLIS_UNTIL_SETTLED = 2_000;
    private static final String PATTERN = "gen.matched.*";
    private static final Pattern WOVEN = Pattern.compile("of " + MATCHED + " classes in (\\d+) ms");

    private final Map<String, List<Double>> figures = new LinkedHashMap<>();

    @Override
    public @Nullable String incomplete() {
        return ToolContest.missing();
    }

    @Override
    public void run(RunSettings setting, Results results) throws Exception {
        figures.clear();
        ToolContest contest;
        ObservatoryCommand observatory = new ObservatoryCommand(setting.agentJar());
        try (ScratchFolder scratch = ScratchFolder.make()) {
            GeneratedClasses.write(scratch.folder(), "gen.matched", MATCHED);
            GeneratedClasses.write(scratch.folder(), "gen.other", OTHERS);
            String alone = scratch.holding(BusyProgram.class);
            String classPath = alone + File.pathSeparator + scratch.folder();
            List<String> packages = List.of(scratch.folder().toString(), "gen.matched", "gen.other");
            contest = new ToolContest(setting, scratch);
            for (int round = 0; round < setting.rounds(ROUNDS); round++) {
                attachAndDetach(observatory, classPath, packages);
                firstEvent("a pattern of 2,000 classes", PATTERN + "#same", observatory, classPath, packages);
                watch("5 us", CALLS_OF_FIVE_MICROSECONDS, STEPS_OF_FIVE_MICROSECONDS, observatory, alone);
                watch("1 us", CALLS_OF_A_MICROSECOND, STEPS_OF_A_MICROSECOND, observatory, alone);
                contest.round(classPath, packages, alone);
            }
            figures.put(ToolContest.FIRST, contest.ours(ToolContest.FIRST));
        }
        put(results, "weave 2,000 of 10,000 loaded classes", Goal.oursAtMost(2_000));
        put(results, "the whole attach command", null);
        put(results, "longest pause added by attaching", Goal.oursAtMost(200));
        put(results, "detach from 2,000 classes", null);
        put(results, "longest pause added by detaching", Goal.oursAtMost(200));
        put(results, "watch to first event, a pattern of 2,000 classes", null);
        put(results, ToolContest.FIRST, Goal.oursAtMost(1_000));
        // Unwatched, two hundred thousand calls a second; and a program that does little besides calling.
        putWatched(results, "5 us", Goal.ratioAtMost(2));
        putWatched(results, "1 us", null);
        contest.put(results);
    }

    private void putWatched(Results results, String work, @Nullable Goal goal) {
        results.add(Measure.beside(
                "attach",
                "a call and " + work + " of other work, watched with arguments",
                "ns",
                figures.get("watched " + work),
                "not watched",
                figures.get("not watched " + work),
                goal));
    }

    private void attachAndDetach(ObservatoryCommand observatory, String classPath, List<String> packages)
            throws IOException, InterruptedException {
        try (LiveProgram program = LiveProgram.start(classPath, packages)) {
            double usual = usualGap(program);
            long start = System.nanoTime();
            List<String> printed = observatory.run("attach", program.pid(), "--include", PATTERN);
            note("the whole attach command", (System.nanoTime() - start) / 1e6);
            note("longest pause added by attaching", Math.max(0, gap(program) - usual));
            note("weave 2,000 of 10,000 loaded classes", wovenMillis(printed));
            start = System.nanoTime();
            observatory.run("detach", program.pid());
            note("detach from 2,000 classes", (System.nanoTime() - start) / 1e6);
            note("longest pause added by detaching", Math.max(0, gap(program) - usual));
            checkStillRunning(program);
        }
    }

    private void firstEvent(
            String of, String pattern, ObservatoryCommand observatory, String classPath, List<String> packages)
            throws IOException, InterruptedException {
        try (LiveProgram program = LiveProgram.start(classPath, packages)) {
            Thread.sleep(MILLIS_UNTIL_SETTLED);
            long start = System.nanoTime();
            try (ObservatoryCommand.Watch watch = observatory.watch(program.pid(), pattern, "--limit", "1")) {
                String event = watch.nextEvent();
                note("watch to first event, " + of, (System.nanoTime() - start) / 1e6);
                if (!event.contains("same(")) {
                    throw new IllegalStateException("Benchmark is wrong: the first event was [" + event + "]");
                }
                watch.end();
            }
            checkStillRunning(program);
        }
    }

    private static double wovenMillis(List<String> printed) {
        for (String line : printed) {
            Matcher woven = WOVEN.matcher(line);
            if (woven.find()) {
                return Double.parseDouble(woven.group(1));
            }
        }
        throw new IllegalStateException("Benchmark is wrong: [attach] printed " + printed);
    }

    private void watch(String work, int count, int steps, ObservatoryCommand observatory, String classPath)
            throws IOException, InterruptedException {
        try (LiveProgram program = LiveProgram.start(classPath, List.of())) {
            String calls = "paced " + count + " " + steps;
            program.query(calls);
            note("not watched " + work, (double) program.query(calls) / count);
            String pattern = BusyProgram.class.getName() + "#one";
            try (ObservatoryCommand.Watch watch = observatory.watch(program.pid(), pattern, "--args")) {
                watch.untilWoven();
                program.query(calls);
                note("watched " + work, (double) program.query(calls) / count);
                watch.interrupt();
                watch.check(2L * count);
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
        return program.query("gap") / 1e3;
    }

    private static void checkStillRunning(LiveProgram program) throws IOException, InterruptedException {
        long rounds = program.query("rounds");
        Thread.sleep(100);
        if (program.query("rounds") == rounds) {
            throw new IllegalStateException("Benchmark is wrong: the program has stopped working");
        }
    }

    private void note(String work, double figure) {
        figures.computeIfAbsent(work, unused -> new ArrayList<>()).add(figure);
    }

    /** Adds the median: unlike in micro-benchmarks, other activity of the machine is part of the result. */
    private void put(Results results, String work, @Nullable Goal goal) {
        List<Double> sorted = new ArrayList<>(figures.get(work));
        Collections.sort(sorted);
        results.add(Measure.alone(
                "attach",
                work,
                "ms",
                sorted.get(sorted.size() / 2),
                sorted.get(0),
                sorted.get(sorted.size() - 1),
                goal));
    }
}
