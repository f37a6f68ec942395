package dev.observatory.agent.testing;

import dev.observatory.agent.serve.AgentService;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The counts of calls that a test records. */
public final class RecordedCalls implements AgentService.CallCounts {
    private final NavigableMap<Duration, Long> durations = new TreeMap<>();
    private long errors;

    /** Records calls of the same duration. */
    public RecordedCalls record(long calls, long nanos, boolean crashed) {
        durations.merge(Duration.ofNanos(nanos), calls, Long::sum);
        errors += crashed ? calls : 0;
        return this;
    }

    @Override
    public long calls() {
        return durations.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public long errors() {
        return errors;
    }

    @Override
    public long totalNanos() {
        return durations.entrySet().stream()
                .mapToLong(each -> each.getKey().toNanos() * each.getValue())
                .sum();
    }

    @Override
    public long maxNanos() {
        return durations.isEmpty() ? 0 : durations.lastKey().toNanos();
    }

    @Override
    public NavigableMap<Duration, Long> histogram() {
        return new TreeMap<>(durations);
    }
}
