package dev.observatory.bench.attach;

import dev.observatory.bench.program.BusyProgram;
import dev.observatory.bench.results.Goal;
import dev.observatory.bench.results.Measure;
import dev.observatory.bench.results.Results;
import dev.observatory.bench.run.LiveProgram;
import dev.observatory.bench.run.PairedFigures;
import dev.observatory.bench.run.RunSettings;
import dev.observatory.bench.run.ScratchFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tools in turn, round by round: two commands that show one call each, and what is left in the program after them; and
 * a method called at a high rate while all its calls are shown. Not thread-safe.
 */
public final class ToolContest {
    /** The work of the command that shows the first call; also measured alone. */
    public static final String FIRST = "watch to first event, one method";

    private static final String AGAIN = "watch the same program again, to first event";
    private static final String STALL = "longest pause added by watching twice and leaving";
    private static final String PACED = "a call and 10 us of other work, watched with arguments";
    private static final String NOT_WATCHED = "a call and 10 us of other work";
    private static final String LEFT = "left behind: ";
    private static final int STEPS_OF_TEN_MICROSECONDS = 12_500;
    private static final int MILLIS_OF_CALLS = 800;
    private static final int MILLIS_UNTIL_SETTLED = 1_200;
    private static final int MILLIS_UNTIL_LEFT = 1_000;
    /** Until the first event, each of a tenth of a second. */
    private static final int MOST_QUERIES = 300;

    private static final long FEWEST_EVENTS = 10;
    private static final WatchedMethod GENERATED = new WatchedMethod("gen.matched.C77", "same");
    private static final WatchedMethod PACED_METHOD = new WatchedMethod(BusyProgram.class.getName(), "one");

    private final List<AttachTool> tools;
    private final AttachTool ours;
    private final ScratchFolder scratch;
    private final Map<String, List<Double>> figures = new LinkedHashMap<>();
    private final Map<String, String> units = new LinkedHashMap<>();
    private int homes;

    /** Creates the contest without running it. Its files are in a folder that must outlive it. */
    public ToolContest(RunSettings setting, ScratchFolder scratch) throws IOException {
        this.scratch = scratch;
        Path peers = setting.otherAgents();
        Path scripts = Files.createDirectories(scratch.folder().resolve("scripts"));
        ours = new ObservatoryTool(Path.of(setting.agentJar()).toAbsolutePath().toString());
        List<AttachTool> all = List.of(
                ours,
                new ArthasTool(peers.resolve("arthas")),
                new BTraceTool(peers, Files.createDirectories(scripts.resolve("text")), false),
                new BTraceTool(peers, Files.createDirectories(scripts.resolve("compiled")), true));
        tools = all.stream().filter(AttachTool::isAvailable).toList();
    }

    /** Returns which tools do not support this JDK; null if all do. */
    public static @Nullable String missing() {
        return BTraceTool.isSupported() ? null : "BTrace 2.2.6 is skipped; it supports JDK 24 at most";
    }

    /**
     * Runs one round of each tool.
     *
     * @param classPath the class path of the program with classes to load
     * @param args its arguments
     * @param alone the class path of the program without other classes
     */
    public void round(String classPath, List<String> args, String alone) throws IOException, InterruptedException {
        for (AttachTool tool : tools) {
            watchTwice(tool, classPath, args);
        }
        for (AttachTool tool : tools) {
            if (!tool.isVariant()) {
                watchAll(tool, alone);
            }
        }
    }

    private ToolHome home() throws IOException {
        return ToolHome.make(scratch.folder().resolve("home" + homes++));
    }

