package dev.observatory.collection;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The content of a collection at one moment, computed when it is first read: from an earlier content and the changes since.
 *
 * <p>A collection that changes often and is seldom read thus costs little for each change. After as many unread changes as
 * there are elements, the content is computed at once, so that they do not pile up. Safe from any thread.
 *
 * @param <S> an immutable copy of the collection
 * @param <C> its changes
 */
final class Content<S, C> implements Supplier<S> {
    private static final int MIN_UNREAD = 16;

    private final BiFunction<S, List<C>, S> replay;

    // All guarded by this content. Either the value, or an earlier content and the change since, is present.
    private @Nullable Content<S, C> earlier;
    private @Nullable C change;
    private @Nullable S value;

    /** How many contents before this one may have to be computed. */
    private final int unread;

    private Content(
            @Nullable S value, @Nullable Content<S, C> earlier, @Nullable C change, BiFunction<S, List<C>, S> replay) {
        this.value = value;
        this.earlier = earlier;
        this.change = change;
        this.replay = replay;
        this.unread = earlier == null || earlier.isRead() ? 0 : earlier.unread + 1;
    }

    /** Follows a list. */
    static <E extends @Nullable Object> Supplier<List<E>> follow(
            ListCore<E> core, Object owner, Consumer<? super Supplier<List<E>>> listener) {
        return follow(
                core.hooks().delivery,
                core.snapshot(),
                List::size,
                (list, changes) -> {
                    List<E> copy = new ArrayList<>(list);
                    changes.forEach(each -> each.applyTo(copy));
                    return Collections.unmodifiableList(copy);
                },
                owner,
                listener);
    }

    static <S, C> Supplier<S> follow(
            Delivery<C> delivery,
            S now,
            ToIntFunction<S> size,
            BiFunction<S, List<C>, S> replay,
            Object owner,
            Consumer<? super Supplier<S>> listener) {
        Content<S, C> first = new Content<>(now, null, null, replay);
        delivery.views().with().weak(owner).connect(new Feed<>(first, size, listener));
        return first;
    }

    /** Creates the content after each change. */
    private static final class Feed<S, C> implements Consumer<C> {
        private final Consumer<? super Supplier<S>> listener;
        private final ToIntFunction<S> size;
        private Content<S, C> last;
        private int limit = MIN_UNREAD;

        Feed(Content<S, C> first, ToIntFunction<S> size, Consumer<? super Supplier<S>> listener) {
            this.last = first;
            this.size = size;
            this.listener = listener;
        }

        @Override
        public void accept(C change) {
            Content<S, C> next = new Content<>(null, last, change, last.replay);
            last = next;
            if (next.unread >= limit) {
                S read = next.get();
                limit = Math.max(MIN_UNREAD, size.applyAsInt(read));
            }
            listener.accept(next);
        }
    }

    private synchronized boolean isRead() {
        return value != null;
    }

    @Override
    public synchronized S get() {
        S known = value;
        if (known == null) {
            List<C> changes = new ArrayList<>();
            S base = readBack(changes);
            Collections.reverse(changes);
            known = replay.apply(base, changes);
            value = known;
            earlier = null;
            change = null;
        }
        return known;
    }

    /** Collects the changes since the last content that was read, latest first; returns that content. */
    private S readBack(List<C> changes) {
        changes.add(requireNonNull(change));
        Content<S, C> at = requireNonNull(earlier);
        while (true) {
            synchronized (at) {
                if (at.value != null) {
                    return at.value;
                }
                changes.add(requireNonNull(at.change));
                at = requireNonNull(at.earlier);
            }
        }
    }
}
