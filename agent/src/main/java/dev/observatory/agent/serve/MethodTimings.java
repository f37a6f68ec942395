package dev.observatory.agent.serve;

import dev.observatory.agent.wire.Response.MethodTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;

/** Counts, errors and durations of calls by method. Recording runs on the program's threads and never blocks. */
final class MethodTimings implements AgentService.TimingSink {
    private static final int DIGITS = 2;

    private final Map<String, Timing> timings = new ConcurrentHashMap<>();

    @Override
    public void record(String method, long nanos, boolean crashed) {
        Timing timing = timings.get(method);
        if (timing == null) {
            Timing created = new Timing(method);
            Timing other = timings.putIfAbsent(method, created);
            timing = other == null ? created : other;
        }
        timing.durations.recordValue(Math.max(1, nanos));
        if (crashed) {
            timing.errors.increment();
        }
    }

    /**
     * Returns the methods with the most calls since this was last called. Not for use by several threads.
     *
     * @param limit the maximum number of rows
     */
    List<MethodTable.Row> topRows(int limit) {
        List<Counted> counted = new ArrayList<>();
        for (Timing timing : timings.values()) {
            long total = timing.durations.getTotalCount();
            counted.add(new Counted(timing, total, total - timing.reported));
            timing.reported = total;
        }
        counted.sort(Comparator.comparingLong(Counted::recent)
                .thenComparingLong(Counted::total)
                .reversed());
        return counted.stream().limit(limit).map(Counted::row).toList();
    }

    private record Counted(Timing timing, long total, long recent) {
        MethodTable.Row row() {
            ConcurrentHistogram durations = timing.durations.copy();
            return new MethodTable.Row(
                    timing.method,
                    total,
                    recent,
                    timing.errors.sum(),
                    durations.getValueAtPercentile(50),
                    durations.getValueAtPercentile(99),
                    durations.getMaxValue());
        }
    }

    private static final class Timing {
        private final String method;
        private final ConcurrentHistogram durations = new ConcurrentHistogram(DIGITS);
        private final LongAdder errors = new LongAdder();
        /** The number of calls in the last table; used only by the thread that creates tables. */
        private long reported;

        Timing(String method) {
            this.method = method;
            durations.setAutoResize(true);
        }
    }
}
