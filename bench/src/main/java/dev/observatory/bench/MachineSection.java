package dev.observatory.bench;

import dev.observatory.bench.machine.InstanceCosts;
import dev.observatory.bench.machine.RingBenchmark;
import dev.observatory.bench.results.Goal;
import dev.observatory.bench.results.Measure;
import dev.observatory.bench.results.Results;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.runner.options.TimeValue;

/** What a transition costs, beside what others offer for it, and what a machine weighs. */
final class MachineSection implements Section {
    private static final Map<String, String> PEERS = new TreeMap<>(Map.of(
            "stateless4j", "stateless4j", "squirrel", "squirrel", "spring", "Spring Statemachine", "cola", "COLA"));
    private static final int ROUNDS = 3;

    @Override
    public void run(Setting setting, Results results) throws Exception {
        Found found = new Found(
                "machine",
                Rounds.run(
                        setting, RingBenchmark.class, setting.rounds(ROUNDS), options -> options.measurementIterations(
                                        20)
                                .measurementTime(TimeValue.milliseconds(setting.isQuick() ? 20 : 50))),
                results);
        unobserved(found, "CONFINED", "confined", 5, 15);
        unobserved(found, "SERIAL", "serial", 25, 4);
        for (String mode : new String[] {"confined", "serial"}) {
            String work = "transition, 3 observers, " + mode.toUpperCase(Locale.ROOT);
            found.alone(work, "fire true " + mode, Goal.oursAtMost(60));
            found.allocated(work, "fire true " + mode, Goal.oursAtMost(0));
            for (String peer : PEERS.keySet()) {
                found.beside(work, "fire true " + mode, PEERS.get(peer), "fire true " + peer, null);
            }
        }
        InstanceCosts.Costs costs = InstanceCosts.measure();
        results.add(Measure.alone("machine", "an instance of a definition", "B", costs.bytes(), Goal.oursAtMost(64)));
        results.add(Measure.alone("machine", "retained for each of 100,000", "B", costs.retained(), null));
        results.add(Measure.alone("machine", "create 100,000", "ms", costs.millis(), Goal.oursAtMost(50)));
    }

    private static void unobserved(Found found, String mode, String ours, double nanos, double timesStateless4j) {
        String work = "transition, " + mode;
        String run = "fire false " + ours;
        found.alone(work, run, Goal.oursAtMost(nanos));
        found.allocated(work, run, Goal.oursAtMost(0));
        found.alone(
                work + ", enum form",
                ours.equals("serial") ? "fire false instance" : "fire false instance-confined",
                null);
        found.beside(work, run, "switch on an enum", "fire false switch", null);
        found.beside(work, run, "stateless4j", "fire false stateless4j", Goal.timesBetter(timesStateless4j));
        found.beside(work, run, "squirrel", "fire false squirrel", Goal.timesBetter(30));
        found.beside(work, run, "Spring Statemachine", "fire false spring", Goal.timesBetter(500));
        found.beside(work, run, "COLA", "fire false cola", Goal.timesBetter(1));
    }
}
