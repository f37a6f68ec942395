package dev.observatory.event;

import static java.util.Objects.requireNonNull;

import dev.observatory.event.loop.LoopReport;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The progress of one loop through its items.
 *
 * <p>Emitted after each item, with status {@link EventStatus#PROGRESS_UPDATED}, and once at the end: {@link
 * EventStatus#COMPLETED} if every item was processed, {@link EventStatus#EXITED} if the loop was left early.
 *
 * <p>A call may have several loops, nested or on several threads, and {@link #loopId()} distinguishes them. The reports of one loop
 * are emitted one at a time, whichever threads it runs on, and the end is the last one. {@link #done()} never decreases from one to
 * the next, nor does {@link #fraction()} unless {@link #length()} grows. {@link #done()} grows by one, or by more if observers are
 * slower than several threads of a loop together: then reports are combined.
 *
 * <p>The numbers of explicit reports are those of the program.
 *
 * @param event the event that makes progress
 * @param iteration the number of the latest item begun, from 1; 0 before the first
 * @param done how many items are finished
 * @param length how many items there are in total; −1 if unknown. If a loop goes through more items than were counted or stated,
 *     this is the number of items begun, and when it completes always that of the finished ones
 * @param currentItem the item that was just finished; at the end of the loop the latest item begun, null before the first
 * @param status the reason for this emission
 * @param source the loop
 * @param thread the thread that finished the item or ended the loop; observers may be called on another thread of the loop
 * @param elapsed the time since the loop began, or since its first report if no observer was connected then
 * @param rate how many items are finished per second at present; −1 if unknown. An exponential moving average over about the latest
 *     30 seconds, or ten items where these take longer, and the plain average until then
 */
public record ProgressData(
        EventPoint event,
        long iteration,
        long done,
        long length,
        @Nullable Object currentItem,
        EventStatus status,
        ProgressSource source,
        Thread thread,
        Duration elapsed,
        double rate) {
    private static final double NANOS = 1e9;

    /**
     * Checks the components.
     *
     * @param event the event that makes progress
     * @param iteration the number of the latest item begun
     * @param done how many items are finished
     * @param length how many items there are in total; −1 if unknown
     * @param currentItem the item that was just finished
     * @param status the reason for this emission
     * @param source the loop
     * @param thread the thread that finished the item or ended the loop
     * @param elapsed the time since the loop began
     * @param rate how many items are finished per second; −1 if unknown
     * @throws NullPointerException if an argument other than {@code currentItem} is null
     */
    public ProgressData {
        requireNonNull(event, "event");
        requireNonNull(status, "status");
        requireNonNull(source, "source");
        requireNonNull(thread, "thread");
        requireNonNull(elapsed, "elapsed");
    }

    /**
     * Creates a report of the current thread that belongs to no call and no loop, and whose rate is unknown.
     *
     * @param event the event that makes progress
     * @param iteration the number of the latest item begun
     * @param done how many items are finished
     * @param length how many items there are in total; −1 if unknown
     * @param currentItem the item that was just finished
     * @param status the reason for this emission
     * @throws NullPointerException if {@code event} or {@code status} is null
     */
    public ProgressData(
            EventPoint event,
            long iteration,
            long done,
            long length,
            @Nullable Object currentItem,
            EventStatus status) {
        this(
                event,
                iteration,
                done,
                length,
                currentItem,
                status,
                new ProgressSource(0, 0, 0, 0, requireNonNull(event, "event").name(), ""),
                Thread.currentThread(),
                Duration.ZERO,
                -1);
    }

    /** Returns the data of a report of a loop. */
    static ProgressData of(EventPoint event, long callId, long parentId, LoopReport report) {
        String label = report.settings().label();
        return new ProgressData(
                event,
                report.begun(),
                report.done(),
                report.length(),
                report.item(),
                switch (report.status()) {
                    case ADVANCED -> EventStatus.PROGRESS_UPDATED;
                    case COMPLETED -> EventStatus.COMPLETED;
                    case LEFT_EARLY -> EventStatus.EXITED;
                },
                new ProgressSource(
                        callId,
                        parentId,
                        report.loopId(),
                        report.outerId(),
                        label == null ? event.name() : label,
                        report.settings().unit()),
                report.thread(),
                Duration.ofNanos(report.elapsedNanos()),
                report.perSecond());
    }

    static void check(long done, long length) {
        if (done < 0) {
            throw new IllegalArgumentException(
                    "done [" + done + "] must not be negative; count the finished items from 0");
        }
        if (length < -1) {
            throw new IllegalArgumentException(
                    "length [" + length + "] must not be less than -1; use -1 if it is unknown");
        }
    }

    /**
     * Returns the event's name.
     *
     * @return as {@link EventPoint#name()}
     */
    public String name() {
        return event.name();
    }

    /**
     * Returns the number of the call that makes progress.
     *
     * @return as {@link EventData#callId()}; 0 for a {@link ProgressTracker}
     */
    public long callId() {
        return source.callId();
    }

    /**
     * Returns the number of the observed call around the one that makes progress.
     *
     * @return as {@link EventData#parentId()}; 0 if there is none
     */
    public long parentId() {
        return source.parentId();
    }

    /**
     * Returns the number of the loop.
     *
     * @return a positive number, unique in this JVM; 0 for explicit reports
     */
    public long loopId() {
        return source.loopId();
    }

    /**
     * Returns the number of the loop inside which this one runs.
     *
     * @return as {@link ProgressSource#outerLoopId()}; 0 if there is none
     */
    public long outerLoopId() {
        return source.outerLoopId();
    }

    /**
     * Returns what the loop does.
     *
     * @return the label in {@link ProgressOptions}, or else the name of the event
     */
    public String label() {
        return source.label();
    }

    /**
     * Returns what the items are.
     *
     * @return the unit in {@link ProgressOptions}; empty if none is stated
     */
    public String unit() {
        return source.unit();
    }

    /**
     * Returns the finished fraction.
     *
     * @return from 0 to 1, whatever the numbers, and 1 only if no item is left: if there are no items, or at least as many are
     *     finished as there are in total; −1 if the length is unknown
     */
    public double fraction() {
        if (length < 0) {
            return -1;
        }
        return done >= length ? 1 : Math.min(Math.nextDown(1.0), Math.max(0, (double) done / length));
    }

    /**
     * Returns the time that the remaining items will take at the present rate.
     *
     * @return the estimated time, at most {@link Long#MAX_VALUE} seconds; zero if no item is left; null if the length or the rate is
     *     unknown
     */
    public @Nullable Duration remaining() {
        if (length < 0) {
            return null;
        }
        if (done >= length) {
            return Duration.ZERO;
        }
        if (!(rate > 0)) {
            return null;
        }
        double seconds = ((double) length - done) / rate;
        long whole = (long) seconds;
        return Duration.ofSeconds(whole, whole == Long.MAX_VALUE ? 0 : (long) ((seconds - whole) * NANOS));
    }
}
