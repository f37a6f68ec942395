package dev.observatory.collection;

import static java.util.Objects.requireNonNull;

import java.util.ConcurrentModificationException;
import java.util.Spliterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A spliterator over a part of an {@link ObservableList}, with the characteristics of that of a part of an
 * {@code ArrayList}: it is bound to the part's length when it is first used, not when it is created.
 */
final class PartSpliterator<E extends @Nullable Object> implements Spliterator<E> {
    private static final int UNBOUND = -1;

    private final ListCore<E> core;
    private final ObservableSubList<E> part;
    private int next;
    private int end;
    private int version;

    PartSpliterator(ListCore<E> core, ObservableSubList<E> part) {
        this(core, part, UNBOUND, UNBOUND, 0);
    }

    private PartSpliterator(ListCore<E> core, ObservableSubList<E> part, int next, int end, int version) {
        this.core = core;
        this.part = part;
        this.next = next;
        this.end = end;
        this.version = version;
    }

    private void bind() {
        if (end == UNBOUND) {
            int size = part.size();
            version = core.version();
            end = part.end();
            next = end - size;
        }
    }

    @Override
    public boolean tryAdvance(Consumer<? super E> action) {
        requireNonNull(action, "action");
        bind();
        if (next >= end) {
            return false;
        }
        checkVersion();
        E element = core.at(next++);
        action.accept(element);
        checkVersion();
        return true;
    }

    /** As in ArrayList, a change of the list is detected after all elements, or as soon as the list has no more. */
    @Override
    public void forEachRemaining(Consumer<? super E> action) {
        requireNonNull(action, "action");
        bind();
        checkVersion();
        int position = next;
        next = end;
        for (; position < end && position < core.size(); position++) {
            action.accept(core.at(position));
        }
        checkVersion();
    }

    @Override
    public @Nullable Spliterator<E> trySplit() {
        bind();
        int middle = (next + end) >>> 1;
        if (next >= middle) {
            return null;
        }
        int start = next;
        next = middle;
        return new PartSpliterator<>(core, part, start, middle, version);
    }

    @Override
    public long estimateSize() {
        bind();
        return end - (long) next;
    }

    @Override
    public int characteristics() {
        return ORDERED | SIZED | SUBSIZED;
    }

    private void checkVersion() {
        if (version != core.version()) {
            throw new ConcurrentModificationException("The list was changed during the traversal; create a new stream");
        }
    }
}
