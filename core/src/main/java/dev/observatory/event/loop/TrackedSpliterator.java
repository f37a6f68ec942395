package dev.observatory.event.loop;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.Spliterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Returns the items of another spliterator and reports them to a loop. It has the characteristics, the size and the comparator of
 * the other one, and splits where that does; the parts belong to the same loop.
 */
final class TrackedSpliterator<T extends @Nullable Object> implements Spliterator<T> {
    private final Spliterator<T> source;
    private final Loop loop;

    /** The object that all parts have in common: the loop is abandoned when none of them is reachable. */
    private final Object user;

    private boolean isStarted;
    private boolean isExhausted;
    private boolean hasUnfinished;
    private @Nullable T latest;

    TrackedSpliterator(Spliterator<T> source, Loop loop) {
        this(source, loop, new Object(), false);
    }

    private TrackedSpliterator(Spliterator<T> source, Loop loop, Object user, boolean isStarted) {
        this.source = source;
        this.loop = loop;
        this.user = user;
        this.isStarted = isStarted;
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
        requireNonNull(action);
        finishLatest();
        boolean isAdvanced = source.tryAdvance(item -> {
            begin(item);
            action.accept(item);
        });
        if (!isAdvanced) {
            exhaust();
        }
        return isAdvanced;
    }

    @Override
    public void forEachRemaining(Consumer<? super T> action) {
        requireNonNull(action);
        finishLatest();
        source.forEachRemaining(item -> {
            begin(item);
            action.accept(item);
            finishLatest();
        });
        exhaust();
    }

    @Override
    public @Nullable Spliterator<T> trySplit() {
        start();
        Spliterator<T> prefix = source.trySplit();
        if (prefix == null) {
            return null;
        }
        loop.addPart();
        return new TrackedSpliterator<>(prefix, loop, user, true);
    }

    private void begin(T item) {
        latest = item;
        hasUnfinished = true;
        loop.begin(1, item);
    }

    private void finishLatest() {
        start();
        if (hasUnfinished) {
            T item = latest;
            hasUnfinished = false;
            latest = null;
            loop.finish(user, 1, item);
        }
    }

    private void start() {
        if (!isStarted) {
            isStarted = true;
            loop.start(user);
        }
    }

    private void exhaust() {
        if (!isExhausted) {
            isExhausted = true;
            loop.completePart(user);
        }
    }

    @Override
    public long estimateSize() {
        return source.estimateSize();
    }

    @Override
    public long getExactSizeIfKnown() {
        return source.getExactSizeIfKnown();
    }

    @Override
    public int characteristics() {
        return source.characteristics();
    }

    @Override
    public boolean hasCharacteristics(int characteristics) {
        return source.hasCharacteristics(characteristics);
    }

    @Override
    public @Nullable Comparator<? super T> getComparator() {
        return source.getComparator();
    }
}
