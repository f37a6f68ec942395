package dev.observatory.bench.collections;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
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

/** Calls that change a whole list of ten thousand elements, which is prepared before each call. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ListBulkBenchmark {
    private static final int SIZE = 10_000;
    private final ChangeCounter counter = new ChangeCounter();
    private final List<Integer> elements = new ArrayList<>();
    private List<Integer> list = new ArrayList<>();
    private boolean startsEmpty;

    /** The library of the list. */
    @Param({Lists.JDK, Lists.OURS, Lists.FX, Lists.GLAZED})
    public String system = "";

    /** The number of observers. */
    @Param({"0", "1"})
    public int observers;

    /** Creates the list. */
    @Setup
    public void create(BenchmarkParams benchmark) {
        for (int i = 0; i < SIZE; i++) {
            elements.add(1_000 + i);
        }
        Collections.shuffle(elements, new Random(1));
        startsEmpty = benchmark.getBenchmark().endsWith("addAll");
        list = Lists.of(system, observers, counter);
    }

    /** Clears the list, and fills it unless filling is the measured call. */
    @Setup(Level.Invocation)
    public void prepare() {
        list.clear();
        if (!startsEmpty) {
            list.addAll(elements);
        }
        counter.changes = 0;
    }

    /** Fails if the observers were not notified. */
    @TearDown(Level.Invocation)
    public void everyChangeWasCounted() {
        counter.check(observers, 1);
    }

    /** Adds ten thousand elements. */
    @Benchmark
    public void addAll() {
        list.addAll(elements);
        ChangeCounter.check(list.size() == SIZE, list);
    }

    /** Removes every second element. */
    @Benchmark
    public void removeIf() {
        list.removeIf(element -> (element & 1) == 0);
        ChangeCounter.check(list.size() == SIZE / 2, list);
    }

    /** Sorts. */
    @Benchmark
    public void sort() {
        list.sort(null);
        ChangeCounter.check(list.get(0) == 1_000, list);
    }

    /** Removes all elements. */
    @Benchmark
    public void clear() {
        list.clear();
        ChangeCounter.check(list.isEmpty(), list);
    }
}
