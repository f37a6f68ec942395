package dev.observatory.event;

import java.util.Iterator;

/** Passes on the items of another iterable and tells a tracker which ones are finished: those after which the loop asked again. */
record TrackedIterable<T>(Iterable<T> items, EventCall call, long length) implements Iterable<T> {

    @Override
    public Iterator<T> iterator() {
        Iterator<T> source = items.iterator();
        ProgressTracker tracker = new ProgressTracker(call, length);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                tracker.finish();
                boolean more = source.hasNext();
                if (!more) {
                    tracker.complete();
                }
                return more;
            }

            @Override
            public T next() {
                tracker.finish();
                T item = source.next();
                tracker.begin(item);
                return item;
            }

            @Override
            public void remove() {
                source.remove();
            }
        };
    }
}
