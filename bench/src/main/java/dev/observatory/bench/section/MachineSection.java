package dev.observatory.bench.section;

import dev.observatory.bench.machine.Crowd;
import dev.observatory.bench.machine.GateBenchmark;
import dev.observatory.bench.machine.InstanceCosts;
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

/** What a transition costs, beside what others offer for it, and what a machine weighs. */
public final class MachineSection implements Section {
    private static final int ROUNDS = 3;
    private static final int ROUNDS_OF_GATES = 2;

    /** A system of others, and how many times quicker ours is to be, confined and serial. */
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
        JmhMeasures found = new JmhMeasures("machine", rounds, results);
        put(found, "a transition, confined", "confined", 5);
        put(found, "a transition, serial", "serial", 25);
        put(found, "a transition of an instance, confined", "instance-confined", 5);
        put(found, "a transition of an instance, serial", "instance", 25);
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

    /** Of those that are slow to make, fewer. */
    private static void crowds(Results results) {
        Crowd ours = Crowd.of("instance", 100_000);
        Map<String, Integer> counts = Map.of("stateless4j", 100_000, "squirrel", 5_000, "spring", 200);
        for (Peer peer : PEERS) {
            Integer count = counts.get(peer.system());
            if (count != null) {
                Crowd theirs = Crowd.of(peer.system(), count);
                beside(results, "making one machine of many", "ns", ours.nanos(), peer, theirs.nanos());
                beside(results, "bytes retained for each of many", "B", ours.bytes(), peer, theirs.bytes());
            }
        }
    }

    private static void beside(Results results, String work, String unit, double ours, Peer peer, double theirs) {
        double ratio = ours / theirs;
        results.add(new Measure("machine", work, unit, ours, peer.name(), theirs, ratio, ratio, ratio, null));
    }

    private static void gates(RunSettings setting, Results results) throws RunnerException {
        JmhMeasures found = new JmhMeasures(
                "machine",
                JmhRounds.run(setting, GateBenchmark.class, setting.rounds(ROUNDS_OF_GATES), options -> {}),
                results);
        for (String mode : new String[] {"confined", "serial"}) {
            gate(found, "of two transitions one with 8 guards, " + mode, "fire true ", mode);
            gate(found, "a transition with a payload, " + mode, "fire false ", mode);
        }
    }

    private static void gate(JmhMeasures found, String work, String run, String mode) {
        found.beside(work, run + mode, "a switch on an enum", run + "switch", null);
        for (Peer peer : PEERS) {
            found.beside(work, run + mode, peer.name(), run + peer.system(), null);
        }
    }

    private static void put(JmhMeasures found, String work, String system, double limit) {
        String alone = "fire false " + system;
        String observed = "fire true " + system;
        found.alone(work, alone, Goal.oursAtMost(limit));
        found.allocated(work, alone, Goal.oursAtMost(0));
        found.beside(work, alone, "a switch on an enum", "fire false switch", null);
        for (Peer peer : PEERS) {
            found.beside(work, alone, peer.name(), "fire false " + peer.system(), wanted(system, peer));
        }
        String told = work + ", exit, entry and machine observed";
        found.alone(told, observed, Goal.oursAtMost(60));
        found.allocated(told, observed, null);
        for (Peer peer : PEERS) {
            found.beside(told, observed, peer.name(), "fire true " + peer.system(), null);
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
