package dev.observatory.event;

import static java.util.Objects.requireNonNull;

import dev.observatory.event.loop.Loop;
import dev.observatory.event.loop.LoopOwner;
import dev.observatory.event.loop.LoopReport;
import dev.observatory.event.loop.LoopSettings;
import dev.observatory.event.loop.OpenLoops;
import dev.observatory.event.loop.TrackedIterable;
import dev.observatory.hook.Hook1;
import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A reporter of the progress of loops outside any event. Needs no agent.
 *
 * <pre>{@code
 * try (ProgressTracker copying = new ProgressTracker("copying")) {
 *     copying.updated().connect(progress -> System.out.println(progress.fraction()));
 *     for (Path file : copying.track(files)) {
 *         copy(file);
 *     }
 * }
 * }</pre>
 *
 * <p>Observers are called on the threads of the loop, one report at a time, first those of {@link #updated()}, then those of {@link
 * Events#anyProgress}; an exception that one throws goes to {@link dev.observatory.hook.ObserverErrors} and never to the loop. A
 * tracker may track several loops, also concurrently; it is safe for use by multiple threads, while each tracked iterator is
 * confined to one. The last report of a loop is that of its end, also if another thread closes the tracker: if the loop is emitting
 * a report then, its end is emitted by the thread of the loop, after that report.
 */
public final class ProgressTracker implements AutoCloseable {
    private final EventPoint event;
    private final Work work;

    /** Creates a tracker with the name {@code progress}. */
    public ProgressTracker() {
        this("progress");
    }

    /**
     * Creates a tracker.
     *
     * @param name the name, as in {@link ProgressData#name()}
     * @throws NullPointerException if {@code name} is null
     */
    public ProgressTracker(String name) {
        this.event = Events.define(name);
        this.work = new Work();
    }

    /**
     * Returns the hook that emits after each item, and once at the end of each loop: with status {@link EventStatus#COMPLETED} if all
     * items were processed, {@link EventStatus#EXITED} if it was left early.
     *
     * @return the hook; its observers are called on the threads of the loop, or of {@link #close()}, and their exceptions never
     *     reach it
     */
    public Hook1<ProgressData> updated() {
        return event.progressUpdated();
    }

    /**
     * Returns items one by one and reports the progress through them. An item is finished when the loop requests the next, or when
     * the action on it returns.
     *
     * <p>Each method of the returned object calls the same one of the items, and each spliterator has the characteristics, the size
     * and the comparator of theirs; the parts into which it is split are one loop. While no observer is connected, no method of the
     * items is called that the loop itself does not call. Otherwise their size is queried once per loop; the number is unknown if
     * that throws. What the items throw is not changed.
     *
     * @param items the items; their number is known if this is a {@link java.util.Collection}
     * @param <T> the type of the items
     * @return the same items in the same order
     * @throws NullPointerException if {@code items} is null
     */
    public <T extends @Nullable Object> Iterable<T> track(Iterable<T> items) {
        return TrackedIterable.of(requireNonNull(items, "items"), work, LoopSettings.DEFAULTS);
    }

    /**
     * Tracks an array, like {@link #track(Iterable)}.
     *
     * @param items the items
     * @param <T> the type of the items
     * @return the same items in the same order
     * @throws NullPointerException if {@code items} is null
     */
    public <T extends @Nullable Object> Iterable<T> track(T[] items) {
        return TrackedIterable.of(requireNonNull(items, "items"), work, LoopSettings.DEFAULTS);
    }

    /**
     * Tracks a stream, like {@link #track(Iterable)}. The stream is bound to its source when the loop begins; it is not closed.
     *
     * @param items the items, which can be iterated once; their number is known if the stream knows its exact size and an observer is
     *     connected when the loop begins
     * @param <T> the type of the items
     * @return the same items in the same order
     * @throws NullPointerException if {@code items} is null
     */
    public <T extends @Nullable Object> Iterable<T> track(Stream<T> items) {
        return TrackedIterable.of(requireNonNull(items, "items"), work, LoopSettings.DEFAULTS);
    }

    /**
     * Tracks an iterator, like {@link #track(Iterable)}.
     *
     * @param items the items, which can be iterated once; their number is unknown
     * @param <T> the type of the items
     * @return the same items in the same order
     * @throws NullPointerException if {@code items} is null
     */
    public <T extends @Nullable Object> Iterable<T> track(Iterator<T> items) {
        return TrackedIterable.of(requireNonNull(items, "items"), work, LoopSettings.DEFAULTS);
    }

    /**
     * Returns items one by one and reports the progress through them, like {@link #track(Iterable)}. Their size is not queried if the options state their number.
     *
     * @param items the items
     * @param options what is known about the loop
     * @param <T> the type of the items
     * @return the same items in the same order
     * @throws NullPointerException if an argument is null
     */
    public <T extends @Nullable Object> Iterable<T> track(Iterable<T> items, ProgressOptions options) {
        return TrackedIterable.of(
                requireNonNull(items, "items"),
                work,
                requireNonNull(options, "options").settings());
    }

    /**
     * Tracks an array, like {@link #track(Iterable, ProgressOptions)}.
     *
     * @param items the items
     * @param options what is known about the loop
     * @param <T> the type of the items
     * @return the same items in the same order
     * @throws NullPointerException if an argument is null
     */
    public <T extends @Nullable Object> Iterable<T> track(T[] items, ProgressOptions options) {
        return TrackedIterable.of(
                requireNonNull(items, "items"),
                work,
                requireNonNull(options, "options").settings());
    }

    /**
     * Tracks a stream, like {@link #track(Stream)} and {@link #track(Iterable, ProgressOptions)}.
     *
     * @param items the items
     * @param options what is known about the loop
     * @param <T> the type of the items
     * @return the same items in the same order
     * @throws NullPointerException if an argument is null
     */
    public <T extends @Nullable Object> Iterable<T> track(Stream<T> items, ProgressOptions options) {
        return TrackedIterable.of(
                requireNonNull(items, "items"),
                work,
                requireNonNull(options, "options").settings());
    }

    /**
     * Tracks an iterator, like {@link #track(Iterator)} and {@link #track(Iterable, ProgressOptions)}.
     *
     * @param items the items
     * @param options what is known about the loop
     * @param <T> the type of the items
     * @return the same items in the same order
     * @throws NullPointerException if an argument is null
     */
    public <T extends @Nullable Object> Iterable<T> track(Iterator<T> items, ProgressOptions options) {
        return TrackedIterable.of(
                requireNonNull(items, "items"),
                work,
                requireNonNull(options, "options").settings());
    }

    /**
     * Returns a stream with the items of another one and reports the progress of this tracker through them.
     *
     * <p>An item is finished when the action of the stream on it has returned, or when the next one is requested. A parallel stream
     * is reported as one loop, on all of its threads. Its source is not used before the terminal operation; {@code close()} closes the
     * original stream, and ends the loop if it was left early. Call {@code parallel()} before this method: what precedes it is
     * executed as it was configured by then.
     *
     * @param items the items, which the caller must not use any more, as after any operation on a stream; their number is known if
     *     the stream knows its exact size and an observer of the progress is connected when the loop begins
     * @param <T> the type of the items
     * @return a stream of the same items in the same order
     * @throws NullPointerException if {@code items} is null
     * @throws IllegalStateException if the stream has already been used
     */
    public <T extends @Nullable Object> Stream<T> trackStream(Stream<T> items) {
        return TrackedIterable.stream(requireNonNull(items, "items"), work, LoopSettings.DEFAULTS);
    }

    /**
     * Returns a tracked stream, like {@link #trackStream(Stream)}.
     *
     * @param items the items
     * @param options what is known about the loop
     * @param <T> the type of the items
     * @return a stream of the same items in the same order
     * @throws NullPointerException if an argument is null
     * @throws IllegalStateException if the stream has already been used
     */
    public <T extends @Nullable Object> Stream<T> trackStream(Stream<T> items, ProgressOptions options) {
        return TrackedIterable.stream(
                requireNonNull(items, "items"),
                work,
                requireNonNull(options, "options").settings());
    }

    /**
     * Creates a counter for progress of this tracker that the program counts itself, on any thread.
     *
     * @param options what is known about the work; without a total its length is unknown
     * @return a new counter
     * @throws NullPointerException if {@code options} is null
     */
    public ProgressCounter counter(ProgressOptions options) {
        return ProgressCounter.of(work, requireNonNull(options, "options").settings());
    }

    /**
     * Reports progress explicitly.
     *
     * @param done how many items are finished
     * @param length how many items there are in total; −1 if unknown
     * @param item the latest item, for observers that display it
     * @throws IllegalArgumentException if {@code done} is negative, or {@code length} is below −1
     */
    public void progress(long done, long length, @Nullable Object item) {
        ProgressData.check(done, length);
        event.hooks().progress().emit(work.explicit.next(done, length, item));
    }

    /** Reports the loops that are still in progress as left early. The tracker can be used again. */
    @Override
    public void close() {
        work.open.closeAll();
    }

    @Override
    public String toString() {
        return "progress tracker [" + event.name() + "]";
    }

    /** The owner of the loops of this tracker. */
    private final class Work implements LoopOwner {
        private final OpenLoops open = new OpenLoops();
        private final ExplicitReports explicit = new ExplicitReports(event, 0, 0);

        @Override
        public boolean isObserved() {
            return event.hooks().progress().isObserved();
        }

        @Override
        public boolean enter() {
            return true; // A tracker can be used again after it was closed.
        }

        @Override
        public void leave() {}

        @Override
        public long opened(Loop loop, Object user) {
            return open.add(loop, user);
        }

        @Override
        public void closed(Loop loop) {
            open.remove(loop);
        }

        @Override
        public void emit(LoopReport report) {
            event.hooks().progress().emit(ProgressData.of(event, 0, 0, report));
        }
    }
}
