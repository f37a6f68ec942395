package dev.observatory.agent.serve;

import dev.observatory.agent.wire.MethodTable;
import dev.observatory.agent.wire.TopOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;

/** Counts, errors and durations of calls by class loader and method. Recording runs on the program's threads and never blocks. */
final class MethodTimings implements AgentService.TimingSink {
    private static final int DIGITS = 2;
    private static final int PERCENTILE = 99;

    private final Map<String, Map<String, Timing>> byLoader = new ConcurrentHashMap<>();

    @Override
    public void record(String method, String loader, long nanos, boolean crashed) {
        Timing timing = timing(method, loader);
        long duration = Math.max(1, nanos);
        timing.durations.recordValue(duration);
        timing.totalNanos.add(duration);
        if (crashed) {
            timing.errors.increment();
        }
    }

    private Timing timing(String method, String loader) {
        Map<String, Timing> timings = byLoader.get(loader);
        if (timings == null) {
            Map<String, Timing> created = new ConcurrentHashMap<>();
            Map<String, Timing> other = byLoader.putIfAbsent(loader, created);
            timings = other == null ? created : other;
        }
        Timing timing = timings.get(method);
        if (timing == null) {
            Timing created = new Timing(method, loader);
            Timing other = timings.putIfAbsent(method, created);
            timing = other == null ? created : other;
        }
        return timing;
    }

    /**
     * Returns the first methods in an order; among equals, the one with more calls since this was last called, and then with more calls
     * altogether. Not for use by several threads.
     *
     * @param limit the maximum number of rows
     */
    List<MethodTable.Row> topRows(TopOrder order, int limit) {
        List<Counted> counted = new ArrayList<>();
        for (Map<String, Timing> timings : byLoader.values()) {
            for (Timing timing : timings.values()) {
                counted.add(count(timing, order));
            }
        }
        counted.sort(Comparator.comparingLong(Counted::rank)
                .thenComparingLong(Counted::recent)
                .thenComparingLong(Counted::calls)
                .reversed());
        return counted.stream().limit(limit).map(Counted::row).toList();
    }

    private static Counted count(Timing timing, TopOrder order) {
        long calls = timing.durations.getTotalCount();
        long recent = calls - timing.reported;
        timing.reported = calls;
        long rank =
                switch (order) {
                    case TOTAL -> timing.totalNanos.sum();
                    case CALLS -> recent;
                    case ERRORS -> timing.errors.sum();
                    case P99 -> timing.durations.copy().getValueAtPercentile(PERCENTILE);
                };
        return new Counted(timing, calls, recent, rank);
    }

    private record Counted(Timing timing, long calls, long recent, long rank) {
        MethodTable.Row row() {
            ConcurrentHistogram durations = timing.durations.copy();
            return new MethodTable.Row(
                    timing.method,
                    timing.loader,
                    calls,
                    recent,
                    timing.errors.sum(),
                    timing.totalNanos.sum(),
                    durations.getValueAtPercentile(50),
                    durations.getValueAtPercentile(PERCENTILE),
                    durations.getMaxValue());
        }
    }

    private static final class Timing {
        private final String method;
        private final String loader;
        private final ConcurrentHistogram durations = new ConcurrentHistogram(DIGITS);
        private final LongAdder errors = new LongAdder();
        private final LongAdder totalNanos = new LongAdder();
        /** The number of calls in the last table; used only by the thread that creates tables. */
        private long reported;

        Timing(String method, String loader) {
            this.method = method;
            this.loader = loader;
            durations.setAutoResize(true);
        }
    }
}
