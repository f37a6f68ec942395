package dev.observatory.collection;

import static java.util.Objects.requireNonNull;

import java.util.ConcurrentModificationException;
import java.util.ListIterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An iterator over an {@link ObservableList} or a part of it. Positions are those of the whole list. */
final class ListCursor<E extends @Nullable Object> implements ListIterator<E> {
    private static final int NONE = -1;

    private final ListCore<E> core;
    private final @Nullable ObservableSubList<E> part;
    private final int from;
    private int next;
    private int last = NONE;
    private int version;

    ListCursor(ListCore<E> core, @Nullable ObservableSubList<E> part, int from, int next) {
        this.core = core;
        this.part = part;
        this.from = from;
        this.next = next;
        this.version = core.version();
    }

    private int end() {
        return part == null ? core.size() : part.end();
    }

    @Override
    public boolean hasNext() {
        return next != end();
    }

    @Override
    public boolean hasPrevious() {
        return next != from;
    }

    @Override
    public int nextIndex() {
        return next - from;
    }

    @Override
    public int previousIndex() {
        return next - from - 1;
    }

    @Override
    public E next() {
        checkVersion();
        if (next >= end()) {
            throw new NoSuchElementException("No element after position [" + (next - from) + "]; call hasNext first");
        }
        last = next++;
        return core.at(last);
    }

    @Override
    public E previous() {
        checkVersion();
        if (next <= from) {
            throw new NoSuchElementException("No element before the first one; call hasPrevious first");
        }
        last = --next;
        return core.at(last);
    }

    /** As in ArrayList, a change of the list is detected even if the action makes it at the last element. */
    @Override
    public void forEachRemaining(Consumer<? super E> action) {
        requireNonNull(action, "action");
        int end = end();
        int position = next;
        if (position >= end) {
            return;
        }
        for (; position < end && version == core.version(); position++) {
            action.accept(core.at(position));
        }
        next = position;
        last = position - 1;
        checkVersion();
    }

    @Override
    public void remove() {
        checkCurrent();
        PendingChange<ListChange<E>, ?> pending = core.remove(last, last + 1);
        next = last;
        follow();
        core.deliver(pending);
    }

    @Override
    public void set(E element) {
        checkCurrent();
        core.deliver(core.assign(last, element));
    }

    @Override
    public void add(E element) {
        checkVersion();
        PendingChange<ListChange<E>, ?> pending = core.insert(next, element);
        next++;
        follow();
        core.deliver(pending);
    }

    /** Updates the iterator after its own edit, before observers are notified, so that it detects what they change. */
    private void follow() {
        last = NONE;
        version = core.version();
        if (part != null) {
            part.follow();
        }
    }

    private void checkCurrent() {
        if (last == NONE) {
            throw new IllegalStateException(
                    "The iterator has no current element; call next or previous before remove or set");
        }
        checkVersion();
    }

    private void checkVersion() {
        if (version != core.version()) {
            throw new ConcurrentModificationException(
                    "The list was changed during the iteration; create a new iterator");
        }
    }
}
