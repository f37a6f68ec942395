package dev.observatory.agent.library;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.NavigableMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A typed view of the counted calls of one event, as a library instance reports them. Each method returns the present value.
 *
 * @param facts the values by name; see {@link dev.observatory.weave.AgentBridge#countChosen}
 */
public record CountView(Function<String, @Nullable Object> facts) {

    /**
     * Returns the class that declares the method.
     *
     * @return null after the class was collected
     */
    public @Nullable Class<?> owner() {
        return (Class<?>) facts.apply("owner");
    }

    /**
     * Returns the name and descriptor of the method.
     *
     * @return both in one string
     */
    public String method() {
        return (String) requireNonNull(facts.apply("method"));
    }

    /**
     * Returns how many calls have ended.
     *
     * @return the number
     */
    public long calls() {
        return number("calls");
    }

    /**
     * Returns how many calls have ended by an exception.
     *
     * @return the number
     */
    public long errors() {
        return number("errors");
    }

    /**
     * Returns the sum of the durations.
     *
     * @return the sum in nanoseconds
     */
    public long totalNanos() {
        return number("nanos");
    }

    /**
     * Returns the longest duration.
     *
     * @return the duration in nanoseconds
     */
    public long maxNanos() {
        return number("maxNanos");
    }

    /**
     * Returns how many calls took how long.
     *
     * @return the number of calls by the longest duration of a bucket
     */
    @SuppressWarnings("unchecked")
    public NavigableMap<Duration, Long> histogram() {
        return (NavigableMap<Duration, Long>) requireNonNull(facts.apply("histogram"));
    }

    private long number(String fact) {
        return ((Number) requireNonNull(facts.apply(fact))).longValue();
    }
}
