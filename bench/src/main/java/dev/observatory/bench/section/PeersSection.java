package dev.observatory.bench.section;

import dev.observatory.bench.peers.Peer;
import dev.observatory.bench.peers.PeersBenchmark;
import dev.observatory.bench.results.Goal;
import dev.observatory.bench.results.Results;
import dev.observatory.bench.run.JmhRounds;
import dev.observatory.bench.run.RunSettings;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares observed calls with other instrumentation of a call, each in separate forks, in turn. */
public final class PeersSection implements Section {
    private static final int ROUNDS = 5;
    private static final List<Peer> OTHERS =
            List.of(Peer.ASPECTJ, Peer.JFR_TIMING, Peer.MICROMETER, Peer.OPENTELEMETRY, Peer.JFR_TRACE);

    @Override
    public @Nullable String incomplete() {
        return Peer.JFR_TIMING.isAvailable() ? null : "JFR method timing and trace are skipped; they require JDK 25";
    }

    @Override
    public void run(RunSettings setting, Results results) throws Exception {
        String agents = setting.otherAgents().toString();
        List<Peer> peers =
                Arrays.stream(Peer.values()).filter(Peer::isAvailable).toList();
        JmhRounds rounds = JmhRounds.none();
        for (int round = 0; round < setting.rounds(ROUNDS); round++) {
            for (Peer peer : peers) {
                rounds = rounds.and(
                        JmhRounds.run(setting, PeersBenchmark.class, 1, options -> options.param("peer", peer.name())
                                .jvmArgsAppend(peer.jvmOptions(setting.agentJar(), agents)
                                        .toArray(new String[0]))));
            }
        }
        JmhMeasures measures = new JmhMeasures("peers", rounds, results);
        measures.beside("call, not observed", run(Peer.IDLE), "plain", run(Peer.PLAIN), null);
        for (Peer theirs : OTHERS) {
            beside(measures, "call, not observed", Peer.IDLE, theirs, null);
        }
        for (Peer theirs : OTHERS) {
            Goal goal = theirs == Peer.JFR_TIMING ? Goal.timesBetter(1) : null;
            beside(measures, "call, one completed observer", Peer.COMPLETED, theirs, goal);
        }
        for (Peer theirs : OTHERS) {
            boolean isBound = theirs == Peer.MICROMETER || theirs == Peer.OPENTELEMETRY;
            Goal goal = isBound ? Goal.timesBetter(5) : null;
            beside(measures, "call, three observers that read all", Peer.ALL, theirs, goal);
        }
        for (Peer theirs : OTHERS) {
            measures.allocatedBeside(
                    "call, three observers that read all", run(Peer.ALL), wordsFor(theirs), run(theirs));
        }
    }

    private static void beside(JmhMeasures measures, String work, Peer ours, Peer theirs, @Nullable Goal goal) {
        measures.beside(work, run(ours), wordsFor(theirs), run(theirs), goal);
    }

    private static String run(Peer peer) {
        return "call " + peer;
    }

    private static String wordsFor(Peer peer) {
        return switch (peer) {
            case PLAIN, IDLE, COMPLETED, ALL -> peer.name();
            case ASPECTJ -> "AspectJ @Around";
            case MICROMETER -> "Micrometer @Timed";
            case OPENTELEMETRY -> "OpenTelemetry @WithSpan";
            case JFR_TIMING -> "JFR method timing";
            case JFR_TRACE -> "JFR method trace";
        };
    }
}
