package dev.observatory.collection;

import dev.observatory.hook.NamedObserver;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/** An observer that keeps the changes that are made while it handles a snapshot, and passes them on afterwards. */
final class SnapshotObserver<C> implements Consumer<C>, NamedObserver {
    private final Consumer<? super C> onChange;
    private final Queue<C> kept = new ArrayDeque<>(0);
    private boolean started;

    SnapshotObserver(Consumer<? super C> onChange) {
        this.onChange = onChange;
    }

    /** Passes on what has been kept, and each later change at once. */
    void start() {
        for (C next = kept.poll(); next != null; next = kept.poll()) {
            onChange.accept(next);
        }
        started = true;
    }

    @Override
    public void accept(C change) {
        if (started) {
            onChange.accept(change);
        } else {
            kept.add(change);
        }
    }

    @Override
    public String observerName() {
        return onChange instanceof NamedObserver named
                ? named.observerName()
                : onChange.getClass().getTypeName() + "@" + Integer.toHexString(System.identityHashCode(onChange));
    }
}
