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

/** Calls that change all of a list of ten thousand, which are made ready before each. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ListBulkBenchmark {
    private static final int SIZE = 10_000;
    private final Heard heard = new Heard();
    private final List<Integer> elements = new ArrayList<>();
    private List<Integer> list = new ArrayList<>();
    private boolean startsEmpty;

    /** Whose list. */
    @Param({Lists.JDK, Lists.OURS, Lists.FX, Lists.GLAZED})
    public String system = "";

    /** How many observers. */
    @Param({"0", "1"})
    public int observers;

    /** Makes the list. */
    @Setup
    public void create(BenchmarkParams benchmark) {
        for (int i = 0; i < SIZE; i++) {
            elements.add(1_000 + i);
        }
        Collections.shuffle(elements, new Random(1));
        startsEmpty = benchmark.getBenchmark().endsWith("addAll");
        list = Lists.of(system, observers, heard);
    }

    /** Empties the list, and fills it unless filling it is the work. */
    @Setup(Level.Invocation)
    public void makeReady() {
        list.clear();
        if (!startsEmpty) {
            list.addAll(elements);
        }
        heard.changes = 0;
    }

    /** Fails if nobody heard. */
    @TearDown(Level.Invocation)
    public void heardOfIt() {
        heard.check(observers, 1);
    }

    /** Adds ten thousand. */
    @Benchmark
    public void addAll() {
        list.addAll(elements);
        Heard.check(list.size() == SIZE, list);
    }

    /** Removes every other. */
    @Benchmark
    public void removeIf() {
        list.removeIf(element -> (element & 1) == 0);
        Heard.check(list.size() == SIZE / 2, list);
    }

    /** Sorts. */
    @Benchmark
    public void sort() {
        list.sort(null);
        Heard.check(list.get(0) == 1_000, list);
    }

    /** Removes all. */
    @Benchmark
    public void clear() {
        list.clear();
        Heard.check(list.isEmpty(), list);
    }
}
