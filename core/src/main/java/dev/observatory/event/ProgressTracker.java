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
 * Progress of work that is no event: for loops that want to be watched and nothing else. Needs no agent.
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
 * <p>Observers run on the thread of the loop, first those of {@link #updated()}, then those of {@link Events#anyProgress};
 * what they throw goes to {@link dev.observatory.hook.ObserverErrors} and never to the loop. A tracker may watch many loops,
 * also at the same time; it is safe from any thread, while each tracked iterator belongs to one.
 */
public final class ProgressTracker implements AutoCloseable {
    private final EventPoint event;
    private final Work work = new Work();

    /** Creates a tracker without a name of its own. */
    public ProgressTracker() {
        this("progress");
    }

    /**
     * Creates a tracker.
     *
     * @param name what observers see as {@link ProgressData#name()}
     * @throws NullPointerException if {@code name} is null
     */
    public ProgressTracker(String name) {
        this.event = Events.define(name);
    }

    /**
     * Emits after each item, and once at the end of each loop: with status {@link EventStatus#COMPLETED} if it came
     * through, {@link EventStatus#EXITED} if it was still under way when the tracker was closed.
     *
     * @return the connect side
     */
    public Hook1<ProgressData> updated() {
        return event.progressUpdated();
    }

    /**
     * Passes on items one by one and reports the progress through them. An item counts as finished when the loop asks for
     * the next.
     *
     * @param items what to go through; the length is known if it is a {@link java.util.Collection}
     * @param <T> the type of the items
     * @return the same items in the same order
     * @throws NullPointerException if {@code items} is null
     */
    public <T extends @Nullable Object> Iterable<T> track(Iterable<T> items) {
        return TrackedIterable.Source.of(requireNonNull(items, "items")).trackedBy(work);
    }

    /**
     * As {@link #track(Iterable)}, for an array.
     *
     * @param items what to go through
     * @param <T> the type of the items
     * @return the same items in the same order
     * @throws NullPointerException if {@code items} is null
     */
    public <T extends @Nullable Object> Iterable<T> track(T[] items) {
        return TrackedIterable.Source.of(requireNonNull(items, "items")).trackedBy(work);
    }

    /**
     * As {@link #track(Iterable)}, for a stream. Whoever opened the stream closes it.
     *
     * @param items what to go through once, in order; the length is known if the stream knows its exact size
     * @param <T> the type of the items
     * @return the same items in the same order
     * @throws NullPointerException if {@code items} is null
     */
    public <T extends @Nullable Object> Iterable<T> track(Stream<T> items) {
        return TrackedIterable.Source.of(requireNonNull(items, "items")).trackedBy(work);
    }

    /**
     * As {@link #track(Iterable)}, for an iterator.
     *
     * @param items what to go through once; the length is not known
     * @param <T> the type of the items
     * @return the same items in the same order
     * @throws NullPointerException if {@code items} is null
     */
    public <T extends @Nullable Object> Iterable<T> track(Iterator<T> items) {
        return TrackedIterable.Source.of(requireNonNull(items, "items")).trackedBy(work);
    }

    /**
     * Reports progress by hand.
     *
     * @param done how many items are finished
     * @param length how many items there are in all; −1 if that is not known
     * @param item the latest item, for observers that show it
     * @throws IllegalArgumentException if {@code done} is negative, or {@code length} is below −1
     */
    public void progress(long done, long length, @Nullable Object item) {
        work.emit(ProgressData.byHand(event, done, length, item));
    }

    /** Reports the loops that are still under way as left early. The tracker may be used again. */
    @Override
    public void close() {
        work.closeAll();
    }

    @Override
    public String toString() {
        return "progress tracker [" + event.name() + "]";
    }

    /** What the loops of this tracker are part of. */
    private final class Work implements ProgressLoop.Work {
        // Guarded by itself, never held while observers run.
        private final Set<ProgressLoop> open = new LinkedHashSet<>();

        @Override
        public EventPoint event() {
            return event;
        }

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
