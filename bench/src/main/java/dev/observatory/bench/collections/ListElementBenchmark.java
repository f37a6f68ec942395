package dev.observatory.bench.collections;

import java.util.ArrayList;
import java.util.List;
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

/** Calls that change one element of a list of a thousand. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ListElementBenchmark.SIZE)
public class ListElementBenchmark {
    static final int SIZE = 1_000;
    private final ChangeCounter counter = new ChangeCounter();
    private final Integer[] even = new Integer[SIZE];
    private final Integer[] odd = new Integer[SIZE];
    private List<Integer> list = new ArrayList<>();
    private long rounds;

    /** The library of the list. */
    @Param({Lists.JDK, Lists.OURS, Lists.FX, Lists.GLAZED})
    public String system = "";

    /** The number of observers. */
    @Param({"0", "1"})
    public int observers;

    /** Fills the list. */
    @Setup
    public void fill() {
        for (int i = 0; i < SIZE; i++) {
            even[i] = 1_000 + 2 * i;
            odd[i] = 1_001 + 2 * i;
        }
        list = Lists.of(system, observers, counter);
        list.addAll(List.of(odd));
        counter.changes = 0;
    }

    /** Fails unless the list holds the elements stored last, and observers were notified of all changes. */
    @TearDown
    public void changesWereStoredAndCounted() {
        counter.check(observers, rounds * SIZE);
        ChangeCounter.check(list.equals(List.of((rounds & 1) == 1 ? even : odd)), list);
    }

    /** Replaces all elements one by one. */
    @Benchmark
    public void set() {
        Integer[] next = (rounds++ & 1) == 0 ? even : odd;
        for (int i = 0; i < SIZE; i++) {
            list.set(i, next[i]);
        }
    }

    /** Clears the list, which is a thousandth of the work, and adds all elements. */
    @Benchmark
    public void add() {
        Integer[] next = (rounds++ & 1) == 0 ? even : odd;
        list.clear();
        for (int i = 0; i < SIZE; i++) {
            list.add(next[i]);
        }
    }
}
