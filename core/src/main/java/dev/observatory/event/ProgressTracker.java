package dev.observatory.event;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.Hook1;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
 * <p>Observers are called on the thread of the loop, first those of {@link #updated()}, then those of {@link Events#anyProgress};
 * an exception that one throws goes to {@link dev.observatory.hook.ObserverErrors} and never to the loop. A tracker may track
 * several loops, also concurrently; it is safe for use by multiple threads, while each tracked iterator is confined to one. The
 * last report of a loop is that of its end, also if another thread closes the tracker: if the loop is emitting a report then, its
 * end is emitted by the thread of the loop, after that report.
 */
public final class ProgressTracker implements AutoCloseable {
    private final EventPoint event;
    private final Work work = new Work();

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
    }

    /**
     * Returns the hook that emits after each item, and once at the end of each loop: with status {@link EventStatus#COMPLETED} if all
     * items were processed, {@link EventStatus#EXITED} if it was still in progress when the tracker was closed.
     *
     * @return the hook; its observers are called on the thread of the loop, or of {@link #close()}, and their exceptions never reach it
     */
    public Hook1<ProgressData> updated() {
        return event.progressUpdated();
    }

    /**
     * Returns items one by one and reports the progress through them. An item is finished when the loop requests the next.
     *
     * <p>While no observer is connected, no method of the items is called that the loop itself does not call. Otherwise their size
     * is queried once per loop; the number is unknown if that throws.
     *
     * @param items the items; their number is known if this is a {@link java.util.Collection}
     * @param <T> the type of the items
     * @return the same items in the same order
     * @throws NullPointerException if {@code items} is null
     */
    public <T extends @Nullable Object> Iterable<T> track(Iterable<T> items) {
        return TrackedIterable.Source.of(requireNonNull(items, "items")).trackedBy(work);
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
        return TrackedIterable.Source.of(requireNonNull(items, "items")).trackedBy(work);
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
        return TrackedIterable.Source.of(requireNonNull(items, "items")).trackedBy(work);
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
        return TrackedIterable.Source.of(requireNonNull(items, "items")).trackedBy(work);
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
        work.emit(ProgressData.byHand(event, done, length, item));
    }

    /** Reports the loops that are still in progress as left early. The tracker can be used again. */
    @Override
    public void close() {
        work.closeAll();
    }

    @Override
    public String toString() {
        return "progress tracker [" + event.name() + "]";
    }

    /** The work that the loops of this tracker belong to. */
    private final class Work implements ProgressLoop.Work {
        // Guarded by itself, never locked while observers run.
        private final Set<ProgressLoop> open = new LinkedHashSet<>();

        @Override
        public EventPoint event() {
            return event;
        }

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
        public void opened(ProgressLoop loop) {
            synchronized (open) {
                open.add(loop);
            }
        }

        @Override
        public void closed(ProgressLoop loop) {
            synchronized (open) {
                open.remove(loop);
            }
        }

        @Override
        public void emit(ProgressData progress) {
            event.hooks().progress().emit(progress);
        }

        void closeAll() {
            List<ProgressLoop> leftEarly;
            synchronized (open) {
                leftEarly = new ArrayList<>(open);
            }
            leftEarly.forEach(ProgressLoop::close);
        }
    }
}
