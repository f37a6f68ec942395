package dev.observatory.agent.serve;

import dev.observatory.agent.wire.MethodTable;
import dev.observatory.agent.wire.TopOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Counts, errors and durations of calls by class loader and method. */
final class MethodTimings implements AgentService.TimingSink {
    private final Map<String, Map<String, Timing>> byLoader = new ConcurrentHashMap<>();

    @Override
    public void add(String method, String loader, AgentService.CallCounts counts) {
        byLoader.computeIfAbsent(loader, unused -> new ConcurrentHashMap<>())
                .computeIfAbsent(method, unused -> new Timing(method, loader))
                .counts
                .add(counts);
    }

    /**
     * Returns the first methods in an order; among equals, the one with more calls since this was last called, and then with more calls
     * altogether. Methods without calls are left out. Not for use by several threads.
     *
     * @param limit the maximum number of rows
     */
    List<MethodTable.Row> topRows(TopOrder order, int limit) {
        List<Counted> counted = new ArrayList<>();
        for (Map<String, Timing> timings : byLoader.values()) {
            for (Timing timing : timings.values()) {
                long calls = timing.calls();
                if (calls > 0) {
                    counted.add(count(timing, calls, order));
                }
            }
        }
        counted.sort(Comparator.comparingLong(Counted::rank)
                .thenComparingLong(Counted::recent)
                .thenComparingLong(Counted::calls)
                .reversed());
        return counted.stream().limit(limit).map(Counted::row).toList();
    }

    private static Counted count(Timing timing, long calls, TopOrder order) {
        long recent = calls - timing.reported;
        timing.reported = calls;
        long rank =
                switch (order) {
                    case TOTAL -> timing.totalNanos();
                    case CALLS -> recent;
                    case ERRORS -> timing.errors();
                    case P99 -> timing.percentileNanos(99);
                };
        return new Counted(timing, calls, recent, rank);
    }

    private record Counted(Timing timing, long calls, long recent, long rank) {
        MethodTable.Row row() {
            return new MethodTable.Row(
                    timing.method,
                    timing.loader,
                    calls,
                    recent,
                    timing.errors(),
                    timing.totalNanos(),
                    timing.percentileNanos(50),
                    timing.percentileNanos(99),
                    timing.maxNanos());
        }
    }

    /** The method of one name in one class loader, or in several of the same name. */
    private static final class Timing {
        private final String method;
        private final String loader;
        private final Queue<AgentService.CallCounts> counts = new ConcurrentLinkedQueue<>();
        /** The number of calls in the last table; used only by the thread that creates tables. */
        private long reported;

        Timing(String method, String loader) {
            this.method = method;
            this.loader = loader;
        }

        long calls() {
            return counts.stream().mapToLong(AgentService.CallCounts::calls).sum();
        }

        long errors() {
            return counts.stream().mapToLong(AgentService.CallCounts::errors).sum();
        }

        long totalNanos() {
            return counts.stream()
                    .mapToLong(AgentService.CallCounts::totalNanos)
                    .sum();
        }

        long maxNanos() {
            return counts.stream()
                    .mapToLong(AgentService.CallCounts::maxNanos)
                    .max()
                    .orElse(0);
        }

        long percentileNanos(int percent) {
            NavigableMap<Duration, Long> histogram = new TreeMap<>();
            for (AgentService.CallCounts each : counts) {
                each.histogram().forEach((longest, calls) -> histogram.merge(longest, calls, Long::sum));
            }
            long all = histogram.values().stream().mapToLong(Long::longValue).sum();
            long left = (all * percent + 99) / 100;
            for (Map.Entry<Duration, Long> bucket : histogram.entrySet()) {
                left -= bucket.getValue();
                if (left <= 0) {
                    return Math.min(bucket.getKey().toNanos(), maxNanos());
                }
            }
            return maxNanos();
        }
    }
}
