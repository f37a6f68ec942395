package dev.observatory.bench.section;

import dev.observatory.bench.peers.Peer;
import dev.observatory.bench.program.EmptyMain;
import dev.observatory.bench.program.NoOpAgent;
import dev.observatory.bench.program.OneTagged;
import dev.observatory.bench.program.RunWorkers;
import dev.observatory.bench.results.Goal;
import dev.observatory.bench.results.Results;
import dev.observatory.bench.run.GeneratedWorkers;
import dev.observatory.bench.run.ProcessRounds;
import dev.observatory.bench.run.ProcessRounds.Goals;
import dev.observatory.bench.run.ProcessStatistics;
import dev.observatory.bench.run.Processes;
import dev.observatory.bench.run.RunSettings;
import dev.observatory.bench.run.ScratchFolder;
import dev.observatory.event.Event;
import java.io.File;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Measures what this and other agents add to the startup of small programs, in whole processes, in turn. */
public final class StartSection implements Section {
    private static final int ROUNDS = 20;
    private static final int ROUNDS_OF_OTHERS = 7;

    @Override
    public @Nullable String incomplete() {
        return ProcessStatistics.AVAILABLE
                ? null
                : "processor time and memory are skipped; they are available on Linux only";
    }

    @Override
    public void run(RunSettings setting, Results results) throws Exception {
        try (ScratchFolder scratch = ScratchFolder.make()) {
            empty(setting, results, scratch);
            workers(setting, results, scratch);
            others(setting, results, scratch);
        }
    }

    private static void empty(RunSettings setting, Results results, ScratchFolder scratch) throws Exception {
        String noOp = "-javaagent:" + NoOpAgent.makeJar(scratch.folder());
        List<String> ours = List.of(setting.agent());
        String empty = scratch.holding(EmptyMain.class);
        List<ProcessRounds.Variant> variants = List.of(
                variant("no agent", List.of(), empty, EmptyMain.class),
                variant("agent that does nothing", List.of(noOp), empty, EmptyMain.class),
                variant("ours, nothing tagged", ours, empty, EmptyMain.class),
                variant("ours, one tagged class", ours, scratch.holding(OneTagged.class), OneTagged.class));
        new ProcessRounds(setting.rounds(ROUNDS), variants)
                .run()
                .putAdded("start", results, List.of(Goals.NONE, Goals.NONE, atMost(60), atMost(150)));
    }

    /** Agents whose startup takes seconds. */
    private static void others(RunSettings setting, Results results, ScratchFolder scratch) throws Exception {
        String empty = scratch.holding(EmptyMain.class);
        // AspectJ requires the advice class, although it matches nothing here.
        String besideAdvice = empty + File.pathSeparator + Processes.ownClassPath();
        String agents = setting.otherAgents().toString();
        List<ProcessRounds.Variant> variants = List.of(
                variant("no agent", List.of(), empty, EmptyMain.class),
                variant("AspectJ", Peer.ASPECTJ.jvmOptions("", agents), besideAdvice, EmptyMain.class),
                variant("OpenTelemetry", Peer.OPENTELEMETRY.jvmOptions("", agents), empty, EmptyMain.class));
        new ProcessRounds(setting.rounds(ROUNDS_OF_OTHERS), variants)
                .run()
                .putAdded("start", results, Collections.nCopies(variants.size(), Goals.NONE));
    }

    /** A program that runs two hundred methods once each. */
    private static void workers(RunSettings setting, Results results, ScratchFolder scratch) throws Exception {
        GeneratedWorkers plain = GeneratedWorkers.make(scratch.folder().resolve("plain"), "");
        GeneratedWorkers tagged =
                GeneratedWorkers.make(scratch.folder().resolve("tagged"), "@" + Event.class.getName() + " ");
        String runner = scratch.holding(RunWorkers.class) + File.pathSeparator;
        String main = RunWorkers.class.getName();
        List<ProcessRounds.Variant> variants = List.of(
                new ProcessRounds.Variant("no agent", List.of(), runner + plain.folder(), main, plain.classes()),
                new ProcessRounds.Variant(
                        "ours, 200 tagged methods that run",
                        List.of(setting.agent()),
                        runner + tagged.folder(),
                        main,
                        tagged.classes()));
        new ProcessRounds(setting.rounds(ROUNDS), variants)
                .run()
                .putAdded("start", results, List.of(Goals.NONE, Goals.NONE));
    }

    private static Goals atMost(double millis) {
        return new Goals(Goal.oursAtMost(millis), null, null);
    }

    private static ProcessRounds.Variant variant(String name, List<String> options, String classPath, Class<?> main) {
        return new ProcessRounds.Variant(name, options, classPath, main.getName(), List.of());
    }
}
