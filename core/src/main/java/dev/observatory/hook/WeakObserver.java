package dev.observatory.hook;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * What observers that receive their owner share: the weak reference to the owner, which is all that connects the hook to it.
 *
 * @param <O> the type of the owner
 */
abstract class WeakObserver<O> implements NamedObserver {
    private final WeakReference<O> owner;
    private final Object action;

    /**
     * Creates an observer.
     *
     * @param action what is called, which gives this observer its name
     */
    WeakObserver(O owner, Object action) {
        this.owner = new WeakReference<>(owner);
        this.action = action;
    }

    /** Returns the owner, strongly reachable for one call; null once it was collected. */
    final @Nullable O owner() {
        return owner.get();
    }

    @Override
    public final String observerName() {
        return ObserverFailure.nameOf(action);
    }
}
