package dev.observatory.bench;

import dev.observatory.bench.peers.Peer;
import dev.observatory.bench.peers.PeersBenchmark;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What others do for a call, and what it costs: each in forks of its own, in turn. */
final class PeersSection implements Section {
    private static final int ROUNDS = 5;

    @Override
    public void run(String agentJar) throws Exception {
        String agents = peersBeside(agentJar);
        List<Peer> peers =
                Arrays.stream(Peer.values()).filter(Peer::isAvailable).toList();
        Rounds rounds = Rounds.none();
        for (int round = 0; round < ROUNDS; round++) {
            for (Peer peer : peers) {
                rounds = rounds.and(Rounds.run(PeersBenchmark.class, 1, options -> options.param("peer", peer.name())
                        .jvmArgsAppend(peer.jvmOptions(agentJar, agents).toArray(new String[0]))));
            }
        }
        Table table = new Table(
                "One call of a small method (fastest of " + ROUNDS
                        + " rounds; times ours: three observers, one observer)",
                "who",
                "ns",
                "bytes",
                "by three",
                "by one");
        for (Peer peer : peers) {
            row(table, rounds, peer);
        }
        if (!Peer.JFR_TIMING.isAvailable()) {
            System.out.println("JFR times and traces methods from JDK 25 on.");
        }
        System.out.println(
                "goal: Micrometer and OpenTelemetry 5 times three observers; JFR method timing more than one");
    }

    private static void row(Table table, Rounds rounds, Peer peer) {
        double time = rounds.fastest(run(peer));
        table.row(
                wordsFor(peer),
                Table.number(time),
                Table.number(rounds.allocated(run(peer))),
                Table.number(time / rounds.fastest(run(Peer.ALL))),
                Table.number(time / rounds.fastest(run(Peer.COMPLETED))));
    }

    private static String run(Peer peer) {
        return "call " + peer;
    }

    private static String wordsFor(Peer peer) {
        return switch (peer) {
            case PLAIN -> "nobody";
            case IDLE -> "ours, nobody listens";
            case COMPLETED -> "ours, one completed observer";
            case ALL -> "ours, three observers that read";
            case ASPECTJ -> "AspectJ, empty @Around";
            case MICROMETER -> "Micrometer @Timed by AspectJ";
            case OPENTELEMETRY -> "OpenTelemetry agent @WithSpan";
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
