package dev.observatory.event;

import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Returns the items of another iterable and reports to a loop which ones are finished: an item is when the next one is requested.
 *
 * @param length how many items there are; −1 if unknown
 */
record TrackedIterable<T extends @Nullable Object>(Iterable<T> items, long length, ProgressLoop.Work work)
        implements Iterable<T> {

    /** Items that are not yet assigned to any work. */
    record Source<T extends @Nullable Object>(Iterable<T> items, long length) {

        static <T extends @Nullable Object> Source<T> of(Iterable<T> items) {
            return new Source<>(items, items instanceof Collection<?> collection ? collection.size() : -1);
        }

        static <T extends @Nullable Object> Source<T> of(T[] items) {
            return new Source<>(Arrays.asList(items), items.length);
        }

        static <T extends @Nullable Object> Source<T> of(Stream<T> items) {
            Spliterator<T> source = items.spliterator();
            return new Source<>(() -> Spliterators.iterator(source), source.getExactSizeIfKnown());
        }

        static <T extends @Nullable Object> Source<T> of(Iterator<T> items) {
            return new Source<>(() -> items, -1);
        }

        /** Returns the items as part of some work; the items themselves if that is null. */
        Iterable<T> trackedBy(ProgressLoop.@Nullable Work work) {
            return work == null ? items : new TrackedIterable<>(items, length, work);
        }
    }

    @Override
    public Iterator<T> iterator() {
        Iterator<T> source = items.iterator();
        ProgressLoop loop = new ProgressLoop(work, length);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                loop.finish();
                boolean more = source.hasNext();
                if (!more) {
                    loop.complete();
                }
                return more;
            }

            @Override
            public T next() {
                loop.finish();
                T item = source.next();
                loop.begin(item);
                return item;
            }

            @Override
            public void remove() {
                source.remove();
            }
        };
    }
}
