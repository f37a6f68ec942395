package dev.observatory.collection;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.EventHook;
import dev.observatory.hook.NamedObserver;
import dev.observatory.hook.Subscription;
import java.lang.ref.WeakReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Connects a view to the collection that it follows: weakly, as long as the view has no observers, so that a view that
 * no code uses is collectable; strongly while it has some.
 *
 * @param <C> the changes of the collection
 */
final class ViewLink<C> implements Consumer<C>, NamedObserver {
    private final WeakReference<ViewUpdate<C, ?>> update;
    // The view keeps its link and thereby what it follows reachable.
    @SuppressWarnings("UnusedVariable")
    private final Object source;

    private final @Nullable ViewLink<?> upstream;
    private @Nullable Subscription subscription;

    // Guarded by this link. The collection refers to this link, which thereby keeps the view reachable.
    @SuppressWarnings("UnusedVariable")
    private @Nullable ViewUpdate<C, ?> pinned;

    private boolean observed;
    private int pins;

    /**
     * Creates a link that is not connected yet.
     *
     * @param source the followed collection
     * @param upstream the link of the followed collection if that is a view too, which is then kept reachable likewise
     */
    ViewLink(ViewUpdate<C, ?> update, Object source, @Nullable ViewLink<?> upstream) {
        this.update = new WeakReference<>(update);
        this.source = source;
        this.upstream = upstream;
    }

    void connect(EventHook<C> source, ViewUpdate<C, ?> target) {
        subscription = source.with().weak(target).connect(this);
    }

    @Override
    public void accept(C change) {
        ViewUpdate<C, ?> present = update.get();
        if (present != null) {
            present.accept(change);
        }
    }

    /** Called when the view's first observer connects or its last one disconnects. */
    synchronized void demandChanged(ViewUpdate<?, ?> present, boolean isObserved) {
        requireNonNull(present, "present");
        if (isObserved != observed) {
            observed = isObserved;
            pin(isObserved ? 1 : -1);
        }
    }

    private synchronized void pin(int by) {
        boolean wasPinned = pins > 0;
        pins += by;
        boolean isPinned = pins > 0;
        pinned = isPinned ? update.get() : null;
        if (wasPinned != isPinned && upstream != null) {
            upstream.pin(isPinned ? 1 : -1);
        }
    }

    void close() {
        if (subscription != null) {
            subscription.close();
        }
    }

    boolean isOpen() {
        return subscription != null && subscription.isOpen();
    }

    @Override
    public String observerName() {
        return "view";
    }
}
