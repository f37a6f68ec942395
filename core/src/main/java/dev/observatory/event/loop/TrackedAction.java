package dev.observatory.event.loop;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Performs an action for the items of an internal iteration and reports them to a loop. Safe for use by multiple threads. */
final class TrackedAction<T extends @Nullable Object> implements Consumer<T> {
    private final Consumer<? super T> action;
    private final Loop loop;

    TrackedAction(Consumer<? super T> action, Loop loop) {
        this.action = action;
        this.loop = loop;
    }

    @Override
    public void accept(T item) {
        loop.begin(1, item);
        action.accept(item);
        loop.finish(this, 1, item);
    }
}
