package dev.observatory.event.loop;

import java.util.Iterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Returns the items of another iterator and reports them to a loop. */
final class TrackedIterator<T extends @Nullable Object> implements Iterator<T> {
    private final Iterator<T> source;
    private final Loop loop;
    private boolean isStarted;
    private boolean hasUnfinished;
    private @Nullable T latest;

    TrackedIterator(Iterator<T> source, Loop loop) {
        this.source = source;
        this.loop = loop;
    }

    @Override
    public boolean hasNext() {
        finishLatest();
        boolean more = source.hasNext();
        if (!more) {
            loop.complete(this);
        }
        return more;
    }

    @Override
    public T next() {
        finishLatest();
        T item = source.next();
        begin(item);
        return item;
    }

    @Override
    public void forEachRemaining(Consumer<? super T> action) {
        finishLatest();
        source.forEachRemaining(
                action == null
                        ? action
                        : item -> {
                            begin(item);
                            action.accept(item);
                            finishLatest();
                        });
        loop.complete(this);
    }

    private void begin(T item) {
        latest = item;
        hasUnfinished = true;
        loop.begin(1, item);
    }

    private void finishLatest() {
        if (hasUnfinished) {
            T item = latest;
            hasUnfinished = false;
            latest = null;
            loop.finish(this, 1, item);
        } else if (!isStarted) {
            isStarted = true;
            loop.start(this);
        }
    }

    @Override
    public void remove() {
        source.remove();
    }
}
