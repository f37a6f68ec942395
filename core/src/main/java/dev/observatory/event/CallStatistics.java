package dev.observatory.event;

import static java.util.Objects.requireNonNull;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times the calls of one event while it is open. Creates no object for each call, except for constructors and asynchronous
 * results, and calls no observer.
 *
 * <pre>{@code
 * CallStatistics statistics = Events.of(Importer.class, "importAll").statistics();
 * System.out.println(statistics.calls() + " calls, 99 % of them within " + statistics.percentile(99));
 * statistics.close();
 * }</pre>
 *
 * <p>Counts the calls that begin after it was opened, also those that observers make, until it is closed. A call with an asynchronous
 * result ends with that result. All methods are safe from any thread; numbers that are read while calls end may belong to slightly
 * different moments. After closing, the numbers stay as they are.
 *
 * <p>The durations are kept in buckets whose width is at most a sixteenth of their duration (after Tene's HdrHistogram), in several
 * stripes that threads share (after Lea's LongAdder): at most 7 KiB for each stripe and event, 160 bytes for each power
 * of two of nanoseconds that has occurred.
 */
public final class CallStatistics implements AutoCloseable {
    /** The buckets for each power of two, and the width of the smallest ones in nanoseconds is one. */
    private static final int BUCKETS = 16;

    private static final int BITS = 4;
    /** Longer durations, of more than nine hours, count in the last bucket. */
    private static final long LONGEST = (1L << 45) - 1;

    private static final int STRIPES = stripes(Runtime.getRuntime().availableProcessors());

    /** Weakly: whoever keeps the numbers does not keep the class of the event. */
    private final WeakReference<EventHooks> hooks;

    private final AtomicReferenceArray<@Nullable Stripe> stripes = new AtomicReferenceArray<>(STRIPES);
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private CallStatistics(EventHooks hooks) {
        this.hooks = new WeakReference<>(hooks);
    }

    static CallStatistics open(EventHooks hooks) {
        CallStatistics opened = new CallStatistics(hooks);
        CountedCalls.prepare();
        hooks.add(opened);
        return opened;
    }

    private static int stripes(int processors) {
        return Math.min(16, Integer.highestOneBit(Math.max(1, 2 * processors - 1)));
    }

    /**
     * Returns the number of calls that have ended.
     *
     * @return the number, calls that threw an exception included
     */
    public long calls() {
        long sum = 0;
        for (int i = 0; i < STRIPES; i++) {
            Stripe stripe = stripes.get(i);
            sum += stripe == null ? 0 : stripe.ended();
        }
        return sum;
    }

    /**
     * Returns the number of calls that have ended with an exception, or whose asynchronous result has failed.
     *
     * @return the number
     */
    public long errors() {
        return sum(Stripe.ERRORS);
    }

    /**
     * Returns the number of calls that have begun and not ended.
     *
     * @return the number; zero or more
     */
    public long running() {
        long ended = calls(); // First, so that a call that ends meanwhile does not make the difference negative.
        return Math.max(0, sum(Stripe.BEGUN) - ended);
    }

    /**
     * Returns the sum of the durations of all calls that have ended.
     *
     * @return the sum, by the monotonic clock
     */
    public Duration total() {
        return Duration.ofNanos(sum(Stripe.NANOS));
    }

    /**
     * Returns the longest duration of a call.
     *
     * @return the exact duration; zero before the first call has ended
     */
    public Duration max() {
        return Duration.ofNanos(maxNanos());
    }

    private long maxNanos() {
        long max = 0;
        for (int i = 0; i < STRIPES; i++) {
            Stripe stripe = stripes.get(i);
            max = stripe == null ? max : Math.max(max, stripe.numbers.get(Stripe.MAX));
        }
        return max;
    }

    /**
     * Returns how long a part of the calls took at most.
     *
     * @param percent the part, from 0 to 100: 50 for the median
     * @return a duration that is at most a sixteenth too long, and not longer than {@link #max()}; zero before the first call has ended
     * @throws IllegalArgumentException if {@code percent} is not from 0 to 100
     */
    public Duration percentile(double percent) {
        if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException("Percentile [" + percent + "] must be from 0 to 100");
        }
        NavigableMap<Duration, Long> counts = histogram();
        long all = 0;
        for (long count : counts.values()) {
            all += count;
        }
        long wanted = Math.max(1, (long) Math.ceil(percent / 100 * all));
        long seen = 0;
        for (Map.Entry<Duration, Long> bucket : counts.entrySet()) {
            seen += bucket.getValue();
            if (seen >= wanted) {
                return Duration.ofNanos(Math.min(bucket.getKey().toNanos(), maxNanos()));
            }
        }
        return Duration.ZERO;
    }

    /**
     * Returns how many calls took how long.
     *
     * @return an unmodifiable copy: the number of calls by the longest duration that the bucket holds, without empty buckets
     */
    public NavigableMap<Duration, Long> histogram() {
        NavigableMap<Duration, Long> counts = new TreeMap<>();
        for (int i = 0; i < STRIPES; i++) {
            Stripe stripe = stripes.get(i);
            if (stripe != null) {
                stripe.addTo(counts);
            }
        }
        return Collections.unmodifiableNavigableMap(counts);
    }

    /** Ends counting. Has no effect if it has ended already. */
    @Override
    public void close() {
        EventHooks counted = isClosed.compareAndSet(false, true) ? hooks() : null;
        if (counted != null) {
            counted.remove(this);
        }
    }

    /** Returns the hooks of the calls; null if their event was collected. */
    @Nullable
    EventHooks hooks() {
        return hooks.get();
    }

    private long sum(int index) {
        long sum = 0;
        for (int i = 0; i < STRIPES; i++) {
            Stripe stripe = stripes.get(i);
            sum += stripe == null ? 0 : stripe.numbers.get(index);
        }
        return sum;
    }

    /** Counts the begin of a call on a thread with a number. */
    void begin(long thread) {
        stripe(thread).numbers.getAndAdd(Stripe.BEGUN, 1);
    }

    /** Counts the end of a call that was counted by {@link #begin}, on any thread. */
    void end(long thread, long nanos, boolean crashed) {
        stripe(thread).end(Math.max(0, nanos), crashed);
    }

    private Stripe stripe(long thread) {
        int index = (int) thread & (STRIPES - 1);
        Stripe present = stripes.get(index);
        if (present == null) {
            stripes.compareAndSet(index, null, new Stripe());
            present = requireNonNull(stripes.get(index));
        }
        return present;
    }

    /** What the calls on some of the threads have added up to. */
    private static final class Stripe {
        // Apart from the header of the array and from each other's cache lines where threads differ.
        static final int BEGUN = 8;
        static final int NANOS = 9;
        static final int ERRORS = 10;
        static final int MAX = 11;

        final AtomicLongArray numbers = new AtomicLongArray(24);

        /** The counts of the buckets, for each power of two that has occurred. */
        private final AtomicReferenceArray<@Nullable AtomicLongArray> counts =
                new AtomicReferenceArray<>(1 + (bucketOf(LONGEST) >> BITS));

        void end(long nanos, boolean crashed) {
            int bucket = bucketOf(Math.min(nanos, LONGEST));
            counts(bucket >> BITS).getAndAdd(bucket & (BUCKETS - 1), 1);
            numbers.getAndAdd(NANOS, nanos);
            if (crashed) {
                numbers.getAndAdd(ERRORS, 1);
            }
            for (long max = numbers.get(MAX); nanos > max; max = numbers.get(MAX)) {
                if (numbers.compareAndSet(MAX, max, nanos)) {
                    return;
                }
            }
        }

        private AtomicLongArray counts(int power) {
            AtomicLongArray present = counts.get(power);
            if (present == null) {
                counts.compareAndSet(power, null, new AtomicLongArray(BUCKETS));
                present = requireNonNull(counts.get(power));
            }
            return present;
        }

        long ended() {
            long sum = 0;
            for (int power = 0; power < counts.length(); power++) {
                AtomicLongArray ofPower = counts.get(power);
                for (int i = 0; ofPower != null && i < BUCKETS; i++) {
                    sum += ofPower.get(i);
                }
            }
            return sum;
        }

        void addTo(NavigableMap<Duration, Long> all) {
            for (int power = 0; power < counts.length(); power++) {
                AtomicLongArray ofPower = counts.get(power);
                for (int i = 0; ofPower != null && i < BUCKETS; i++) {
                    long count = ofPower.get(i);
                    if (count > 0) {
                        all.merge(Duration.ofNanos(longestIn(power, i)), count, Long::sum);
                    }
                }
            }
        }

        /** Returns the bucket of a duration: the durations below 16 ns have one each, each power of two above has 16. */
        private static int bucketOf(long nanos) {
            int shift = Math.max(0, 63 - BITS - Long.numberOfLeadingZeros(nanos | 1));
            return (shift << BITS) + (int) (nanos >>> shift);
        }

        private static long longestIn(int power, int index) {
            int shift = Math.max(0, power - 1);
            long first = power == 0 ? index : (long) (BUCKETS + index) << shift;
            return first + (1L << shift) - 1;
        }
    }
}
