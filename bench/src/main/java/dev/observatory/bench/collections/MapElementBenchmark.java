package dev.observatory.bench.collections;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Calls that change one entry of a map of a thousand. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(MapElementBenchmark.SIZE)
public class MapElementBenchmark {
    static final int SIZE = 1_000;
    private final ChangeCounter counter = new ChangeCounter();
    private final Integer[] keys = new Integer[SIZE];
    private final Integer even = 1_000;
    private final Integer odd = 1_001;
    private Map<Integer, Integer> map = new HashMap<>();
    private long rounds;

    /** The library of the map. */
    @Param({Maps.JDK, Maps.LINKED, Maps.OURS, Maps.FX})
    public String system = "";

    /** The number of observers. */
    @Param({"0", "1"})
    public int observers;

    /** Fills the map. */
    @Setup
    public void fill() {
        map = Maps.of(system, observers, counter);
        for (int i = 0; i < SIZE; i++) {
            keys[i] = 1_000 + i;
            map.put(keys[i], odd);
        }
        counter.changes = 0;
    }

    /** Fails unless the map holds the values stored last, and observers were notified of all changes. */
    @TearDown
    public void changesWereStoredAndCounted() {
        counter.check(observers, rounds * SIZE);
        Integer last = (rounds & 1) == 1 ? even : odd;
        ChangeCounter.check(map.size() == SIZE && map.values().stream().allMatch(last::equals), map);
    }

    /** Stores another value under each key. */
    @Benchmark
    public void set() {
        Integer next = (rounds++ & 1) == 0 ? even : odd;
        for (int i = 0; i < SIZE; i++) {
            map.put(keys[i], next);
        }
    }

    /** Clears the map and puts all keys. */
    @Benchmark
    public void add() {
        Integer next = (rounds++ & 1) == 0 ? even : odd;
        map.clear();
        for (int i = 0; i < SIZE; i++) {
            map.put(keys[i], next);
        }
    }
}