    private void watchTwice(AttachTool tool, String classPath, List<String> args)
            throws IOException, InterruptedException {
        ToolHome home = home();
        try (LiveProgram program = home.start(classPath, args)) {
            Thread.sleep(MILLIS_UNTIL_SETTLED);
            JvmFootprint before = JvmFootprint.of(program, home);
            program.query("gap");
            Thread.sleep(MILLIS_UNTIL_SETTLED);
            double usual = program.query("gap") / 1e3;
            note(tool, FIRST, "ms", firstEvent(tool, program, home, 0));
            note(tool, AGAIN, "ms", firstEvent(tool, program, home, 1));
            List<String> leave = tool.leave(program, home);
            if (!leave.isEmpty()) {
                try (ToolCommand command = ToolCommand.start(leave, home, line -> false)) {
                    command.end();
                }
            }
            note(tool, STALL, "ms", Math.max(0, program.query("gap") / 1e3 - usual));
            Thread.sleep(MILLIS_UNTIL_LEFT); // The tool's threads may still be ending.
            Map<String, Double> left = JvmFootprint.of(program, home).beyond(before);
            left.forEach((what, count) -> note(tool, LEFT + what, what.equals("metaspace") ? "KiB" : what, count));
        }
    }

    private static double firstEvent(AttachTool tool, LiveProgram program, ToolHome home, int number)
            throws IOException, InterruptedException {
        List<String> watch = tool.watch(program, home, GENERATED, number, true);
        long start = System.nanoTime();
        try (ToolCommand command = ToolCommand.start(watch, home, line -> tool.isEvent(line, GENERATED))) {
            double millis = (command.firstEvent() - start) / 1e6;
            command.end();
            return millis;
        }
    }

    private void watchAll(AttachTool tool, String classPath) throws IOException, InterruptedException {
        ToolHome home = home();
        try (LiveProgram program = home.start(classPath, List.of())) {
            String calls = "pace " + MILLIS_OF_CALLS + " " + STEPS_OF_TEN_MICROSECONDS;
            program.query(calls);
            note(tool, NOT_WATCHED, "ns", (double) program.query(calls));
            List<String> watch = tool.watch(program, home, PACED_METHOD, 0, false);
            try (ToolCommand command = ToolCommand.start(watch, home, line -> tool.isEvent(line, PACED_METHOD))) {
                for (int query = 0; query < MOST_QUERIES && !command.hasShown(); query++) {
                    program.query("pace 100 " + STEPS_OF_TEN_MICROSECONDS);
                }
                command.firstEvent();
                program.query(calls);
                long before = command.events();
                note(tool, PACED, "ns", (double) program.query(calls));
                long shown = command.events() - before;
                if (shown < FEWEST_EVENTS) {
                    throw new IllegalStateException(
                            "Benchmark is wrong: [" + tool.title() + "] showed [" + shown + "] calls");
                }
            }
        }
    }

    private void note(AttachTool tool, String work, String unit, double figure) {
        units.put(work, unit);
        figures.computeIfAbsent(key(tool, work), unused -> new ArrayList<>()).add(figure);
    }

    private static String key(AttachTool tool, String work) {
        return tool.title() + ": " + work;
    }

    /** Adds the measures of all rounds: medians, and the median of the ratios. */
    public void put(Results results) {
        for (AttachTool tool : tools) {
            if (tool != ours) {
                boolean isBTrace = tool instanceof BTraceTool;
                beside(results, FIRST, tool, isBTrace ? Goal.ratioAtMost(1.0 / 2) : null);
                beside(results, AGAIN, tool, isBTrace ? Goal.ratioAtMost(1.0 / 3) : null);
            }
        }
        results.add(measure(PACED, "not watched", ours(PACED), ours(NOT_WATCHED), null));
        for (String work : units.keySet()) {
            for (AttachTool tool : tools) {
                boolean isShown = work.equals(FIRST) || work.equals(AGAIN) || work.equals(NOT_WATCHED);
                if (tool != ours && !tool.isVariant() && !isShown) {
                    beside(results, work, tool, null);
                }
            }
        }
    }

    /** Returns this library's figures of a work. */
    public List<Double> ours(String work) {
        return of(ours, work);
    }

    private List<Double> of(AttachTool tool, String work) {
        return figures.getOrDefault(key(tool, work), List.of());
    }

    private void beside(Results results, String work, AttachTool tool, @Nullable Goal goal) {
        results.add(measure(work, tool.title(), ours(work), of(tool, work), goal));
    }

    private Measure measure(String work, String peer, List<Double> own, List<Double> theirs, @Nullable Goal goal) {
        return new PairedFigures(array(theirs), array(own))
                .measure("attach", work, String.valueOf(units.get(work)), peer, goal);
    }

    private static double[] array(List<Double> figures) {
        return figures.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
