package dev.observatory.bench;

import dev.observatory.bench.peers.Peer;
import dev.observatory.bench.peers.PeersBenchmark;
import dev.observatory.bench.results.Goal;
import dev.observatory.bench.results.Results;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What others do for a call, and what it costs: each in forks of its own, in turn. */
final class PeersSection implements Section {
    private static final int ROUNDS = 5;

    @Override
    public void run(Setting setting, Results results) throws Exception {
        String agents = peersBeside(setting.agentJar());
        List<Peer> peers =
                Arrays.stream(Peer.values()).filter(Peer::isAvailable).toList();
        Rounds rounds = Rounds.none();
        for (int round = 0; round < setting.rounds(ROUNDS); round++) {
            for (Peer peer : peers) {
                rounds = rounds.and(
                        Rounds.run(setting, PeersBenchmark.class, 1, options -> options.param("peer", peer.name())
                                .jvmArgsAppend(peer.jvmOptions(setting.agentJar(), agents)
                                        .toArray(new String[0]))));
            }
        }
        Found found = new Found("peers", rounds, results);
        found.beside("call, nobody listens", run(Peer.IDLE), "plain", run(Peer.PLAIN), null);
        beside(found, "call, one completed observer", Peer.COMPLETED, Peer.JFR_TIMING, Goal.timesBetter(1));
        beside(found, "call, one completed observer", Peer.COMPLETED, Peer.ASPECTJ, null);
        String three = "call, three observers that read all";
        beside(found, three, Peer.ALL, Peer.JFR_TRACE, null);
        beside(found, three, Peer.ALL, Peer.MICROMETER, Goal.timesBetter(5));
        beside(found, three, Peer.ALL, Peer.OPENTELEMETRY, Goal.timesBetter(5));
    }

    private static void beside(Found found, String work, Peer ours, Peer theirs, @Nullable Goal goal) {
        found.beside(work, run(ours), wordsFor(theirs), run(theirs), goal);
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

    /** The build puts the others' agents beside this module's classes. */
    private static String peersBeside(String agentJar) {
        return Path.of(agentJar)
                .toAbsolutePath()
                .getParent()
                .resolve("../../bench/target/peers")
                .normalize()
                .toString();
    }
}
