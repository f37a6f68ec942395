package dev.observatory.bench.peers;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The same small method, in a JVM started for one peer. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PeersBenchmark {
    private final Instrumented instrumented = new Instrumented();
    private final PeerCheck verification = new PeerCheck();
    private int argument;

    /** The peer that this JVM was started for. */
    @Param("PLAIN")
    private Peer peer = Peer.PLAIN;

    @Setup
    public void begin() {
        verification.prepare(peer);
    }

    @TearDown
    public void peerWasActive() throws Exception {
        if (instrumented.f(5) != 162) {
            throw new IllegalStateException("Benchmark is wrong: result [" + instrumented.f(5) + "]");
        }
        verification.check(peer, argument);
    }

    @Benchmark
    public int call() {
        return instrumented.f(argument++);
    }
}
