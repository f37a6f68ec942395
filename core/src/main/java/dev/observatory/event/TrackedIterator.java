package dev.observatory.event;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Returns the items of another iterator and reports them to a loop. */
final class TrackedIterator<T extends @Nullable Object> implements Iterator<T> {
    private final Iterator<T> source;
    private final ProgressLoop loop;
    private boolean started;

    TrackedIterator(Iterator<T> source, ProgressLoop loop) {
        this.source = source;
        this.loop = loop;
    }

    @Override
    public boolean hasNext() {
        finishLatest();
        boolean more = source.hasNext();
        if (!more) {
            loop.complete();
        }
        return more;
    }

    @Override
    public T next() {
        finishLatest();
        T item = source.next();
        loop.begin(item);
        return item;
    }

    private void finishLatest() {
        if (started) {
            loop.finish();
        } else {
            started = true;
            loop.start();
        }
    }

    @Override
    public void remove() {
        source.remove();
    }
}
