package dev.observatory.bench.collections;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/** Calls that change all of a map of ten thousand, which are made ready before each. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MapBulkBenchmark {
    private static final int SIZE = 10_000;
    private final Heard heard = new Heard();
    private final Map<Integer, Integer> entries = new HashMap<>();
    private Map<Integer, Integer> map = new HashMap<>();
    private boolean startsEmpty;

    /** Whose map. */
    @Param({Maps.JDK, Maps.LINKED, Maps.OURS, Maps.FX})
    public String system = "";

    /** How many observers. */
    @Param({"0", "1"})
    public int observers;

    /** Makes the map. */
    @Setup
    public void create(BenchmarkParams benchmark) {
        for (int i = 0; i < SIZE; i++) {
            entries.put(1_000 + i, i);
        }
        startsEmpty = benchmark.getBenchmark().endsWith("addAll");
        map = Maps.of(system, observers, heard);
    }

    /** Empties the map, and fills it unless filling it is the work. */
    @Setup(Level.Invocation)
    public void makeReady() {
        map.clear();
        if (!startsEmpty) {
            map.putAll(entries);
        }
        heard.changes = 0;
    }

    /** Fails if nobody heard. */
    @TearDown(Level.Invocation)
    public void heardOfIt() {
        heard.check(observers, 1);
    }

    /** Puts ten thousand. */
    @Benchmark
    public void addAll() {
        map.putAll(entries);
        Heard.check(map.size() == SIZE, map.size());
    }

    /** Removes every other. */
    @Benchmark
    public void removeIf() {
        map.keySet().removeIf(key -> (key & 1) == 0);
        Heard.check(map.size() == SIZE / 2, map.size());
    }

    /** Removes all. */
    @Benchmark
    public void clear() {
        map.clear();
        Heard.check(map.isEmpty(), map.size());
    }
}
