package dev.observatory.bench.section;

import dev.observatory.bench.machine.GateBenchmark;
import dev.observatory.bench.machine.InstanceCosts;
import dev.observatory.bench.machine.ManyMachines;
import dev.observatory.bench.machine.RingBenchmark;
import dev.observatory.bench.machine.SharedRingBenchmark;
import dev.observatory.bench.results.Goal;
import dev.observatory.bench.results.Measure;
import dev.observatory.bench.results.Results;
import dev.observatory.bench.run.JmhRounds;
import dev.observatory.bench.run.RunSettings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.TimeValue;

/** Compares transitions and the size of machines with other state machine libraries. */
public final class MachineSection implements Section {
    private static final int ROUNDS = 3;
    private static final int ROUNDS_OF_GATES = 2;

    /** Another library, and the factor by which Observatory is to be faster, confined and serial. */
    private record Peer(String system, String name, double confined, double serial) {}

    private static final List<Peer> PEERS = List.of(
            new Peer("stateless4j", "stateless4j", 15, 4),
            new Peer("squirrel", "squirrel", 30, 30),
            new Peer("spring", "Spring Statemachine", 500, 500),
            new Peer("cola", "COLA", 1, 1));

    @Override
    public void run(RunSettings setting, Results results) throws Exception {
        JmhRounds rounds = JmhRounds.run(
                setting, RingBenchmark.class, setting.rounds(ROUNDS), options -> options.measurementIterations(20)
                        .measurementTime(TimeValue.milliseconds(50)));
        JmhMeasures measures = new JmhMeasures("machine", rounds, results);
        put(measures, "a transition, confined", "confined", 5);
        put(measures, "a transition, serial", "serial", 25);
        put(measures, "a transition of an instance, confined", "instance-confined", 5);
        put(measures, "a transition of an instance, serial", "instance", 25);
        gates(setting, results);
        JmhMeasures shared = new JmhMeasures(
                "machine", JmhRounds.run(setting, SharedRingBenchmark.class, setting.rounds(ROUNDS)), results);
        shared.beside("8 threads on one machine", "serial", "a switch in a lock", "lockedSwitch", null);
        shared.beside("8 threads on one machine", "serial", "stateless4j in a lock", "lockedStateless4j", null);
        InstanceCosts.Costs costs = InstanceCosts.measure();
        results.add(Measure.alone("machine", "bytes of an instance", "B", costs.bytes(), Goal.oursAtMost(64)));
        results.add(Measure.alone("machine", "bytes retained for each of 100,000", "B", costs.retained(), null));
        results.add(Measure.alone("machine", "creating 100,000 instances", "ms", costs.millis(), Goal.oursAtMost(50)));
        crowds(results);
    }

    /** Creates fewer machines of libraries that are slow to create them. */
    private static void crowds(Results results) {
        ManyMachines ours = ManyMachines.of("instance", 100_000);
        Map<String, Integer> counts = Map.of("stateless4j", 100_000, "squirrel", 5_000, "spring", 200);
        for (Peer peer : PEERS) {
            Integer count = counts.get(peer.system());
            if (count != null) {
                ManyMachines theirs = ManyMachines.of(peer.system(), count);
                beside(results, "creating one machine of many", "ns", ours.nanos(), peer, theirs.nanos());
                beside(results, "bytes retained for each of many", "B", ours.bytes(), peer, theirs.bytes());
            }
        }
    }

    private static void beside(Results results, String work, String unit, double ours, Peer peer, double theirs) {
        double ratio = ours / theirs;
        results.add(new Measure("machine", work, unit, ours, peer.name(), theirs, ratio, ratio, ratio, null));
    }

    private static void gates(RunSettings setting, Results results) throws RunnerException {
        JmhMeasures measures = new JmhMeasures(
                "machine",
                JmhRounds.run(setting, GateBenchmark.class, setting.rounds(ROUNDS_OF_GATES), options -> {}),
                results);
        for (String mode : new String[] {"confined", "serial"}) {
            gate(measures, "two transitions, one with 8 guards, " + mode, "fire true ", mode);
            gate(measures, "a transition with a payload, " + mode, "fire false ", mode);
        }
    }

    private static void gate(JmhMeasures measures, String work, String run, String mode) {
        measures.beside(work, run + mode, "a switch on an enum", run + "switch", null);
        for (Peer peer : PEERS) {
            measures.beside(work, run + mode, peer.name(), run + peer.system(), null);
        }
    }

    private static void put(JmhMeasures measures, String work, String system, double limit) {
        String alone = "fire false " + system;
        String observed = "fire true " + system;
        measures.alone(work, alone, Goal.oursAtMost(limit));
        measures.allocated(work, alone, Goal.oursAtMost(0));
        measures.beside(work, alone, "a switch on an enum", "fire false switch", null);
        for (Peer peer : PEERS) {
            measures.beside(work, alone, peer.name(), "fire false " + peer.system(), wanted(system, peer));
        }
        String observedWork = work + ", exit, entry and machine observed";
        measures.alone(observedWork, observed, Goal.oursAtMost(60));
        measures.allocated(observedWork, observed, null);
        for (Peer peer : PEERS) {
            measures.beside(observedWork, observed, peer.name(), "fire true " + peer.system(), null);
        }
    }

    private static @Nullable Goal wanted(String system, Peer peer) {
        return switch (system) {
            case "confined" -> Goal.timesBetter(peer.confined());
            case "serial" -> Goal.timesBetter(peer.serial());
            default -> null;
        };
    }
}
