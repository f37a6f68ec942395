package dev.observatory.event.loop;

import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Returns the items of another iterable and reports to a loop which ones are finished: an item is when the next one is requested,
 * or when the action on it returns.
 *
 * <p>Each method calls the same one of the items, once, and no other but their size: iteration, internal iteration and spliterator
 * of the items may differ in what they do, and in what they do when the items change meanwhile.
 */
public final class TrackedIterable<T extends @Nullable Object> implements Iterable<T> {
    private final Iterable<T> items;
    private final LoopOwner owner;
    private final LoopSettings settings;

    private TrackedIterable(Iterable<T> items, LoopOwner owner, LoopSettings settings) {
        this.items = items;
        this.owner = owner;
        this.settings = settings;
    }

    /** Returns the items as part of an owner's work; the items themselves if that is null. Calls nothing of the items. */
    public static <T extends @Nullable Object> Iterable<T> of(
            Iterable<T> items, @Nullable LoopOwner owner, LoopSettings settings) {
        return owner == null ? items : new TrackedIterable<>(items, owner, settings);
    }

    /** Returns an array like {@link #of(Iterable, LoopOwner, LoopSettings)}. */
    public static <T extends @Nullable Object> Iterable<T> of(
            T[] items, @Nullable LoopOwner owner, LoopSettings settings) {
        return of(Arrays.asList(items), owner, settings);
    }

    /** Returns a stream like {@link #of(Iterable, LoopOwner, LoopSettings)}. */
    public static <T extends @Nullable Object> Iterable<T> of(
            Stream<T> items, @Nullable LoopOwner owner, LoopSettings settings) {
        return of(new StreamItems<>(items), owner, settings);
    }

    /** Returns an iterator like {@link #of(Iterable, LoopOwner, LoopSettings)}. */
    public static <T extends @Nullable Object> Iterable<T> of(
            Iterator<T> items, @Nullable LoopOwner owner, LoopSettings settings) {
        return of((Iterable<T>) () -> items, owner, settings);
    }

    /**
     * Returns a stream whose items are part of an owner's work; the stream itself if that is null.
     *
     * <p>The stream is bound to its source by the terminal operation, as it would be without tracking. Until then nothing of it may
     * be called: even the characteristics of a parallel stream that is sorted are known only after it was sorted. So the returned
     * stream is declared as ordered and no more, which changes no result; its spliterator has the characteristics of the source.
     */
    public static <T extends @Nullable Object> Stream<T> stream(
            Stream<T> items, @Nullable LoopOwner owner, LoopSettings settings) {
        if (owner == null) {
            return items;
        }
        boolean isParallel = items.isParallel();
        Spliterator<T> source = items.spliterator();
        Loop loop = Loop.through(new ItemCount(source), owner, settings);
        Spliterator<T> tracked = new TrackedSpliterator<>(source, loop);
        return StreamSupport.stream(() -> tracked, Spliterator.ORDERED, isParallel)
                .onClose(items::close)
                .onClose(loop::leaveEarly);
    }

    /** A stream as items that can be iterated once. */
    private record StreamItems<T extends @Nullable Object>(Stream<T> stream) implements Iterable<T> {
        @Override
        public Iterator<T> iterator() {
            return stream.iterator();
        }

        @Override
        public Spliterator<T> spliterator() {
            return stream.spliterator();
        }
    }

    @Override
    public Iterator<T> iterator() {
        if (items instanceof StreamItems<T>) { // Its iterator cannot be counted.
            Spliterator<T> source = items.spliterator();
            return new TrackedIterator<>(Spliterators.iterator(source), loop(new ItemCount(source)));
        }
        return new TrackedIterator<>(items.iterator(), loop(count()));
    }

    @Override
    public Spliterator<T> spliterator() {
        Spliterator<T> source = items.spliterator();
        return new TrackedSpliterator<>(source, loop(items instanceof Collection<?> ? count() : new ItemCount(source)));
    }

    @Override
    public void forEach(Consumer<? super T> action) {
        if (action == null || items instanceof StreamItems<T>) {
            Iterable.super.forEach(action);
            return;
        }
        Loop loop = loop(count());
        TrackedAction<T> tracked = new TrackedAction<>(action, loop);
        loop.start(tracked);
        items.forEach(tracked);
        loop.complete(tracked);
    }

    private ItemCount count() {
        return items instanceof Collection<?> ? new ItemCount(items) : ItemCount.UNKNOWN;
    }

    private Loop loop(ItemCount count) {
        return Loop.through(count, owner, settings);
    }

    /** Compares the items, as they compare themselves without an observer. */
    @Override
    @SuppressWarnings("UndefinedEquals") // Whatever it is, it is the same as without an observer.
    public boolean equals(@Nullable Object other) {
        return items.equals(other instanceof TrackedIterable<?> tracked ? tracked.items : other);
    }

    @Override
    public int hashCode() {
        return items.hashCode();
    }

    /** Returns the text of the items, as they have it without an observer. */
    @Override
    public String toString() {
        return items.toString();
    }
}
