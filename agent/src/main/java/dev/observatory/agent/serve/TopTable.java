package dev.observatory.agent.serve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;

/** How often methods are called, how often they throw and how long they take. Told on the program's threads, which never wait. */
final class TopTable implements AgentService.Timings {
    private static final int DIGITS = 2;

    private final Map<String, Line> lines = new ConcurrentHashMap<>();

    @Override
    public void ended(String method, long nanos, boolean crashed) {
        Line line = lines.get(method);
        if (line == null) {
            Line made = new Line(method);
            Line other = lines.putIfAbsent(method, made);
            line = other == null ? made : other;
        }
        line.times.recordValue(Math.max(1, nanos));
        if (crashed) {
            line.crashes.increment();
        }
    }

    /**
     * The lines with the most calls since the last time.
     *
     * @param most how many lines
     * @return one message each: method, calls in all, calls since the last time, crashes, and the nanoseconds of p50, p99 and max
     */
    List<List<String>> rows(int most) {
        List<Row> rows = new ArrayList<>();
        for (Line line : lines.values()) {
            long total = line.times.getTotalCount();
            rows.add(new Row(line, total, total - line.told));
            line.told = total;
        }
        rows.sort(Comparator.comparingLong(Row::recent)
                .thenComparingLong(Row::total)
                .reversed());
        return rows.stream().limit(most).map(Row::frame).toList();
    }

    private record Row(Line line, long total, long recent) {
        List<String> frame() {
            ConcurrentHistogram times = line.times.copy();
            return List.of(
                    "row",
                    line.method,
                    Long.toString(total),
                    Long.toString(recent),
                    Long.toString(line.crashes.sum()),
                    Long.toString(times.getValueAtPercentile(50)),
                    Long.toString(times.getValueAtPercentile(99)),
                    Long.toString(times.getMaxValue()));
        }
    }

    private static final class Line {
        private final String method;
        private final ConcurrentHistogram times = new ConcurrentHistogram(DIGITS);
        private final LongAdder crashes = new LongAdder();
        /** Of the thread that makes rows. */
        private long told;

        Line(String method) {
            this.method = method;
            times.setAutoResize(true);
        }
    }
}
