package dev.observatory.event;

import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Returns the items of another iterable and reports to a loop which ones are finished: an item is when the next one is requested. */
final class TrackedIterable<T extends @Nullable Object> implements Iterable<T> {
    private final Source<T> items;
    private final ProgressLoop.Work work;

    private TrackedIterable(Source<T> items, ProgressLoop.Work work) {
        this.items = items;
        this.work = work;
    }

    /**
     * Items that are not yet assigned to any work. Nothing of the application is called before they are iterated.
     *
     * @param items the items without tracking
     * @param begin begins one iteration
     */
    record Source<T extends @Nullable Object>(Iterable<T> items, Supplier<Iteration<T>> begin) {

        static <T extends @Nullable Object> Source<T> of(Iterable<T> items) {
            ItemCount count = items instanceof Collection<?> ? new ItemCount(items) : ItemCount.UNKNOWN;
            return new Source<>(items, () -> new Iteration<>(items.iterator(), count));
        }

        static <T extends @Nullable Object> Source<T> of(T[] items) {
            return of(Arrays.asList(items));
        }

        static <T extends @Nullable Object> Source<T> of(Stream<T> items) {
            return new Source<>(() -> Spliterators.iterator(items.spliterator()), () -> {
                Spliterator<T> source = items.spliterator();
                return new Iteration<>(Spliterators.iterator(source), new ItemCount(source));
            });
        }

        static <T extends @Nullable Object> Source<T> of(Iterator<T> items) {
            return of((Iterable<T>) () -> items);
        }

        /** Returns the items as part of some work; the items themselves if that is null. */
        Iterable<T> trackedBy(ProgressLoop.@Nullable Work work) {
            return work == null ? items : new TrackedIterable<>(this, work);
        }
    }

    /** One iteration that has not requested any item. */
    record Iteration<T extends @Nullable Object>(Iterator<T> items, ItemCount count) {}

    @Override
    public Iterator<T> iterator() {
        Iteration<T> iteration = items.begin().get();
        return new TrackedIterator<>(iteration.items(), new ProgressLoop(work, iteration.count()));
    }

    /** Returns the text of the items, as they have it without an observer. */
    @Override
    public String toString() {
        return items.items().toString();
    }
}
